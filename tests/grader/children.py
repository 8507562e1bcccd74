"""Opens students' children by hand, as a judge does: one server of a level, any number of sources."""

from __future__ import annotations

import contextlib
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.bridge.forked import ForkedConnection
from grader.bridge.server import Wish, WorkerServer
from grader.errors import SetupError
from grader.model import Cell, Limits, Source
from grader.student import Module

LEVELS = ("strict+", "strict", "process")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")


class Children:
    """The children of one level's server."""

    def __init__(self, level: str, hidden: str = "/etc/passwd") -> None:
        self.level = level
        self.server = WorkerServer(Wish(level, hidden=hidden))

    def wait(self) -> None:
        """Waits for the server; skips the test where the level cannot be had."""
        try:
            self.server.wait_until_ready()
        except SetupError as error:
            pytest.skip(error.message)

    def connect(self, text: str, limits: Limits | None = None, name: str = "work") -> ForkedConnection:
        """A child with that source loaded."""
        source = Source(name, Path(f"{name}.py"), (Cell(textwrap.dedent(text)),))
        return ForkedConnection(self.server, source, limits or Limits(), 0, False)

    @contextlib.contextmanager
    def module(self, text: str, limits: Limits | None = None, seconds: float | None = None) -> Iterator[Module]:
        """The same as a module to ask; raises the fault where loading came to none."""
        limits = limits or Limits()
        connection = self.connect(text, limits)
        try:
            if connection.load_fault is not None:
                raise connection.load_fault
            yield Module(connection, seconds or limits.call_seconds)
        finally:
            connection.close()

    def close(self) -> None:
        """Ends the server."""
        self.server.close()


@contextlib.contextmanager
def children_at(level: str, hidden: str = "/etc/passwd") -> Iterator[Children]:
    """A server of the level, ready."""
    found = Children(level, hidden)
    try:
        found.wait()
        yield found
    finally:
        found.close()
