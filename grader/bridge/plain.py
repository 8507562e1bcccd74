"""A connection to a process of its own, for systems without fork."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from grader.bridge.remote import RemoteConnection
from grader.bridge.server import worker_environment
from grader.errors import SetupError
from grader.model import Limits, Source


class PlainConnection(RemoteConnection):
    """A process of its own for each source, for systems without fork."""

    def __init__(
        self,
        source: Source,
        limits: Limits,
        seed: int,
        hides_accelerator: bool,
        uses_accelerator: bool = False,
    ) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.uses_accelerator = uses_accelerator
        self.pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.buffer = bytearray()
        # Starting Python and torch is our time, not the student's.
        super().__init__(source, limits, seed, hides_accelerator)

    def _start(self) -> None:
        self._end()
        self.scratch.mkdir(exist_ok=True)
        settings = {
            "scratch": str(self.scratch),
            "limits": self.limits.__dict__,
            "uses_accelerator": self.uses_accelerator,
        }
        self.pieces, self.buffer = queue.SimpleQueue(), bytearray()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.worker.plain", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=worker_environment(),
            start_new_session=True,
        )
        threading.Thread(target=self._pump, args=(self.process, self.pieces), daemon=True).start()
        self.is_dead = False
        self._await_ready()

    def _await_ready(self) -> None:
        """Waits for torch to be imported there."""
        self.deadline = time.monotonic() + 120
        with contextlib.suppress(TimeoutError, EOFError):
            if bytes(self._read(5)) == b"ready":
                return
        self._end()
        raise SetupError("The worker process could not run.", "Run `grade doctor` to see what is missing.")

    @staticmethod
    def _pump(process: subprocess.Popen[bytes], pieces: queue.SimpleQueue[bytes]) -> None:
        """Pipes have no deadlines on every system; a queue has."""
        stream = process.stdout
        while stream is not None:
            piece = os.read(stream.fileno(), 2**16)
            pieces.put(piece)
            if not piece:
                return

    def _end(self) -> dict[str, Any]:
        self.is_dead = True
        if self.process is None:
            return {}
        process, self.process = self.process, None
        code = process.poll()
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        if code is None:
            code = process.wait()
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        return {"signal": -code if code < 0 else 0, "code": code}

    def _write(self, data: bytes) -> None:
        if self.process is None or self.process.stdin is None:
            raise OSError
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _read(self, size: int) -> bytearray:
        while len(self.buffer) < size:
            try:
                piece = self.pieces.get(timeout=max(0.0, self.deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if not piece:
                raise EOFError
            self.buffer += piece
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data
