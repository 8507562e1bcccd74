"""A view of the machine with nothing on it: own processes, no network, and a root folder that holds libraries alone.

The server enters once; its children are born inside. Everything here is undone by the kernel when the server ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path

from grader.sandbox import kernel

NEW_MOUNT, NEW_IPC, NEW_USER, NEW_PID, NEW_NET, NEW_UTS = (
    0x20000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
    0x04000000,
)
READ_ONLY, NO_SUID, NO_DEVICES, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
DETACH = 2
PR_SET_PDEATHSIG = 1


def enter() -> None:
    """Goes into new namespaces and becomes the first process there; the old process stays outside and waits.

    Must run before any thread starts. Raises OSError where the kernel or its profile refuses.
    """
    user, group = os.geteuid(), os.getegid()
    everything = NEW_MOUNT | NEW_IPC | NEW_PID | NEW_NET | NEW_UTS
    kernel.syscall("unshare", everything if user == 0 else everything | NEW_USER)
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    pid = os.fork()
    if pid:
        _wait_outside(pid)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_outside(pid: int) -> None:
    """Passes the fate of the inner process on; never returns."""
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.closerange(3, 2**16)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def build_root(place: str, readable: list[str], writable: list[str], devices: list[str]) -> None:
    """Makes a root folder of read-only bindings at `place` and moves into it; the old one is gone for good."""
    mount(None, "/", None, RECURSIVE | PRIVATE)
    mount("tmpfs", place, "tmpfs", NO_SUID | NO_DEVICES, b"size=1m,mode=755")
    for path in _outermost(readable):
        _bind(path, place + path, READ_ONLY | NO_SUID | NO_DEVICES)
    for path in writable:
        _bind(path, place + path, NO_SUID | NO_DEVICES)
    for path in devices:
        _bind(path, place + path, NO_SUID)
    Path(place, "proc").mkdir(exist_ok=True)
    # A container's profile may forbid a new proc: Python and torch do without.
    with contextlib.suppress(OSError):
        mount("proc", f"{place}/proc", "proc", NO_SUID | NO_DEVICES)
    _move_into(place)


def _move_into(place: str) -> None:
    os.chdir(place)
    here = ctypes.cast(ctypes.c_char_p(b"."), ctypes.c_void_p)
    kernel.syscall("pivot_root", here, here)
    kernel.libc_call("umount2", b".", DETACH)
    os.chdir("/")
    mount(None, "/", None, REMOUNT | READ_ONLY | BIND | NO_SUID | NO_DEVICES)


def _outermost(paths: list[str]) -> list[str]:
    """Without those that lie inside another one, and without proc, which is mounted anew."""
    kept: list[str] = []
    for path in sorted(paths):
        if path.startswith("/proc") or any(path.startswith(f"{outer}/") for outer in kept):
            continue
        kept.append(path)
    return kept


def _bind(source: str, target: str, flags: int) -> None:
    """Binds a folder or a file; links are made again as links."""
    if os.path.lexists(target):
        return
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    if Path(source).is_symlink():
        Path(target).symlink_to(Path(source).readlink())
        return
    if Path(source).is_dir():
        Path(target).mkdir(exist_ok=True)
    else:
        Path(target).touch()
    mount(source, target, None, BIND | RECURSIVE)
    held = os.statvfs(target).f_flag & (READ_ONLY | NO_SUID | NO_DEVICES | 8 | 1024 | 2048)
    mount(None, target, None, BIND | REMOUNT | flags | held)


def mount(source: str | None, target: str, kind: str | None, flags: int, data: bytes | None = None) -> None:
    """mount(2); raises OSError naming the target."""
    given = [each.encode() if each is not None else None for each in (source, target, kind)]
    if kernel.LIBC.mount(given[0], given[1], given[2], ctypes.c_ulong(flags), data) < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"mounting {target}: {os.strerror(code)}")
