"""The worker server: torch warm, one thread, forks a locked-in child for each source and knows nothing else.

The judge sends a job over the control socket with two descriptors: the child's socket and a *leash*. When the judge
lets go of the leash (or dies), the child and everything it started are killed; when the child ends, its status goes
up the leash.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from grader.compiler import put_off_compiler
from grader.memory import give_back_large_blocks
from grader.sandbox.lock import FIRST_UID, PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, UIDS, Lock, process_control
from grader.sandbox.probes import run_canaries
from grader.wire import Encoder
from grader.worker.child import FileStream, end, serve
from grader.worker.loaders import stay_in_process
from grader.worker.scratch import overflow, threads
from grader.worker.session import Session

MAX_JOB = 2**16
TICK_SECONDS = 0.1
CANARY_LIMITS = {"memory_bytes": 2**30, "file_bytes": 2**20, "open_files": 64, "cpu_seconds": 10, "processes": 8}


@dataclass
class Job:
    """A running child and the judge's hold on it."""

    pid: int
    leash: socket.socket
    slot: int
    scratch: str
    limits: dict[str, Any]
    ended_for: str = ""


class Server:
    """Forks children, reaps them and kills what they leave behind."""

    def __init__(self, control: socket.socket, lock: Lock) -> None:
        self.control = control
        self.lock = lock
        self.selector = selectors.DefaultSelector()
        self.jobs: dict[int, Job] = {}
        self.wakeup, wakeup_end = socket.socketpair()
        for each in (self.wakeup, wakeup_end, control):
            each.setblocking(False)
        self._wakeup_end = wakeup_end
        self.next_watch = 0.0
        signal.set_wakeup_fd(wakeup_end.fileno())
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        # Ctrl-C goes to the whole terminal; the judge decides what ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        process_control(PR_SET_CHILD_SUBREAPER, 1)
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
        self.selector.register(control, selectors.EVENT_READ, "control")
        self.selector.register(self.wakeup, selectors.EVENT_READ, "wakeup")

    def run(self) -> None:
        """Serves until every judge has gone."""
        while True:
            for key, _ in self.selector.select(TICK_SECONDS if self.jobs else None):
                if key.data == "control":
                    if not self._accept():
                        return self._end_all()
                elif key.data == "wakeup":
                    with contextlib.suppress(BlockingIOError):
                        self.wakeup.recv(4096)
                    self._reap()
                elif key.data in self.jobs:
                    self._let_go(self.jobs[key.data])
            self._watch()

    def _watch(self) -> None:
        """Ends children that have more files, bytes or threads than they may and the system does not count."""
        now = time.monotonic()
        if now < self.next_watch:
            return
        self.next_watch = now + TICK_SECONDS
        for job in self.jobs.values():
            job.ended_for = job.ended_for or excess(job)
            if job.ended_for:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(job.pid, signal.SIGKILL)

    def _accept(self) -> bool:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, MAX_JOB, 2)
        except BlockingIOError:
            return True
        if not message:
            return False
        data, leash = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        settings = json.loads(message)
        slot = self._free_slot(settings["scratch"])
        pid = os.fork()
        if pid == 0:
            self._become_child(settings, data, slot)
        data.close()
        leash.setblocking(False)
        self.jobs[pid] = Job(pid, leash, slot, settings["scratch"], settings["limits"])
        self.selector.register(leash, selectors.EVENT_READ, pid)
        return True

    def _free_slot(self, scratch: str) -> int:
        """A user id that no running child has; the scratch folder becomes that user's."""
        used = {job.slot for job in self.jobs.values()}
        slot = next(number for number in range(UIDS) if number not in used)
        if self.lock.changes_user:
            os.chown(scratch, FIRST_UID + slot, FIRST_UID + slot)
        return slot

    def try_canaries(self, scratch: str, hidden: str) -> dict[str, Any]:
        """What small attacks out of a locked-in child achieve, and what hinders honest work there.

        A child that could not be locked in says nothing, and counts as an attack that got through.
        """
        place = Path(scratch, "canaries")
        place.mkdir()
        slot = self._free_slot(str(place))
        source, target = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self.lock.close(CANARY_LIMITS, str(place), (target,), slot)
                canaries = run_canaries(hidden, parent)
                hindered = accelerator_fault() if self.lock.uses_accelerator else ""
                os.write(target, json.dumps({"canaries": canaries, "hindered": hindered}).encode())
            finally:
                end(0)
        os.close(target)
        with os.fdopen(source, "rb") as stream:
            told = stream.read()
        os.waitpid(pid, 0)
        place.rmdir()
        return dict(json.loads(told)) if told else {"canaries": {"the lock itself could not be closed": True}}

    def _become_child(self, settings: dict[str, Any], data: socket.socket, slot: int) -> None:
        """Never returns."""
        code = 70
        try:
            signal.set_wakeup_fd(-1)
            descriptor = data.detach()
            self.lock.close(settings["limits"], settings["scratch"], (descriptor,), slot)
            os.set_blocking(descriptor, True)
            serve(FileStream(descriptor, descriptor), Path(settings["scratch"]))
            code = 0
        finally:
            end(code)

    def _let_go(self, job: Job) -> None:
        """The judge wrote or hung up: either way this child is over."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(job.pid, signal.SIGKILL)
        self.selector.unregister(job.leash)

    def _reap(self) -> None:
        """Buries ended children, reports their status and kills orphans that came to this process."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            job = self.jobs.pop(pid, None)
            if job is not None:
                self._report(job, status, usage)
        self._kill_orphans()

    def _report(self, job: Job, status: int, usage: Any) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(job.pid, signal.SIGKILL)
        self._kill_orphans()
        told: dict[str, Any] = {
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "code": os.waitstatus_to_exitcode(status),
        }
        told |= {"limit": job.ended_for}
        told |= {"cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_kb": usage.ru_maxrss}
        with contextlib.suppress(OSError):
            job.leash.send(json.dumps(told).encode())
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(job.leash)
        job.leash.close()

    def _kill_orphans(self) -> None:
        """A daemon that left its parents behind is a child of this process now, and no job."""
        for pid in children():
            if pid not in self.jobs:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        for job in self.jobs.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(job.pid, signal.SIGKILL)
        for pid in children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def excess(job: Job) -> str:
    """The name of a bound that a child has passed; empty when it has kept within all."""
    if threads(job.pid) > job.limits["processes"]:
        return "processes"
    return overflow(job.scratch, job.pid, job.limits["scratch_files"], job.limits["scratch_bytes"])


