"""What every connection can do, and the one that needs no other process."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from grader.bridge.loading import load_request, read_load_facts
from grader.errors import StudentCrashed, StudentFault
from grader.model import Limits, LoadFacts, Source
from grader.worker.session import Session


class Connection:
    """A loaded module on the other side."""

    facts = LoadFacts()
    load_fault: StudentFault | None = None
    is_dead = False

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for the reply; raises StudentTimedOut or StudentCrashed."""
        raise NotImplementedError

    def distrust(self, reason: str, doing: str) -> StudentFault:
        """Ends the other side for breaking the rules; the fault to raise."""
        self.close()
        return StudentCrashed(f"its answer broke the grader's rules ({reason})", doing)

    def close(self) -> None:
        """Ends the other side and everything it started."""
        raise NotImplementedError


class LocalConnection(Connection):
    """A module loaded in this very process: for the reference solution and for debugging."""

    def __init__(self, source: Source, limits: Limits, seed: int) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        self.session = Session(self.scratch, limits.output_bytes)
        loaded = self.session.load(load_request(source, limits, seed), lambda index: None)
        self.facts = read_load_facts(json.loads(json.dumps(loaded)))

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Answers at once; there is no time limit within one process."""
        reply, out = self.session.answer(header, memoryview(b"".join(chunks)))
        return reply, memoryview(b"".join(out))

    def close(self) -> None:
        """Removes the scratch folder."""
        self.is_dead = True
        shutil.rmtree(self.scratch, ignore_errors=True)
