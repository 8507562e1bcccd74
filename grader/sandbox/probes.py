"""Canaries: small attacks tried in a throw-away child. A level counts only where all of its canaries fail.

Kernels and container profiles say one thing and do another: what was tried is known.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.lock import FIRST_UID, change_user


@dataclass(frozen=True)
class Target:
    """What the canaries go for."""

    hidden: str
    parent: int


def run_canaries(hidden: str, parent: int) -> dict[str, bool]:
    """Each attack with whether it succeeded."""
    target = Target(hidden, parent)
    return {name: _succeeds(attack, target) for name, attack in CANARIES.items()}


def _succeeds(attack: Callable[[Target], None], target: Target) -> bool:
    try:
        attack(target)
    except Exception:  # any refusal will do
        return False
    return True


def _read(target: Target) -> None:
    Path(target.hidden).read_bytes()


def _stat(target: Target) -> None:
    Path(target.hidden).stat()


def _list(target: Target) -> None:
    list(Path(target.hidden).parent.iterdir())


def _write_outside(target: Target) -> None:
    path = Path("/tmp") / f"canary-{os.getpid()}"
    path.write_bytes(b"canary")
    path.unlink()


def _shared_memory(target: Target) -> None:
    path = Path("/dev/shm") / f"canary-{os.getpid()}"
    path.write_bytes(b"canary")
    path.unlink()


def _environment(target: Target) -> None:
    Path(f"/proc/{target.parent}/environ").read_bytes()


def _memory(target: Target) -> None:
    with Path(f"/proc/{target.parent}/mem").open("rb"):
        pass


def _processes(target: Target) -> None:
    if not [each for each in Path("/proc").iterdir() if each.name.isdigit() and each.name != str(os.getpid())]:
        raise OSError


def _signal(target: Target) -> None:
    os.kill(target.parent, 0)


def _priority(target: Target) -> None:
    os.setpriority(os.PRIO_PROCESS, target.parent, os.getpriority(os.PRIO_PROCESS, target.parent))


def _tcp(target: Target) -> None:
    with socket.socket() as connection:
        connection.bind(("127.0.0.1", 0))


def _udp(target: Target) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.sendto(b"canary", ("127.0.0.1", 9))


def _unix(target: Target) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.bind(f"\0canary-{os.getpid()}")


def _fork(target: Target) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _exec(target: Target) -> None:
    # A program that cannot be found is no proof: what counts is whether the kernel would try.
    os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})


def _trace(target: Target) -> None:
    if ctypes.CDLL(None).ptrace(16, target.parent, 0, 0) != 0:
        raise OSError


def _new_rights(target: Target) -> None:
    os.setuid(0)


CANARIES: dict[str, Callable[[Target], None]] = {
    "reading a hidden file": _read,
    "stat of a hidden file": _stat,
    "listing a hidden folder": _list,
    "writing outside the scratch folder": _write_outside,
    "shared memory": _shared_memory,
    "the parent's environment": _environment,
    "the parent's memory": _memory,
    "the list of processes": _processes,
    "a signal to the parent": _signal,
    "the parent's priority": _priority,
    "a TCP socket": _tcp,
    "a UDP packet": _udp,
    "an abstract Unix socket": _unix,
    "another process": _fork,
    "another program": _exec,
    "tracing the parent": _trace,
    "becoming root": _new_rights,
}


def user_obstacle() -> str:
    """Why children cannot run as another user, tried in a throw-away child; empty when they can."""
    pid = os.fork()
    if pid == 0:
        try:
            try:
                change_user(FIRST_UID)
            except OSError:
                os._exit(2)
            with Path(sys.executable).open("rb"), Path(os.__file__).open("rb"):
                os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    obstacles = {0: "", 2: "this root may not become another user"}
    return obstacles.get(os.waitstatus_to_exitcode(status), "no other user can read this Python")
