"""The line between a Dask worker and its helper process: numbered messages over two pipes."""

from __future__ import annotations

import struct
from typing import Protocol

HEAD = struct.Struct(">QQ")
PIECE = 2**20
# The message that begins everything, and its answer.
BEGIN = 0


class Readable(Protocol):
    """One end of a pipe."""

    def read(self, size: int, /) -> bytes | None:
        """At most that many bytes; none when the other side has gone."""
        ...


class Writable(Protocol):
    """The other end."""

    def write(self, data: memoryview, /) -> int | None:
        """Takes some of it, and says how much."""
        ...


def send(pipe: Writable, number: int, data: bytes) -> None:
    """Writes a message to its last byte."""
    for part in (HEAD.pack(number, len(data)), data):
        view = memoryview(part)
        while view:
            view = view[pipe.write(view) or 0 :]


def receive(pipe: Readable) -> tuple[int, bytes]:
    """The next message with its number; raises EOFError when there will be none."""
    number, size = HEAD.unpack(_exactly(pipe, HEAD.size))
    return number, _exactly(pipe, size)


def _exactly(pipe: Readable, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = pipe.read(min(PIECE, size - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
