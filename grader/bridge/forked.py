"""A connection to a child of the worker server."""

from __future__ import annotations

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
        self.child = server.nursery.take(limits)
        self.is_fresh = True
        super().__init__(source, limits, seed, hides_accelerator)
        if not self.is_dead:
            server.nursery.prepare(limits)

    def _new_scratch(self) -> Path:
        return self.child.scratch

    def _shared(self) -> tuple[str, ...]:
        return self.server.wish.shared

    def _start(self) -> None:
        if not self.is_fresh:
            self._end()
            self.child = self.server.nursery.start(self.limits, self.scratch)
        self.is_fresh = False
        self.ahead = bytearray()
        self.is_dead = False

    def _end(self) -> dict[str, Any]:
        self.is_dead = True
        return self.child.end()

    def close(self) -> None:
        """Ends the child; in a warm session its burial is left to the next one."""
        if self.is_dead:
            super().close()
            return
        self.is_dead = True
        self.server.nursery.let_go(self.child)

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
        data = self.child.data
        if data is None:
            raise EOFError
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        data.settimeout(remaining)
        return data
