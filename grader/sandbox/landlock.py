"""Landlock: which files a process may read or write, whoever it is; needs no privilege, cannot be taken off.

It does not cover metadata (stat, chmod, utime), pipes or UDP: `seccomp` refuses those that matter.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct

from grader.sandbox import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR, MAKE_REG = (
    1 << n for n in range(9)
)
MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = (1 << n for n in range(9, 16))
READ = READ_FILE | READ_DIR
WRITE = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_FIFO | MAKE_SYM | TRUNCATE | REFER
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
# Rights each version of the interface knows, in order; asking an older kernel for a newer right fails.
RIGHTS_BY_VERSION = (1 << 13, 1 << 14, 1 << 15, 1 << 15, 1 << 16)
TRUNCATE_VERSION, NET_VERSION, SCOPE_VERSION = 3, 4, 6
BIND_AND_CONNECT = 3
ABSTRACT_SOCKETS_AND_SIGNALS = 3
CREATE_VERSION_FLAG = 1
RULE_PATH_BENEATH = 1


def version() -> int:
    """The version of the kernel's interface; 0 where there is none."""
    try:
        return kernel.syscall("landlock_create_ruleset", None, 0, CREATE_VERSION_FLAG)
    except OSError:
        return 0


class Ruleset:
    """Rules to be gathered once and enforced on a process."""

    def __init__(self) -> None:
        self.version = version()
        if not self.version:
            raise OSError(38, "Landlock is not there")
        self.rights = RIGHTS_BY_VERSION[min(self.version, len(RIGHTS_BY_VERSION)) - 1] - 1
        network = BIND_AND_CONNECT if self.version >= NET_VERSION else 0
        scope = ABSTRACT_SOCKETS_AND_SIGNALS if self.version >= SCOPE_VERSION else 0
        size = 8 if self.version < NET_VERSION else 16 if self.version < SCOPE_VERSION else 24
        attributes = struct.pack("QQQ", self.rights, network, scope)[:size]
        self.descriptor = kernel.syscall("landlock_create_ruleset", _pointer(attributes), size, 0)

    def allow(self, path: str, rights: int) -> None:
        """Allows what lies beneath a path; one that does not exist is passed over."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            target = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                self.allow_descriptor(target, rights)
            finally:
                os.close(target)

    def allow_descriptor(self, target: int, rights: int) -> None:
        """The same for an open path; a plain file takes no rights of folders."""
        if not stat.S_ISDIR(os.fstat(target).st_mode):
            rights &= ON_FILES
        rule = struct.pack("=Qi", rights & self.rights, target)
        kernel.syscall("landlock_add_rule", self.descriptor, RULE_PATH_BENEATH, _pointer(rule), 0)

    def enforce(self) -> None:
        """Puts the rules on this process for good; needs no_new_privs."""
        kernel.syscall("landlock_restrict_self", self.descriptor, 0)
        os.close(self.descriptor)


def _pointer(data: bytes) -> ctypes.c_void_p:
    return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p)
