"""A connection to a child of the worker server."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

from grader.bridge.remote import RemoteConnection
from grader.bridge.server import WorkerServer
from grader.model import Limits, Source


class ForkedConnection(RemoteConnection):
    """A child of the worker server."""

    def __init__(
        self, server: WorkerServer, source: Source, limits: Limits, seed: int, hides_accelerator: bool
    ) -> None:
        self.server = server
        self.data: socket.socket | None = None
        self.leash: socket.socket | None = None
        super().__init__(source, limits, seed, hides_accelerator)

    def _new_scratch(self) -> Path:
        return self.server.new_scratch()

    def _shared(self) -> tuple[str, ...]:
        return self.server.wish.shared

    def _start(self) -> None:
        self._end()
        self.scratch.mkdir(exist_ok=True)
        self.ahead = bytearray()
        self.data, child_data = socket.socketpair()
        self.leash, child_leash = socket.socketpair()
        with child_data, child_leash:
            self.server.submit(self.limits, self.scratch, (child_data.fileno(), child_leash.fileno()))
        self.is_dead = False

    def _end(self) -> dict[str, Any]:
        self.is_dead = True
        status: dict[str, Any] = {}
        if self.leash is not None:
            with self.leash:
                status = self._last_words(self.leash)
            self.leash = None
        if self.data is not None:
            self.data.close()
            self.data = None
        return status

    @staticmethod
    def _last_words(leash: socket.socket) -> dict[str, Any]:
        """Lets go, so that the server kills what still runs, and waits for the status."""
        leash.settimeout(10)
        try:
            leash.shutdown(socket.SHUT_WR)
            told = leash.recv(4096)
            return dict(json.loads(told)) if told else {}
        except (OSError, ValueError):
            return {}

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._patient_socket().send(view) :]

    def _read(self, size: int) -> bytearray:
        while len(self.ahead) < size:
            # Never much more than was announced: what comes unasked stays in the socket.
            piece = self._patient_socket().recv(min(max(2**16, size - len(self.ahead)), 2**20))
            if not piece:
                raise EOFError
            self.ahead += piece
        data = self.ahead[:size]
        del self.ahead[:size]
        return data

    def _patient_socket(self) -> socket.socket:
        """The socket, which waits until the deadline and then raises TimeoutError."""
        if self.data is None:
            raise EOFError
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self.data.settimeout(remaining)
        return self.data
