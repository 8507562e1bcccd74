"""Who has handed in what: the attempts that count, in a stable order, and who has handed in nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from grader.batch.plan import Handed
from grader.errors import IntakeError
from grader.intake.archive import is_archive
from grader.intake.names import shown
from grader.intake.roster import Student

SUFFIXES = {".py", ".ipynb"}


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
    del roster, layout, attempts
    if not place.is_dir():
        raise IntakeError(f"{shown(place)} is no folder of submissions.", "Give the folder that holds them.")
    found = [
        Handed(each.stem if each.is_file() else each.name, each)
        for each in sorted(place.iterdir())
        if not each.name.startswith(".") and (each.is_dir() or each.suffix.lower() in SUFFIXES or is_archive(each))
    ]
    if not found:
        raise IntakeError(f"There are no submissions in {shown(place)}.", "One file, folder or archive per student.")
    return Class(f"{len(found)} submissions, one file or folder each", [each for each in found if belongs(each, shard)])


def belongs(handed: Handed, shard: tuple[int, int]) -> bool:
    """Whether a student is in that part of the class; the same everywhere, whoever else is in it."""
    number, parts = shard
    digest = hashlib.sha256(handed.student.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % parts == number - 1
