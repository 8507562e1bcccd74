"""Who has handed in what: the attempts that count, in a stable order, and who has handed in nothing."""

from __future__ import annotations

import hashlib
import weakref
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.batch.plan import Handed
from grader.errors import CourseError, IntakeError
from grader.intake.archive import ArchiveLimits, is_archive, unpack
from grader.intake.layouts import Found, Layout, passed_over, read_layout
from grader.intake.names import shown
from grader.intake.people import People
from grader.intake.regular import MEGABYTE, kind_of
from grader.intake.roster import Roster, read_roster
from grader.intake.work_folder import new_work_folder
from grader.model import Student

GIGABYTE = 1024 * MEGABYTE
# A class is handed over by its teacher: larger than a submission may be, and still bounded.
CLASS_LIMITS = ArchiveLimits(
    archive_bytes=8 * GIGABYTE, entries=200_000, total_bytes=16 * GIGABYTE, listing_bytes=100_000_000, seconds=1800.0
)
MAX_TOLD = 20
MAX_NAMED = 3
NO_TIMES = "It tells no times of submission, so nobody is late: a column `submitted` in the roster would tell them."
NO_ORDER = "several attempts without number or time; the last one by name is taken for the latest"
# Whom a note is about, and what it says.
About = tuple[str, str]


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
    known = read_roster(roster) if roster else Roster()
    work = new_work_folder()
    try:
        made = find(place, known, layout, attempts, shard, work.path)
    except BaseException:
        work.remove()
        raise
    if any(work.path.iterdir()):
        # What was unpacked lasts as long as the class that was found in it.
        weakref.finalize(made, work.remove)
    else:
        work.remove()
    return made


def find(place: Path, roster: Roster, layout: str, attempts: str, shard: tuple[int, int], work: Path) -> Class:
    """The class at a place; what must be unpacked or gathered is made in `work`."""
    folder, kept_out = folder_of(place, work)
    lies, found = read_layout(place, folder, layout, work)
    students, unsure = People(roster.persons).students(found)
    handed, unordered = number_attempts(found, students, roster)
    there = {each.student for each in handed}
    people = {each.student.id: each.student for each in roster.persons}
    own = [(shown(name), why) for name, why in passed_over(place, folder, lies)]
    own += [(shown(each.names[0]), note) for each in found for note in each.notes]
    return Class(
        recognised(lies, there, handed),
        [each for each in (latest(handed) if attempts == "latest" else handed) if belongs(each.student, shard)],
        [each for each in people if each not in there and belongs(each, shard)],
        [*roster.notes, *class_notes(lies, handed), *told([*kept_out, *unsure, *unordered, *own])],
        people,
    )


def folder_of(place: Path, work: Path) -> tuple[Path, list[About]]:
    """The folder itself, or what an archive holds and what was kept out of it."""
    kind = kind_of(place)
    if kind == "folder":
        return place, []
    if kind == "nothing":
        raise IntakeError(f"{shown(place)} is not there.", "Check the name of the folder or archive of submissions.")
    if kind != "file" or not is_archive(place):
        raise IntakeError(
            f"{shown(place)} is no folder of submissions.", "Give the folder or the .zip that holds them."
        )
    inside = work / "class"
    inside.mkdir()
    return inside, [(note.where, note.message) for note in unpack(place, inside, CLASS_LIMITS)]


def number_attempts(found: list[Found], students: dict[str, str], roster: Roster) -> tuple[list[Handed], list[About]]:
    """Everybody's attempts in order: by the platform's numbers, else by time, else by name, which is told."""
    by_student: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        by_student[students[each.owner]].append(each)
    times = {each.student.id: each.submitted for each in roster.persons if each.submitted}
    handed, unordered = [], []
    for student, own in sorted(by_student.items()):
        ordered = sorted(own, key=place_in_time)
        moments = {place_in_time(each)[:2] for each in own}
        if len(moments) < len(own):
            unordered.append((shown(student), NO_ORDER))
        for number, each in enumerate(ordered, 1):
            # A roster's time is that of the last attempt, and its teacher's word: it goes before a commit's.
            submitted = times.get(student, each.submitted) if each is ordered[-1] else each.submitted
            handed.append(Handed(student, each.path, number, submitted, each.origin))
    return handed, unordered


def place_in_time(found: Found) -> tuple[int, float, str]:
    """For sorting; what has no time comes first."""
    return found.number or 0, found.submitted.timestamp() if found.submitted else 0.0, found.origin


def latest(handed: list[Handed]) -> list[Handed]:
    """The last attempt of each student."""
    return list({each.student: each for each in handed}.values())


def recognised(layout: Layout, students: set[str], handed: list[Handed]) -> str:
    """What was found, in a sentence."""
    several = f", {len(handed)} attempts" if len(handed) > len(students) else ""
    words = f"{layout.words[:1].upper()}{layout.words[1:]}"
    return f"{words}: {len(students)} {'student' if len(students) == 1 else 'students'}{several}."


def class_notes(layout: Layout, handed: list[Handed]) -> list[str]:
    """What is true of the whole class."""
    is_lacking = not layout.tells_times and any(each.submitted is None for each in latest(handed))
    return [NO_TIMES] if is_lacking else []


def told(notes: Iterable[About]) -> list[str]:
    """One line for each thing that is said, with the first of those it is about; as many as a person may still read."""
    about: dict[str, list[str]] = defaultdict(list)
    for who, text in notes:
        about[text.rstrip(".")].append(who)
    lines = [f"{listed(who)}: {text}." for text, who in about.items()]
    more = [f"… and {len(lines) - MAX_TOLD} more notes like these"] if len(lines) > MAX_TOLD else []
    return [*lines[:MAX_TOLD], *more]


def listed(names: list[str]) -> str:
    """The first few names and how many more there are."""
    distinct = list(dict.fromkeys(names))
    more = f" and {len(distinct) - MAX_NAMED} more" if len(distinct) > MAX_NAMED else ""
    return ", ".join(distinct[:MAX_NAMED]) + more


def belongs(student: str, shard: tuple[int, int]) -> bool:
    """Whether a student is in that part of the class; the same everywhere, whoever else is in it."""
    number, parts = shard
    digest = hashlib.sha256(student.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % parts == number - 1


def parse_shard(text: str | None) -> tuple[int, int]:
    """`3/10` as (3, 10); raises CourseError for anything else."""
    first, _, second = (text or "1/1").partition("/")
    if not (first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second)):
        raise CourseError(f"--shard {text} is no part of a class.", "Write it as 3/10: the third of ten parts.")
    return int(first), int(second)
