"""The life of one student's process: load the file, then answer requests until the judge hangs up."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Protocol

from grader.wire import IF_WELL, SKIPPED, pack, receive
from grader.worker.session import Session, hide_accelerators

# Operations that run none of the student's code.
QUICK = frozenset({"begin", "seed", "set", "get", "now", "grad"})


class Stream(Protocol):
    """A two-way stream of bytes to the judge."""

    def read_exactly(self, size: int) -> bytearray:
        """Exactly that many bytes; raises EOFError when the judge has gone."""
        ...

    def write(self, data: bytes) -> None:
        """Sends everything."""
        ...

    def write_later(self, data: bytes) -> None:
        """Sends it with what comes next, at the latest before waiting for the judge."""
        ...

    def flush(self) -> None:
        """Sends what waits."""
        ...


def serve(stream: Stream, scratch: Path) -> None:
    """Loads what the first frame holds and answers the others; returns when the judge hangs up."""
    try:
        _serve(stream, scratch)
    except (EOFError, BrokenPipeError, ConnectionError):
        return


def _serve(stream: Stream, scratch: Path) -> None:
    nonce, request, _ = receive(stream.read_exactly)
    if request["hides_accelerator"]:
        hide_accelerators()
    # Last, not first: a student's random.py must not take the place of the standard one.
    sys.path.append(str(scratch))
    # Until here a failure is the grader's own; from here on it is the student's.
    stream.write(pack(nonce, {"started": True}, []))
    session = Session(scratch, request["output_bytes"])
    reply = session.load(request, lambda index: stream.write(pack(nonce, {"progress": index}, [])))
    stream.write(pack(nonce, {"loaded": reply}, []))
    answer: dict[str, Any] = {}
    while True:
        nonce, header, payload = receive(stream.read_exactly)
        if header[0] == IF_WELL:
            if "value" not in answer:
                stream.write_later(pack(nonce, SKIPPED, []))
                continue
            del header[0]
        if not all(request[0] in QUICK for request in header):
            # What has been answered must not wait for a student's code that may never end.
            stream.flush()
        answer, chunks = session.answer(header, payload)
        stream.write_later(pack(nonce, answer, chunks))


class FileStream:
    """A stream over two descriptors."""

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target
        self.ahead = bytearray()
        self.waiting: list[bytes] = []

    def read_exactly(self, size: int) -> bytearray:
        """Exactly that many bytes."""
        while len(self.ahead) < size:
            self.flush()
            piece = os.read(self.source, max(2**16, min(size - len(self.ahead), 2**20)))
            if not piece:
                raise EOFError
            self.ahead += piece
        data = self.ahead[:size]
        del self.ahead[:size]
        return data

    def write_later(self, data: bytes) -> None:
        """Keeps it until the next write, flush or wait."""
        self.waiting.append(data)

    def flush(self) -> None:
        """Sends what waits."""
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            self.write(b"".join(waiting))

    def write(self, data: bytes) -> None:
        """Sends everything."""
        view = memoryview(data)
        while view:
            view = view[os.write(self.target, view) :]


def end(code: int) -> Any:
    """Leaves without running exit handlers, which a student could have planted."""
    os._exit(code)
