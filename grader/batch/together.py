"""Joins gradebooks: records, results, people, and what a person has set by hand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.elsewhere import KEPT_AS, bases_of
from grader.batch.merge import disagreements, merge_records
from grader.batch.records import attempt_name, file_name, write_whole
from grader.batch.standing import standing_from
from grader.emit.record import dumps
from grader.store import Gradebook, StoredRecord


@dataclass(frozen=True)
class Joined:
    """The gradebook that grows, and the folder of its records."""

    book: Gradebook
    out: Path


def join_books(joined: Joined, other: Gradebook) -> list[str]:
    """Adds another gradebook; the cases, with their students, that both judged and not alike."""
    joined.book.save_students(other.students())
    joined.book.save_results(other.all_results())
    known = {(each.student, each.attempt): each for each in joined.book.newest_records()}
    found = []
    for each in other.newest_records():
        found += _join(joined, known.get((each.student, each.attempt)), each)
    set_by_hand = {(each.student, each.exercise) for each in joined.book.overrides()}
    for word in other.overrides():
        if (word.student, word.exercise) not in set_by_hand:
            joined.book.override(word.student, word.exercise, word.points, word.reason, word.who)
    return found


def _join(joined: Joined, known: StoredRecord | None, added: StoredRecord) -> list[str]:
    """One attempt: what is new is kept as it is, what is known becomes whole."""
    text, came_from, found = added.record, added.came_from, list[str]()
    if known is not None:
        one, other = json.loads(known.record), json.loads(added.record)
        found = [f"{added.student}: {case}" for case in disagreements(one, other)]
        text = dumps(merge_records(one, other))
        came_from = {**known.came_from, "joined with": added.came_from.get("digest", "")}
        came_from["digest"] = hashlib.sha256(text.encode()).hexdigest()
        came_from["drawn"] = json.dumps(keys_of_drawings(added) | keys_of_drawings(known))
        came_from[KEPT_AS] = json.dumps(bases_of(added) | bases_of(known))
    if known is None or text != known.record:
        name = attempt_name(added.student, added.attempt)
        write_whole(joined.out / "records" / f"{file_name(name)}.json", text)
        record = replace(added, record=text, came_from=came_from)
        standing = standing_from(record).to_text()
        joined.book.save_record(added.student, added.attempt, text, came_from, added.submitted, standing)
    return found


def keys_of_drawings(stored: StoredRecord) -> dict[str, str]:
    """Under which keys the results with the drawings of a record are kept, by exercise."""
    keys: dict[str, str] = json.loads(stored.came_from.get("drawn", "{}"))
    return keys
