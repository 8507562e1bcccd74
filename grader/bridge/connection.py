"""What every connection can do, and the one that needs no other process."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.bridge.loading import load_request, read_load_facts
from grader.bridge.script import canonical
from grader.errors import StudentCrashed, StudentFault
from grader.model import Limits, LoadFacts, Source
from grader.worker.session import Session


class Connection:
    """A loaded module on the other side."""

    facts = LoadFacts()
    load_fault: StudentFault | None = None
    is_dead = False
    # Whether more was printed than is kept.
    has_cut_output = False
    scratch = Path()

    def scrub(self, text: str) -> str:
        """A text without the name of the scratch folder, which is another one each time."""
        return text.replace(f"{self.scratch}/", "").replace(str(self.scratch), "the working folder")

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for the reply; raises StudentTimedOut or StudentCrashed."""
        raise NotImplementedError

    def settle(self, case: str, seconds: float) -> None:
        """Makes an end of what other cases have left under way."""

    def begin_case(self, case: str, following: str) -> None:
        """Names the case that begins and, where it will speak with this side too, the one after it."""

    def distrust(self, reason: str, doing: str) -> StudentFault:
        """Ends the other side for breaking the rules; the fault to raise."""
        self.close()
        return StudentCrashed(f"its answer broke the grader's rules ({reason})", doing)

    def close(self) -> None:
        """Ends the other side and everything it started."""
        raise NotImplementedError


@dataclass(frozen=True)
class Recorded:
    """A request to the reference and its reply, which is the same for every submission."""

    request: bytes
    header: list[Any]
    chunks: list[bytes]
    reply: tuple[Any, memoryview]


class LocalConnection(Connection):
    """A module loaded in this very process: for the reference solution and for debugging."""

    def __init__(self, source: Source, limits: Limits, seed: int) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        self.owner = os.getpid()
        self.session = Session(self.scratch, limits.output_bytes)
        loaded = self.session.load(load_request(source, limits, seed), lambda index: None)
        self.tapes: dict[str, list[Recorded]] = {}
        self.tape: list[Recorded] | None = None
        self.position = 0
        self.is_live = True
        self.facts = read_load_facts(json.loads(json.dumps(loaded)), self.scrub)

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Answers at once; there is no time limit within one process."""
        if self.tape is None:
            return self._perform(header, chunks)
        request = canonical(header, chunks)
        recorded = self.tape[self.position] if self.position < len(self.tape) else None
        if recorded is not None and recorded.request == request and not self.is_live:
            self.position += 1
            return recorded.reply
        if not self.is_live:
            self._catch_up()
        reply = self._perform(header, chunks)
        if recorded is None:
            self.tape.append(Recorded(request, header, chunks, reply))
            self.position += 1
        return reply

    def _catch_up(self) -> None:
        """Does what was only remembered so far: from here on the case asks something new."""
        for recorded in (self.tape or [])[: self.position]:
            self._perform(recorded.header, recorded.chunks)
        self.is_live = True

    def start_tape(self, name: str) -> None:
        """Names the case that begins: what it asked before is answered from memory, as long as it asks the same."""
        self.tape = self.tapes.setdefault(name, [])
        self.position = 0
        self.is_live = False

    def _perform(self, header: list[Any], chunks: list[bytes]) -> tuple[Any, memoryview]:
        reply, out = self.session.answer(header, memoryview(b"".join(chunks)))
        return reply, memoryview(b"".join(out))

    def close(self) -> None:
        """Removes the scratch folder; a fork leaves it to the process that made it."""
        self.is_dead = True
        if self.owner == os.getpid():
            shutil.rmtree(self.scratch, ignore_errors=True)
