"""Starts the worker server and hands it children to fork; imports nothing heavy, so that it can start first."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.bridge.nursery import Nursery
from grader.errors import SetupError
from grader.intake.removal import remove_folder
from grader.sandbox.levels import LEVELS, canary_failures

SINGLE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "SYSTEMROOT", "CUDA_HOME")
MAX_MESSAGE = 2**16


@dataclass(frozen=True)
class Wish:
    """What is asked of a server: the level (`auto`: the best there is) and what its children need to see."""

    level: str = "auto"
    shared: tuple[str, ...] = ()
    hidden: str = "/etc/passwd"
    # `auto` takes nothing below it.
    least: str = "process"


@dataclass
class Refusal:
    """Why a level cannot be had."""

    level: str
    reason: str


@dataclass
class Standing:
    """The level a server has, by what means, and what was refused on the way to it."""

    level: str = ""
    means: list[str] = field(default_factory=list)
    canaries: dict[str, bool] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


class WorkerServer:
    """The warm process that forks students' children."""

    def __init__(self, wish: Wish | None = None) -> None:
        self.wish = wish or Wish()
        self.uses_accelerator = False
        self.scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        # Other users pass through to their own folder, and see no others.
        self.scratch.chmod(0o711)
        Path(f"{self.scratch}-root").mkdir()
        self.nursery = Nursery(self.scratch, self.submit)
        self.standing = Standing()
        best = LEVELS[: LEVELS.index(self.wish.least) + 1]
        self.waiting = list(best) if self.wish.level == "auto" else [self.wish.level]
        self.is_ready = False
        self.is_started_for_accelerator = False
        self._start()

    def _start(self) -> None:
        self.control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {
            "level": self.waiting[0],
            "uses_accelerator": self.uses_accelerator,
            "scratch": str(self.scratch),
            "shared": list(self.wish.shared),
            "hidden": self.wish.hidden,
        }
        self.is_started_for_accelerator = self.uses_accelerator
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.worker.start", str(other.fileno())],
            pass_fds=(other.fileno(),),
            env=worker_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(),
        )
        other.close()
        self.control.send(json.dumps(settings).encode())

    def submit(self, job: dict[str, Any], descriptors: tuple[int, int]) -> None:
        """Asks for a new child, and hands it its socket and its leash."""
        self.wait_until_ready()
        try:
            socket.send_fds(self.control, [json.dumps(job).encode()], list(descriptors))
        except OSError:
            raise self._failure() from None

    def wait_until_ready(self) -> None:
        """Waits for the best level whose canaries fail; raises SetupError when there is none."""
        if not self.is_ready and self.is_started_for_accelerator != self.uses_accelerator:
            self._stop()
            self._start()
        while not self.is_ready:
            reason = self._refusal(self._told())
            if not reason:
                self.is_ready = True
                return
            self.standing.refusals.append(Refusal(self.waiting.pop(0), reason))
            self._stop()
            if not self.waiting:
                raise self._no_level()
            self._start()

    def _told(self) -> dict[str, Any]:
        try:
            message = self.control.recv(MAX_MESSAGE)
            return dict(json.loads(message))
        except (OSError, ValueError):
            raise self._failure() from None

    def _refusal(self, told: dict[str, Any]) -> str:
        """Why the level does not count; empty when it does."""
        if "error" in told:
            return str(told["error"])
        failed = canary_failures(told["canaries"], told["means"])
        if failed:
            return f"these attacks got through: {', '.join(failed)}"
        if told.get("hindered"):
            return f"the accelerator does not work there ({told['hindered']})"
        standing = self.standing
        standing.level, standing.means, standing.canaries = told["ready"], told["means"], told["canaries"]
        return ""

    def close(self) -> None:
        """Ends the server and with it every child."""
        self.nursery.close()
        self._stop()
        remove_folder(self.scratch)
        shutil.rmtree(f"{self.scratch}-root", ignore_errors=True)

    def _stop(self) -> None:
        self.control.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def _no_level(self) -> SetupError:
        reasons = "; ".join(f"{each.level}: {each.reason}" for each in self.standing.refusals)
        return SetupError(
            f"The isolation level {self.wish.level} cannot be had on this machine ({reasons}).",
            "`grade doctor` shows what can; --isolation LEVEL asks for another.",
        )

    def _failure(self) -> SetupError:
        self.process.kill()
        _, complaint = self.process.communicate()
        last = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        return SetupError(
            f"The worker process could not run: {last[0][:300]}", "Run `grade doctor` to see what is missing."
        )


def worker_environment() -> dict[str, str]:
    """The whole environment of a worker: nothing of the judge's but where programs and libraries are."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    fixed = {
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": "0",
    }
    return kept | fixed | dict.fromkeys(SINGLE_THREAD, "1")
