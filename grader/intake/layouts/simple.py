"""A file, a folder or an archive for each student, named after them.

Several attempts are `anna@1.py` and `anna@2.py`, or folders `attempt-1`, `attempt-2` (also by time:
`2026-11-23T10-15-00+0100`) in a student's folder that holds nothing else.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from grader.intake.archive import SUFFIXES as ARCHIVES
from grader.intake.archive import is_archive
from grader.intake.layouts.found import Entry, Found, entries
from grader.intake.moments import moment

FILES = (".py", ".ipynb")
WRITTEN = ("batch.json", "records")
NUMBERED = re.compile(r"^(?P<who>.+)@(?P<number>\d{1,4})$", re.DOTALL)
# With a word before it: a bare number is as likely that of a week, and all weeks count.
ATTEMPT = re.compile(r"^(?:attempt|submission|try)[-_ ]?(?P<number>\d{1,4})$", re.IGNORECASE)


def recognises(found: list[Entry]) -> bool:
    """Whatever can be graded."""
    return any(is_work(each) for each in found)


def is_work(entry: Entry) -> bool:
    """Whether it may be somebody's submission; what a grader wrote is none."""
    if entry.is_folder and all((entry.path / name).exists() for name in WRITTEN):
        return False
    return entry.is_folder or is_work_file(entry)


def is_work_file(entry: Entry) -> bool:
    """Whether it is a file of a kind that can be graded."""
    return not entry.is_folder and (entry.path.suffix.lower() in FILES or is_archive(entry.path))


def read(found: list[Entry], work: Path) -> list[Found]:
    """Each in its order."""
    del work
    return [attempt for each in found if is_work(each) for attempt in attempts(each)]


def attempts(entry: Entry) -> list[Found]:
    """One, or as many as a student's folder holds when it holds nothing else."""
    name = entry.name if entry.is_folder else stem(entry.name)
    numbered = NUMBERED.match(name)
    if numbered:
        who = numbered["who"]
        return [Found(who, (who,), entry.path, entry.name, int(numbered["number"]))]
    inner = entries(entry.path) if entry.is_folder else []
    several = [(each, *told) for each in inner if each.is_folder and (told := attempt_of(each.name))]
    if several and len(several) == len(inner):
        return [Found(name, (name,), each.path, f"{name}/{each.name}", number, when) for each, number, when in several]
    return [Found(name, (name,), entry.path, entry.name)]


def attempt_of(name: str) -> tuple[int | None, datetime | None] | None:
    """The number or the time that an attempt's folder is named by."""
    numbered = ATTEMPT.match(name)
    if numbered:
        return int(numbered["number"]), None
    when = moment(name)
    return (None, when) if when else None


def stem(name: str) -> str:
    """A file's name without what tells of its kind."""
    lowered = name.lower()
    suffix = next((each for each in (*ARCHIVES, *FILES) if lowered.endswith(each)), "")
    return name[: len(name) - len(suffix)] or name
