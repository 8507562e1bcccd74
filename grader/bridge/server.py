"""Starts the worker server and hands it children to fork; imports nothing heavy, so that it can start first."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.errors import SetupError
from grader.model import Limits

THREAD_SETTINGS = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "HIP_VISIBLE_DEVICES",
    "SYSTEMROOT",
    "CUDA_HOME",
)


class WorkerServer:
    """The warm process that forks students' children."""

    def __init__(self, level: str = "process", with_optimizer: bool = False, uses_accelerator: bool = False) -> None:
        self.level = level
        self.uses_accelerator = uses_accelerator
        self.control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-I", "-m", "grader.worker.server", str(other.fileno())]
        self.process = subprocess.Popen(
            [*command, *(["optimizer"] if with_optimizer else [])],
            pass_fds=(other.fileno(),),
            env=worker_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(),
        )
        other.close()
        self.is_ready = False

    def submit(self, limits: Limits, scratch: Path, descriptors: tuple[int, int]) -> None:
        """Hands a new child its socket and its leash."""
        self.wait_until_ready()
        settings = {
            "level": self.level,
            "limits": limits.__dict__,
            "scratch": str(scratch),
            "uses_accelerator": self.uses_accelerator,
        }
        try:
            socket.send_fds(self.control, [json.dumps(settings).encode()], list(descriptors))
        except OSError:
            raise self._failure() from None

    def wait_until_ready(self) -> None:
        """Waits for torch to be warm; raises SetupError when the server cannot start."""
        if self.is_ready:
            return
        try:
            told = self.control.recv(16)
        except OSError:
            told = b""
        if told != b"ready":
            raise self._failure()
        self.is_ready = True

    def close(self) -> None:
        """Ends the server and with it every child."""
        self.control.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

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
    return kept | fixed | THREAD_SETTINGS
