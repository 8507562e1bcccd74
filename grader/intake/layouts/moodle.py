"""Moodle, "Download all submissions": a folder for each participant, or one flat folder.

`Jane Doe_1234_assignsubmission_file_` holds her files; flat, the file's name follows. The number is the participant's
in this one assignment, so only the name leads to a roster. Source: moodle `mod/assign/locallib.php`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from grader.intake.layouts.found import Entry, Found, gather

NAME = re.compile(r"^(?P<who>.*)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?$", re.DOTALL)
TEXT = "a text typed into Moodle was not read: only files are"


def recognises(found: list[Entry]) -> bool:
    """Whether nearly all names are of that form."""
    return bool(found) and sum(bool(NAME.match(each.name)) for each in found) >= 0.8 * len(found)


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each participant."""
    own: dict[str, list[tuple[re.Match[str], Entry]]] = defaultdict(list)
    for each in found:
        parts = NAME.match(each.name)
        if parts:
            own[parts["id"]].append((parts, each))
    return [attempt(participant, parts, work) for participant, parts in own.items()]


def attempt(participant: str, own: list[tuple[re.Match[str], Entry]], work: Path) -> Found:
    """A participant's folder as it is, or their flat files gathered."""
    name = own[0][0]["who"]
    texts = (TEXT,) if any(parts["kind"] == "onlinetext" for parts, _ in own) else ()
    files = [(parts, each) for parts, each in own if parts["kind"] == "file"]
    folders = [each.path for _, each in files if each.is_folder]
    if len(folders) == 1:
        return Found((name, f"Participant {participant}"), folders[0], folders[0].name, notes=texts)
    flat = {parts["file"] or each.name: each.path for parts, each in files if not each.is_folder}
    folder, kept_out = gather(flat, work / f"moodle-{participant}")
    return Found((name, f"Participant {participant}"), folder, own[0][1].name, notes=(*texts, *kept_out))
