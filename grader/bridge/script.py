"""What a case asks of a right answer, step by step, so that requests can travel before they are asked.

A case is the same for every submission, and so is what it asks as long as the answers are right. The scripts are
written while the reference takes the student's part. With them a whole run of requests goes out in one piece, and the
student's process works on the next case while the judge still compares the last one.

What goes ahead must tell nothing. A request that brings data (a number, a text, a tensor) is never sent before every
answer that it could help to forge is in: the data might come from the reference. Names, handles and the order of
things are no secret.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from typing import Any

from grader.wire import IF_WELL, Body, body

# Operation -> the places of those arguments which are names and numbers of the case's own, never a result.
OWN_ARGUMENTS: dict[str, set[int]] = {
    "now": set(),
    "grad": set(),
    "backward": set(),
    "call": set(),
    "attribute": {1},
    "get": {0},
    "set": {0},
    "call_name": {0},
    "call_path": {0},
    "repeat": {0, 1},
    "seed": {0},
}


@dataclass(frozen=True)
class Step:
    """One request of a case as it was recorded."""

    request: bytes
    as_first: Body
    as_follower: Body
    tells_nothing: bool


@dataclass
class Script:
    """The requests of one case in order; whole once the case has passed."""

    steps: list[Step] = field(default_factory=list)
    is_whole: bool = False

    def record(self, header: list[Any], chunks: list[bytes]) -> None:
        """Adds a request."""
        bodies = body(header, chunks), body([IF_WELL, *header], chunks)
        self.steps.append(Step(canonical(header, chunks), *bodies, tells_nothing(header, chunks)))

    def run_from(self, position: int) -> list[Body]:
        """The request there, and those after it which may travel with it."""
        end = position + 1
        while end < len(self.steps) and self.steps[end].tells_nothing:
            end += 1
        return [self.steps[position].as_first, *(step.as_follower for step in self.steps[position + 1 : end])]


def canonical(header: list[Any], chunks: list[bytes]) -> bytes:
    """A request as bytes, the same whenever it is the same; True, 1 and 1.0 differ, as do 0.0 and -0.0."""
    # Version 2 writes no references, which would depend on how often an object is used elsewhere.
    return marshal.dumps((header, chunks), 2)


def tells_nothing(header: list[Any], chunks: list[bytes]) -> bool:
    """Whether requests bring no data at all, so that they may be known before earlier answers are given."""
    return not chunks and all(_is_bare(*request) for request in header)


def _is_bare(operation: str, *arguments: Any) -> bool:
    own = OWN_ARGUMENTS.get(operation)
    return own is not None and all(_is_empty(node) for place, node in enumerate(arguments) if place not in own)


def _is_empty(node: Any) -> bool:
    """A handle, the name of a file which this side made, nothing, or a list or dict of such."""
    match node:
        case None | ["h", int()] | ["p", str()]:
            return True
        case ["l" | "u", list(items)]:
            return all(map(_is_empty, items))
        case ["d", list(pairs)]:
            # A keyword's name is the case's own; its value must be bare.
            return all(_is_empty(value) for _, value in pairs)
    return False


class Scripts:
    """The scripts of all cases, written while the reference is graded."""

    def __init__(self) -> None:
        self.by_case: dict[str, Script] = {}
        self.is_recording = False

    def whole(self, case: str) -> Script | None:
        """The script of a case that may be followed."""
        script = self.by_case.get(case)
        return script if script and script.is_whole and not self.is_recording else None

    def begun(self, case: str) -> Script | None:
        """A new script for a case, while recording."""
        if not self.is_recording:
            return None
        self.by_case[case] = Script()
        return self.by_case[case]

    def finish(self, case: str, has_passed: bool) -> None:
        """A case is over; its script counts only if the right answer passed it."""
        if self.is_recording and case in self.by_case:
            self.by_case[case].is_whole = has_passed
