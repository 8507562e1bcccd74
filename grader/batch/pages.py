"""The feedback pages of a joined class: nothing is run, so code and drawings are looked for where they were left."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.batch.handed import Class, read_handed
from grader.batch.order import Order
from grader.batch.plan import Handed
from grader.batch.reading import read_again
from grader.batch.records import attempt_name, file_name, write_whole
from grader.batch.results import from_text
from grader.batch.together import Joined, keys_of_drawings
from grader.emit.page import page
from grader.emit.reading import unreadable
from grader.errors import GradeError, IntakeError
from grader.model import Course, LineDrawing, Source
from grader.store import StoredRecord


def classes_of(orders: Iterable[Order]) -> list[Class]:
    """The classes that the parts were graded from, as far as they lie on this machine."""
    found = []
    for place, roster, layout, attempts in {(o.place, o.roster, o.layout, o.attempts): None for o in orders}:
        # A part may come from another machine: its verdicts are here all the same.
        with contextlib.suppress(GradeError):
            found.append(read_handed(Path(place), Path(roster) if roster else None, layout, attempts, (1, 1)))
    return found


@dataclass(frozen=True)
class Pages:
    """Writes the pages of what was joined."""

    course: Course
    joined: Joined

    def write(self, classes: list[Class]) -> list[str]:
        """A page to each record; the names of those whose code is not here as it was graded."""
        handed = {(each.student, each.number): each for found in reversed(classes) for each in found.handed}
        without = []
        for stored in self.joined.book.newest_records():
            record = json.loads(stored.record)
            sources = self._sources(record, handed.get((stored.student, stored.attempt)))
            text = page(record, self.course, sources, self._drawings(stored))
            write_whole(self._file(stored), text, is_kept=False)
            if sources is None and not unreadable(record):
                without.append(attempt_name(stored.student, stored.attempt))
        return without

    def remove(self) -> None:
        """An older page, which may say something else than the record, does not stay."""
        for stored in self.joined.book.newest_records():
            self._file(stored).unlink(missing_ok=True)

    def _file(self, stored: StoredRecord) -> Path:
        return self.joined.out / "feedback" / f"{file_name(attempt_name(stored.student, stored.attempt))}.html"

    def _sources(self, record: dict[str, Any], handed: Handed | None) -> tuple[Source, ...] | None:
        """The very code that the record is on; None where it is gone or was changed."""
        with contextlib.suppress(IntakeError):
            if handed is not None:
                return read_again(self.course, handed, record["submission"]["digest"]).sources
        return None

    def _drawings(self, stored: StoredRecord) -> dict[str, LineDrawing]:
        keys = keys_of_drawings(stored)
        results = {key: from_text(text) for key, text in self.joined.book.results(list(keys.values())).items()}
        kept = {name: results[key].drawing for name, key in keys.items() if key in results}
        return {name: drawing for name, drawing in kept.items() if drawing is not None}
