"""A connection to a child of the worker server."""

from __future__ import annotations

import json
import select
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
        self.data, child_data = socket.socketpair()
        self.leash, child_leash = socket.socketpair()
        with child_data, child_leash:
            self.server.submit(self.limits, self.scratch, (child_data.fileno(), child_leash.fileno()))
        self.data.setblocking(False)
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
            try:
                view = view[self._socket().send(view) :]
            except BlockingIOError:
                self._wait(for_writing=True)

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            try:
                count = self._socket().recv_into(view)
            except BlockingIOError:
                self._wait(for_writing=False)
                continue
            if count == 0:
                raise EOFError
            view = view[count:]
        return data

    def _socket(self) -> socket.socket:
        if self.data is None:
            raise EOFError
        return self.data

    def _wait(self, for_writing: bool) -> None:
        remaining = self.deadline - time.monotonic()
        poll = select.poll()
        poll.register(self._socket(), select.POLLOUT if for_writing else select.POLLIN)
        if remaining <= 0 or not poll.poll(remaining * 1000):
            raise TimeoutError
