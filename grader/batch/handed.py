"""Who has handed in what: the attempts that count, in a stable order, and who has handed in nothing."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.batch.plan import Handed
from grader.errors import IntakeError
from grader.intake.archive import ArchiveLimits, is_archive, new_work_folder, remove, unpack
from grader.intake.layouts import Found, read_layout
from grader.intake.names import shown
from grader.intake.people import People
from grader.intake.regular import MEGABYTE
from grader.intake.roster import Person, read_roster
from grader.model import Student

GIGABYTE = 1024 * MEGABYTE
# A class is handed over by its teacher: larger than a submission may be, and still bounded.
CLASS_LIMITS = ArchiveLimits(
    archive_bytes=8 * GIGABYTE, entries=200_000, total_bytes=16 * GIGABYTE, listing_bytes=100_000_000, seconds=1800.0
)
MAX_TOLD = 20


@dataclass(frozen=True)
class Class:
    """A class as it was found."""

    recognised: str
    handed: list[Handed]
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    people: dict[str, Student] = field(default_factory=dict)


def read_handed(place: Path, roster: Path | None, layout: str, attempts: str, shard: tuple[int, int]) -> Class:
    """What there is to grade at a place; raises IntakeError where there is nothing."""
    persons = read_roster(roster) if roster else []
    work = new_work_folder()
    try:
        words, found = read_layout(folder_of(place, work), layout, work)
    except BaseException:
        remove(work, os.getpid())
        raise
    people = People(persons)
    handed = number_attempts(found, people, {each.student.id: each for each in persons})
    there = {each.student for each in handed}
    counted = latest(handed) if attempts == "latest" else handed
    made = Class(
        recognised(words, there, handed),
        [each for each in counted if belongs(each, shard)],
        [each.student.id for each in persons if each.student.id not in there],
        told([*people.notes, *(f"{shown(each.names[0])}: {note}" for each in found for note in each.notes)]),
        {each.student.id: each.student for each in persons},
    )
    # What was unpacked lasts as long as the class that was found in it.
    weakref.finalize(made, remove, work, os.getpid())
    return made


def folder_of(place: Path, work: Path) -> Path:
    """The folder itself, or what an archive holds."""
    if place.is_dir():
        return place
    if not place.is_file() or not is_archive(place):
        raise IntakeError(
            f"{shown(place)} is no folder of submissions.", "Give the folder or the .zip that holds them."
        )
    inside = work / "class"
    inside.mkdir()
    unpack(place, inside, CLASS_LIMITS)
    return inside


def number_attempts(found: list[Found], people: People, persons: dict[str, Person]) -> list[Handed]:
    """Everybody's attempts in order: by the platform's numbers, else by time, else as they lie there."""
    by_student: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        by_student[storable(people.find(each.names))].append(each)
    handed = []
    for student, own in sorted(by_student.items()):
        ordered = sorted(own, key=lambda each: (each.number or 0, when(each), each.origin))
        for number, each in enumerate(ordered, 1):
            person = persons.get(student)
            submitted = each.submitted or (person.submitted if person else None)
            handed.append(Handed(student, each.path, number, submitted, each.origin))
    return handed


def when(found: Found) -> float:
    """Seconds, for sorting; what has no time comes first."""
    return found.submitted.timestamp() if isinstance(found.submitted, datetime) else 0.0


def storable(name: str) -> str:
    """A name that every file and database can hold."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in name)


def latest(handed: list[Handed]) -> list[Handed]:
    """The last attempt of each student."""
    return list({each.student: each for each in handed}.values())


def recognised(words: str, students: set[str], handed: list[Handed]) -> str:
    """What was found, in a sentence."""
    several = f", {len(handed)} attempts" if len(handed) > len(students) else ""
    return (
        f"{words[:1].upper()}{words[1:]}: {len(students)} {'student' if len(students) == 1 else 'students'}{several}."
    )


def told(notes: list[str]) -> list[str]:
    """As many as a person may still read."""
    more = [f"… and {len(notes) - MAX_TOLD} more notes like these"] if len(notes) > MAX_TOLD else []
    return [*notes[:MAX_TOLD], *more]


def belongs(handed: Handed, shard: tuple[int, int]) -> bool:
    """Whether a student is in that part of the class; the same everywhere, whoever else is in it."""
    number, parts = shard
    digest = hashlib.sha256(handed.student.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % parts == number - 1
