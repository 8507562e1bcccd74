"""Raw system calls: what neither Python nor glibc wraps."""

from __future__ import annotations

import ctypes
import os
import platform

from grader.sandbox.syscalls import MACHINES, number

LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = {"arm64": "aarch64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine())


def has_tables() -> bool:
    """Whether system calls of this machine are known here."""
    return MACHINE in MACHINES


def syscall(name: str, *arguments: int | ctypes.c_void_p | bytes | None) -> int:
    """Makes a system call by name; raises OSError as the kernel says."""
    known = number(name, MACHINE)
    if known is None:
        raise OSError(38, os.strerror(38))
    ctypes.set_errno(0)
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(LIBC.syscall(ctypes.c_long(known), *given))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def prctl(option: int, value: int, third: int = 0) -> None:
    """prctl(2); raises OSError when the kernel refuses."""
    if LIBC.prctl(ctypes.c_int(option), ctypes.c_ulong(value), ctypes.c_ulong(third), 0, 0) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def libc_call(name: str, *arguments: int | bytes | None) -> None:
    """A function of libc that gives 0 or -1; raises OSError on -1."""
    if getattr(LIBC, name)(*arguments) < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
