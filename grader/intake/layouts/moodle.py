"""Moodle, "Download all submissions": a folder for each participant, or one flat folder.

`Jane Doe_1234_assignsubmission_file_` holds her files (without the last stroke in newer versions); flat, the file's
name follows. The number is the participant's in this one assignment; a team's is the group's, or none. Marked blindly,
everybody's name is one word, "Participant" in some language. Source: moodle `mod/assign/classes/downloader.php`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from grader.intake.layouts.found import Entry, Found, gather, nearly_all

# The first number counts: Moodle leaves no stroke in a full name, while a student's own file may be called anything.
NAME = re.compile(
    r"(?P<who>.*?)(?:_(?P<id>\d{1,20}))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?", re.DOTALL
)
TYPED = "a text typed into Moodle was not read: only files are"


@dataclass(frozen=True)
class Part:
    """A file or folder of a participant."""

    who: str
    id: str
    kind: str
    file: str
    entry: Entry


def recognises(found: list[Entry]) -> bool:
    """Whether nearly all names are of that form."""
    return nearly_all(len([each for each in found if NAME.fullmatch(each.name)]), len(found))


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each participant."""
    own: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for each in found:
        parts = NAME.fullmatch(each.name)
        if parts:
            told = parts.groupdict(default="")
            own[told["who"], told["id"]].append(Part(told["who"], told["id"], told["kind"], told["file"], each))
    is_blind = len(own) > 1 and len({who for who, _ in own}) == 1
    return [attempt(parts, is_blind, work / f"moodle-{number}") for number, parts in enumerate(own.values(), 1)]


def attempt(own: list[Part], is_blind: bool, target: Path) -> Found:
    """A participant's folder as it is, or their flat files gathered."""
    first = own[0]
    participant = f"Participant {first.id}"
    names = (participant,) if is_blind else (first.who, *([participant] if first.id else []))
    typed = (TYPED,) if any(each.kind != "file" for each in own) else ()
    files = [each for each in own if each.kind == "file"]
    folders = [each.entry for each in files if each.entry.is_folder]
    owner = f"{first.who}_{first.id}"
    if len(folders) == 1:
        return Found(owner, names, folders[0].path, folders[0].name, notes=typed)
    flat = {each.file or each.entry.name: each.entry.path for each in files if not each.entry.is_folder}
    folder, kept_out = gather(flat, target)
    return Found(owner, names, folder, first.entry.name, notes=(*typed, *kept_out))
