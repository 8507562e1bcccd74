"""Canvas, "Download Submissions": one flat folder, every file named after its owner.

`doejane_LATE_1234_567890_tensors-2.py` is by Jane Doe, user 1234, and file 567890 of Canvas; a name that was handed in
before got `-1`, `-2`. A typed text is `doejane_1234_text.html`; graded anonymously it is `LATE_anon_aB3xY_567890_…`.
Only the last attempt is in the download. Source: canvas-lms `lib/content_zipper.rb` (`get_filename`,
`add_upload_submission`) and `app/models/attachment.rb` (`make_unique_filename`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from grader.intake.layouts.found import Entry, Found, gather, nearly_all
from grader.intake.names import shown

PART = r"(?:(?P<id>\d+)_(?P<file>.+)|(?:text|link)\.html)"
NAME = re.compile(rf"(?P<who>.*?)_(?P<late>LATE_)?(?P<user>\d+)_{PART}", re.DOTALL)
# Older versions wrote the mark behind.
ANONYMOUS = re.compile(rf"(?P<late>LATE_)?anon_(?P<late_too>LATE_)?(?P<user>[A-Za-z0-9]+)_{PART}", re.DOTALL)
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SUFFIX = r"(?P<suffix>(?:\.[A-Za-z][A-Za-z0-9]*)*\.[A-Za-z0-9]+)"
AGAIN = re.compile(rf"(?P<stem>.+?)-(?:\d{{1,3}}|{UUID}){SUFFIX}", re.DOTALL)
LATE = "Canvas marks it as late, and does not tell by how much"
TYPED = "a text or link typed into Canvas was not read: only files are"


@dataclass(frozen=True)
class Item:
    """A file of the download, by the parts of its name; `name` is empty for a typed text."""

    who: str
    user: str
    is_late: bool
    id: int
    name: str
    entry: Entry

    @property
    def owner(self) -> str:
        """Who it is by: also the name, which a student may have chosen so that it looks like another one's number."""
        return f"{self.who}_{self.user}"


def recognises(found: list[Entry]) -> bool:
    """Whether nearly all names are of that form."""
    return nearly_all(len([each for each in found if parse(each)]), len(found))


def parse(entry: Entry) -> Item | None:
    """The parts of a file's name."""
    parts = ANONYMOUS.fullmatch(entry.name) or NAME.fullmatch(entry.name)
    if parts is None or entry.is_folder or len(parts["id"] or "") > 30:
        return None
    told = parts.groupdict()
    is_late = bool(told["late"] or told.get("late_too"))
    return Item(told.get("who") or "", told["user"], is_late, int(told["id"] or 0), told["file"] or "", entry)


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each user."""
    files: dict[str, list[Item]] = defaultdict(list)
    for each in found:
        item = parse(each)
        if item:
            files[item.owner].append(item)
    return [attempt(own, work / f"canvas-{number}") for number, own in enumerate(files.values(), 1)]


def attempt(own: list[Item], target: Path) -> Found:
    """What one user handed in, under the names they gave it."""
    first = own[0]
    named, notes = original_names([each for each in own if each.name])
    folder, kept_out = gather(named, target)
    late = (LATE,) if first.is_late else ()
    typed = () if all(each.name for each in own) else (TYPED,)
    names = tuple(filter(None, (first.user, first.who)))
    return Found(first.owner, names, folder, first.entry.name, notes=(*late, *typed, *notes, *kept_out))


def original_names(own: list[Item]) -> tuple[dict[str, Path], list[str]]:
    """Files by the names they had before Canvas counted them; of one name handed in twice, the later one has it."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for each in sorted(own, key=lambda each: each.id):
        again = AGAIN.fullmatch(each.name)
        groups[again["stem"] + again["suffix"] if again else each.name].append(each)
    named: dict[str, Path] = {}
    notes = []
    for name, (*earlier, last) in groups.items():
        if earlier and name not in [each.name for each in (*earlier, last)]:
            # `lab-1.py` and `lab-2.py` without a `lab.py`: these are names, not counts.
            named |= {each.name: each.entry.path for each in (*earlier, last)}
            continue
        if earlier:
            notes.append(f"{shown(name)} was handed in more than once: the last one has its name")
        for each in earlier:
            kept = f"{Path(name).stem}-0{Path(name).suffix}" if each.name == name else each.name
            named[kept] = each.entry.path
        named[name] = last.entry.path
    return named, notes