def children() -> list[int]:
    """The processes whose parent is this one."""
    try:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in listed.split()]


def rehearse() -> None:
    """Loads and asks once in this process: lazy imports of Python, NumPy and torch are then done before any fork."""
    request = {"name": "rehearsal", "filename": "rehearsal.py", "seconds": 60, "skip": [], "seed": 1}
    source = "import torch\n\nw = torch.ones(1, requires_grad=True)\n\n\ndef f(x):\n    return x * w + 1\n\n\nf(None)\n"
    session = Session(Path(), MAX_JOB)
    session.load(request | {"cells": [[None, source]]}, lambda index: None)
    encoder = Encoder(lambda value: -1)
    given: tuple[Any, ...] = ("f", [torch.ones(2, 1)], {})
    arguments = [encoder.node(each) for each in given]
    payload = memoryview(b"".join(encoder.chunks))
    session.answer([["begin", 1], ["call_name", *arguments]], payload)
    session.answer([["get", "missing"]], memoryview(b""))
    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        # With CUDA the engine would start threads for its devices, which no fork survives.
        (session.get("w") * 2).sum().backward()
    del sys.modules["rehearsal"]


def accelerator_fault() -> str:
    """Why the accelerator does not work in this very process; empty where it does. Starts CUDA: never before a fork."""
    try:
        ones = torch.ones(2, device="cuda")
        return "" if float((ones @ ones).item()) == 2 else "it gives wrong answers"
    except Exception as error:  # whatever a driver and its library raise
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"[:300]


def warm() -> None:
    """Does once, before any fork, what would otherwise cost every child: lazy imports and first steps."""
    torch.set_num_threads(1)
    put_off_compiler()
    give_back_large_blocks()
    parameter = torch.nn.Parameter(torch.zeros(1))
    parameter.grad = torch.ones(1)
    torch.optim.SGD([parameter], lr=0.1).step()
    stay_in_process()
    rehearse()
    # What is alive now stays alive: a collection in a child would copy every page that it looks at.
    gc.collect()
    gc.freeze()
