"""A file, a folder or an archive for each student, named after them; several attempts by `@2` or in own folders."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from grader.intake.archive import SUFFIXES as ARCHIVES
from grader.intake.archive import is_archive
from grader.intake.layouts.found import Entry, Found, entries

FILES = (".py", ".ipynb")
WRITTEN = ("batch.json", "records")
NUMBERED = re.compile(r"^(?P<who>.+)@(?P<number>\d{1,4})$", re.DOTALL)
ATTEMPT = re.compile(r"^(?:attempt|submission|try)?[-_ ]?(?P<number>\d{1,4})$", re.IGNORECASE)


def recognises(found: list[Entry]) -> bool:
    """Whatever can be graded."""
    return any(is_work(each) for each in found)


def is_work(entry: Entry) -> bool:
    """Whether it may be somebody's submission; what a grader wrote is none."""
    if entry.is_folder and all((entry.path / name).exists() for name in WRITTEN):
        return False
    return entry.is_folder or entry.path.suffix.lower() in FILES or is_archive(entry.path)


def read(found: list[Entry], work: Path) -> list[Found]:
    """Each in its order."""
    del work
    return [attempt for each in found if is_work(each) for attempt in attempts(each)]


def attempts(entry: Entry) -> list[Found]:
    """One, or as many as a student's folder holds when it holds nothing else."""
    name = entry.name if entry.is_folder else stem(entry.name)
    numbered = NUMBERED.match(name)
    if numbered:
        return [Found((numbered["who"],), entry.path, entry.name, int(numbered["number"]))]
    inner = entries(entry.path) if entry.is_folder else []
    several = [(each, *told) for each in inner if each.is_folder and (told := attempt_of(each.name))]
    if several and len(several) == len(inner):
        return [
            Found((name,), each.path, f"{name}/{each.name}", number, submitted) for each, number, submitted in several
        ]
    return [Found((name,), entry.path, entry.name)]


def attempt_of(name: str) -> tuple[int | None, datetime | None] | None:
    """The number or the time that an attempt's folder is named by."""
    numbered = ATTEMPT.match(name)
    if numbered:
        return int(numbered["number"]), None
    # Colons are no letters of a file's name on every system: 2026-11-23T10-15-00+0100.
    text = re.sub(r"T(\d\d)-(\d\d)-(\d\d)", r"T\1:\2:\3", name)
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text).replace("Z", "+00:00")
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (None, when) if when.tzinfo else None


def stem(name: str) -> str:
    """A file's name without what tells of its kind."""
    lowered = name.lower()
    suffix = next((each for each in (*ARCHIVES, *FILES) if lowered.endswith(each)), "")
    return name[: len(name) - len(suffix)] or name
