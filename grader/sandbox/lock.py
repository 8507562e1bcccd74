"""Locks a forked child in, in the one order that works: what needs a right comes before the step that takes it away.

descriptors → session, signals, umask, scratch folder → uid → parent-death signal → limits → no_new_privs → Landlock →
seccomp. (Namespaces come before all of it, when the server starts; the seed comes with the request.)
"""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import struct
import sys
from dataclasses import dataclass, field
from typing import Any

from grader.sandbox import kernel, landlock, seccomp, sight
from grader.sandbox.limits import apply_limits

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PR_SET_DUMPABLE = 4
# Not all of it: `net` tells of the whole machine's connections where the network is not a namespace's own.
OWN_PROC = ("cmdline", "comm", "exe", "fd", "limits", "maps", "smaps", "stat", "statm", "status", "task")
CAPABILITY_VERSION = 0x20080522
FIRST_UID, UIDS = 61_000, 400
# What a driver asks for; sockets are not among it, whatever would like to speak with a daemon.
CUDA_CALLS = frozenset(["ioctl", "memfd_create", "mlock", "munlock", "set_mempolicy", "mbind", "sched_setaffinity"])


@dataclass(frozen=True)
class Lock:
    """What a server does to each of its children, prepared once."""

    filters: bool
    changes_user: bool
    uses_accelerator: bool
    readable: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    filter: seccomp.Filter | None = field(default=None, repr=False)

    def close(self, limits: dict[str, Any], scratch: str, keep: tuple[int, ...], slot: int) -> None:
        """Makes this process ready for a student's code; `keep` are the descriptors that stay open."""
        close_descriptors(keep)
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.umask(0o077)
        os.chdir(scratch)
        os.environ["TMPDIR"] = os.environ["HOME"] = scratch
        if self.changes_user:
            change_user(FIRST_UID + slot)
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
        apply_limits(limits, self.uses_accelerator, self.changes_user)
        if self.filters:
            self._filter(scratch)

    def _filter(self, scratch: str) -> None:
        rules = landlock.Ruleset()
        for path in self.readable:
            rules.allow(path, landlock.READ | landlock.EXECUTE)
        for path in self.devices:
            rules.allow(path, landlock.READ_FILE | landlock.WRITE_FILE | landlock.IOCTL_DEV)
        for name in OWN_PROC:
            rules.allow(f"/proc/{os.getpid()}/{name}", landlock.READ)
        rules.allow(scratch, landlock.READ | landlock.WRITE)
        drop_capabilities()
        seccomp.forbid_new_privileges()
        rules.enforce()
        if self.filter is not None:
            seccomp.install(self.filter.program(os.getpid()))


def make_lock(level: str, uses_accelerator: bool, readable: tuple[str, ...]) -> Lock:
    """The lock of a level; raises OSError where the kernel lacks what it takes."""
    if level == "process":
        return Lock(filters=False, changes_user=False, uses_accelerator=uses_accelerator)
    if not landlock.version():
        raise OSError(38, "this kernel has no Landlock")
    devices = (*sight.DEVICES, *(sight.accelerator_devices() if uses_accelerator else ()))
    guards_truncation = landlock.version() < landlock.TRUNCATE_VERSION
    program = seccomp.Filter(machine(), CUDA_CALLS if uses_accelerator else frozenset(), guards_truncation)
    changes_user = level == "strict+" and os.geteuid() == 0
    return Lock(True, changes_user, uses_accelerator, readable, devices, program)


def machine() -> str:
    """The processor's name in the tables; raises OSError for one that is not there."""
    name = {"arm64": "aarch64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine())
    if name not in seccomp.ARCHITECTURES:
        raise OSError(38, f"system calls of {name} are not known")
    return name


def change_user(uid: int) -> None:
    """Becomes a user who owns nothing; there is no way back."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def drop_capabilities() -> None:
    """Gives up what makes root more than its files' owner; a kernel that is asked this way never refuses."""
    header, nothing = struct.pack("=Ii", CAPABILITY_VERSION, 0), bytes(24)
    kernel.syscall("capset", header, nothing)


def close_descriptors(keep: tuple[int, ...]) -> None:
    """Closes every descriptor but those to keep; the standard three lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    start = 3
    for descriptor in sorted(keep):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 2**16)


def process_control(option: int, value: int) -> None:
    """prctl(2) on Linux; what an old kernel lacks is passed over."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            kernel.prctl(option, value)
