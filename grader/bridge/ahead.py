"""A connection that follows the script of a case: requests go out in runs, and the next case's before this one ends.

What comes of it is the same as without: each request that a case makes is compared with the one that was sent for it,
byte by byte. Where they differ after something was done ahead, the case is run again, request by request.
"""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass
from typing import Any

from grader.bridge.connection import Connection
from grader.bridge.remote import RemoteConnection
from grader.bridge.script import Script, Scripts, canonical
from grader.errors import Diverged, StudentFault
from grader.model import LoadFacts
from grader.wire import SKIPPED


@dataclass(frozen=True)
class Sent:
    """A request on its way, and the nonce that its answer must echo."""

    case: str
    nonce: bytes


class AheadConnection(Connection):
    """Follows scripts over a connection to another process."""

    def __init__(self, inner: RemoteConnection, scripts: Scripts) -> None:
        self.inner = inner
        self.scripts = scripts
        self.sent: deque[Sent] = deque()
        self.script: Script | None = None
        self.recording: Script | None = None
        self.case = ""
        self.following = ""
        self.position = 0

    @property
    def facts(self) -> LoadFacts:  # type: ignore[override]
        """What loading told."""
        return self.inner.facts

    @property
    def load_fault(self) -> StudentFault | None:  # type: ignore[override]
        """Why there is no module."""
        return self.inner.load_fault

    @property
    def is_dead(self) -> bool:  # type: ignore[override]
        """Whether the other side has ended."""
        return self.inner.is_dead

    def scrub(self, text: str) -> str:
        """A text without the name of the scratch folder."""
        return self.inner.scrub(text)

    def settle(self, case: str, seconds: float) -> None:
        """Waits for answers that nobody will ask for; where they do not come, the other side is ended."""
        if self.sent and self.sent[0].case == case:
            return
        try:
            for sent in self.sent:
                self.inner.answer(sent.nonce, seconds, "an earlier case")
        except StudentFault:
            self.inner.close()
        self.sent.clear()

    def begin_case(self, case: str, following: str) -> None:
        """From here on the script of this case is followed, or written."""
        self.case, self.following, self.position = case, following, 0
        self.script = self.scripts.whole(case)
        self.recording = self.scripts.begun(case)
        if self.script is None:
            self.settle("", self.inner.limits.call_seconds)

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """The answer to a request, which may have been sent long ago."""
        if self.script is None:
            return self._exchange_alone(header, chunks, seconds, doing)
        steps = self.script.steps
        if self.position == len(steps) or steps[self.position].request != canonical(header, chunks):
            if self.sent or self.position > 0:
                raise Diverged
            self.script = None
            return self._exchange_alone(header, chunks, seconds, doing)
        if not self.sent:
            self._send(self.case, self.script, self.position, seconds, doing)
        reply, payload = self.inner.answer(self.sent.popleft().nonce, seconds, doing)
        if reply == SKIPPED:
            raise Diverged
        self.position += 1
        if self.position == len(steps):
            self._send_following(seconds)
        return reply, payload

    def _exchange_alone(
        self, header: list[Any], chunks: list[bytes], seconds: float, doing: str
    ) -> tuple[Any, memoryview]:
        reply, payload = self.inner.exchange(header, chunks, seconds, doing)
        if self.recording is not None:
            self.recording.record(header, chunks)
        return reply, payload

    def _send(self, case: str, script: Script, position: int, seconds: float, doing: str) -> None:
        """A request and all that may travel with it."""
        run = script.run_from(position)
        self.sent.extend(Sent(case, nonce) for nonce in self.inner.ask(run, seconds, doing))

    def _send_following(self, seconds: float) -> None:
        """All answers of this case are in: the next one may begin over there while this one is compared here."""
        script = self.scripts.whole(self.following)
        if script is not None and script.steps:
            # A fault now is the next case's: it will find the other side dead and start a new one.
            with contextlib.suppress(StudentFault):
                self._send(self.following, script, 0, seconds, "the next case")

    def distrust(self, reason: str, doing: str) -> StudentFault:
        """Ends the other side for breaking the rules."""
        return self.inner.distrust(reason, doing)

    def close(self) -> None:
        """Ends the other side."""
        self.sent.clear()
        self.inner.close()
