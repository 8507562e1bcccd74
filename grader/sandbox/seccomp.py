"""A system-call filter assembled as classic BPF; once installed it can never be taken off.

Everything is refused but what the tables of `syscalls` allow, and a few calls whose arguments are looked at here: a
thread may be started but no process, a signal sent to oneself alone, a socket pair made but no address reached.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

from grader.sandbox import kernel
from grader.sandbox.syscalls import ABSENT, ALLOWED, PRETENDED, UNSUPPORTED, number

LOAD, JUMP_EQUAL, JUMP_SET, RETURN, JUMP_GREATER_EQUAL, AND = 0x20, 0x15, 0x45, 0x06, 0x35, 0x54
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000
CLONE_THREAD = 0x00010000
AF_UNIX = 1
PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, PR_SET_VMA = 15, 16, 3, 0x53564D41
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX: a stream's state, nothing that types into a terminal.
QUIET_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5451, 0x5450)
# CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
NEW_NAMESPACES = 0x80 | 0x20000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
CLOCKS = tuple(range(12))
# Copies, flags and locks of a descriptor; not F_SETOWN and F_SETSIG, by which the kernel itself would signal others.
DESCRIPTOR_COMMANDS = (*range(8), 9, 11, 36, 37, 38, 1024, 1025, 1030, 1032, 1033, 1034)
SECCOMP_SET_MODE_FILTER = 1
PR_SET_NO_NEW_PRIVS = 38
HOT = ("read", "write", "futex", "mmap", "munmap", "madvise", "close", "openat", "newfstatat", "fstat", "brk")


@dataclass(frozen=True)
class Check:
    """Allow a call when an argument is one of these values (or has a bit, or is the caller's own pid)."""

    call: str
    argument: int
    values: tuple[int, ...] = ()
    bit: int = 0
    own_pid: bool = False
    answer: int = errno.EPERM


CHECKS = (
    Check("ioctl", 1, values=QUIET_IOCTLS, answer=errno.ENOTTY),
    Check("prctl", 0, values=(PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, PR_SET_VMA)),
    Check("fcntl", 1, values=DESCRIPTOR_COMMANDS),
    Check("tgkill", 0, own_pid=True),
    Check("kill", 0, own_pid=True),
    Check("sched_setaffinity", 0, values=(0,)),
    Check("sched_getaffinity", 0, values=(0,), own_pid=True),
    Check("socketpair", 0, values=(AF_UNIX,)),
    Check("sched_getparam", 0, values=(0,), own_pid=True),
    Check("sched_getscheduler", 0, values=(0,), own_pid=True),
    Check("sched_rr_get_interval", 0, values=(0,), own_pid=True),
    # A negative clock is the processor time of some process, and tells whether there is one.
    Check("clock_gettime", 0, values=CLOCKS, answer=errno.EINVAL),
    Check("clock_getres", 0, values=CLOCKS, answer=errno.EINVAL),
    Check("getpgid", 0, values=(0,), own_pid=True),
    Check("getsid", 0, values=(0,), own_pid=True),
    # A socket pair may be written to; an address (the fifth argument) would reach a socket of somebody else.
    Check("sendto", 4, values=(0,)),
)


class Filter:
    """The program, assembled once; only the caller's pid is filled in for each child."""

    def __init__(self, machine: str, extra: frozenset[str] = frozenset(), guards_truncation: bool = False) -> None:
        self.machine = machine
        self.code: list[tuple[int, int, int, int]] = []
        self.pid_places: list[int] = []
        self._guard_architecture()
        if guards_truncation:
            self._guard_truncation()
        for name in (*HOT, *sorted((ALLOWED | extra) - set(HOT))):
            self._answer(name, ALLOW)
        for name in sorted(PRETENDED):
            self._answer(name, ERRNO)
        for name in sorted(ABSENT):
            self._answer(name, ERRNO | errno.ENOSYS)
        for name in sorted(UNSUPPORTED):
            self._answer(name, ERRNO | errno.ENOTSUP)
        self._guard_clone()
        self._guard_limits()
        for check in CHECKS:
            if check.call not in extra:
                self._check(check)
        self._emit(RETURN, 0, 0, ERRNO | errno.EPERM)

    def program(self, pid: int) -> bytes:
        """The instructions for one process."""
        code = list(self.code)
        for place in self.pid_places:
            operation, if_true, if_false, _ = code[place]
            code[place] = (operation, if_true, if_false, pid)
        return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)

    def _emit(self, operation: int, if_true: int, if_false: int, value: int) -> None:
        self.code.append((operation, if_true, if_false, value & 0xFFFFFFFF))

    def _guard_architecture(self) -> None:
        """Another architecture's numbers mean other calls: the process ends."""
        self._emit(LOAD, 0, 0, ARCHITECTURE_AT)
        self._emit(JUMP_EQUAL, 1, 0, ARCHITECTURES[self.machine])
        self._emit(RETURN, 0, 0, KILL_PROCESS)
        self._emit(LOAD, 0, 0, NUMBER_AT)
        if self.machine == "x86_64":
            self._emit(JUMP_GREATER_EQUAL, 0, 1, X32_BIT)
            self._emit(RETURN, 0, 0, KILL_PROCESS)

    def _guard_clone(self) -> None:
        """Threads, and none of them in new namespaces."""
        self._emit(JUMP_EQUAL, 0, 5, number("clone", self.machine) or 0)
        self._emit(LOAD, 0, 0, ARGUMENTS_AT)
        self._emit(JUMP_SET, 2, 0, NEW_NAMESPACES)
        self._emit(JUMP_SET, 0, 1, CLONE_THREAD)
        self._emit(RETURN, 0, 0, ALLOW)
        self._emit(RETURN, 0, 0, ERRNO | errno.EPERM)

    def _guard_limits(self) -> None:
        """The caller's own limits may be read: no new ones (the third argument, both halves of it), nobody else's."""
        self._emit(JUMP_EQUAL, 0, 9, number("prlimit64", self.machine) or 0)
        self._emit(LOAD, 0, 0, ARGUMENTS_AT + 16)
        self._emit(JUMP_EQUAL, 0, 5, 0)
        self._emit(LOAD, 0, 0, ARGUMENTS_AT + 20)
        self._emit(JUMP_EQUAL, 0, 3, 0)
        self._emit(LOAD, 0, 0, ARGUMENTS_AT)
        self._emit(JUMP_EQUAL, 2, 0, 0)
        self.pid_places.append(len(self.code))
        self._emit(JUMP_EQUAL, 1, 0, 0)
        self._emit(RETURN, 0, 0, ERRNO | errno.EPERM)
        self._emit(RETURN, 0, 0, ALLOW)

    def _guard_truncation(self) -> None:
        """An old Landlock does not ask who empties a file: by path, or by opening it for reading only."""
        self._answer("truncate", ERRNO | errno.EACCES)
        for name, argument in (("open", 1), ("openat", 2)):
            known = number(name, self.machine)
            if known is not None:
                self._emit(JUMP_EQUAL, 0, 6, known)
                self._emit(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)
                self._emit(AND, 0, 0, os.O_TRUNC | os.O_ACCMODE)
                self._emit(JUMP_EQUAL, 1, 0, os.O_TRUNC)
                # The fourth mode neither reads nor writes, and needs no right.
                self._emit(JUMP_EQUAL, 0, 1, os.O_TRUNC | os.O_ACCMODE)
                self._emit(RETURN, 0, 0, ERRNO | errno.EACCES)
                self._emit(RETURN, 0, 0, ALLOW)

    def _answer(self, name: str, verdict: int) -> None:
        known = number(name, self.machine)
        if known is not None:
            self._emit(JUMP_EQUAL, 0, 1, known)
            self._emit(RETURN, 0, 0, verdict)

    def _check(self, check: Check) -> None:
        """A call whose argument decides: both halves of it, since a large value could hide in the upper one."""
        known = number(check.call, self.machine)
        if known is None:
            return
        low, high = ARGUMENTS_AT + 8 * check.argument, ARGUMENTS_AT + 8 * check.argument + 4
        tests: list[tuple[int, int]] = [(JUMP_SET, check.bit)] if check.bit else []
        tests += [(JUMP_EQUAL, value) for value in check.values]
        needs_whole = check.call == "sendto"
        length = 1 + (2 if needs_whole else 0) + len(tests) + int(check.own_pid) + 2
        self._emit(JUMP_EQUAL, 0, length, known)
        if needs_whole:
            self._emit(LOAD, 0, 0, high)
            self._emit(JUMP_EQUAL, 0, len(tests) + int(check.own_pid) + 1, 0)
        self._emit(LOAD, 0, 0, low)
        remaining = len(tests) + int(check.own_pid)
        for operation, value in tests:
            self._emit(operation, remaining, 0, value)
            remaining -= 1
        if check.own_pid:
            self.pid_places.append(len(self.code))
            self._emit(JUMP_EQUAL, 1, 0, 0)
        self._emit(RETURN, 0, 0, ERRNO | check.answer)
        self._emit(RETURN, 0, 0, ALLOW)


def forbid_new_privileges() -> None:
    """No program this process starts can gain rights; filters may be installed only then."""
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)


def install(program: bytes) -> None:
    """Puts the filter on this process for good; raises OSError when the kernel refuses."""
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    kernel.syscall("seccomp", SECCOMP_SET_MODE_FILTER, 0, ctypes.cast(ctypes.c_char_p(header), ctypes.c_void_p))
