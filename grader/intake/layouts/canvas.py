"""Canvas, "Download Submissions": one flat folder, every file named after its owner.

`doejane_LATE_1234_567890_tensors-2.py` is by Jane Doe, user 1234, attempt 567890; a name that was handed in before
gets `-1`, `-2`. Only the last attempt is in the download. Source: canvas-lms `app/models/content_zipper.rb`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from grader.intake.layouts.found import Entry, Found, gather

NAME = re.compile(
    r"^(?P<who>[^_]+(?:_[^_\d][^_]*)*?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<attempt>\d+)_(?P<file>.+)$", re.DOTALL
)
ANONYMOUS = re.compile(r"^anon_(?P<late>LATE_)?(?P<user>[A-Za-z0-9]+)_(?P<attempt>\d+)_(?P<file>.+)$", re.DOTALL)
AGAIN = re.compile(r"^(?P<stem>.+)-(?P<count>\d{1,3})(?P<suffix>\.[^.]+)$", re.DOTALL)
NOT_CODE = ("_text.html", "_link.html")


def recognises(found: list[Entry]) -> bool:
    """Whether nearly all names are of that form."""
    files = [each for each in found if not each.is_folder]
    fitting = [each for each in files if parse(each.name)]
    return bool(fitting) and len(fitting) >= 0.8 * len(found)


def parse(name: str) -> re.Match[str] | None:
    """The parts of a file's name."""
    return ANONYMOUS.match(name) or NAME.match(name)


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each user."""
    files: dict[str, list[tuple[re.Match[str], Path]]] = defaultdict(list)
    for each in found:
        parts = parse(each.name)
        if parts and not each.is_folder:
            files[parts["user"]].append((parts, each.path))
    return [attempt(user, own, work) for user, own in files.items()]


def attempt(user: str, own: list[tuple[re.Match[str], Path]], work: Path) -> Found:
    """What one user handed in, under the names they gave it; of a name handed in again, the last one."""
    latest: dict[str, tuple[int, Path]] = {}
    for parts, path in own:
        again = AGAIN.match(parts["file"])
        name, count = (again["stem"] + again["suffix"], int(again["count"])) if again else (parts["file"], 0)
        if not parts["file"].endswith(NOT_CODE):
            latest[name] = max(latest.get(name, (count, path)), (count, path))
    first = own[0][0]
    who = first.groupdict().get("who") or user
    notes = ("Canvas marks it as late, and does not tell by how much",) if first["late"] else ()
    folder, kept_out = gather({name: path for name, (_, path) in latest.items()}, work / f"canvas-{user}")
    return Found((user, who), folder, own[0][1].name, notes=(*notes, *kept_out))
