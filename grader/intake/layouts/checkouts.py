"""Git checkouts, one for each student, as GitHub Classroom and Classroom 50 clone them.

A folder is `assignment-username` (gh-classroom `student-repos.go`) or `classroom-assignment-username` (classroom50
`download.go`, with `scores.csv` beside it). The time of a commit is the student's word, and is told as such.

Git is never run on a stranger's repository: its settings can name programs that git would run. HEAD is read by hand,
and the one commit through an empty repository of our own that is lent the stranger's objects, and nothing else.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.layouts.found import Entry, Found, nearly_all
from grader.intake.regular import read_regular

OBJECT = re.compile(r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")
COMMITTER = re.compile(rb"^committer .* (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
REFERENCE = re.compile(r"^ref: (refs/[A-Za-z0-9._/-]{1,200})$")
SMALL = 2**20
SECONDS = 10
# A commit says whatever its owner packed: git is kept from unpacking more than that at once.
ALLOWANCE = "64m"
OWN_WORD = "its time is that of the last commit, which is what the student's machine said"


def recognises(found: list[Entry]) -> bool:
    """Whether nearly all are folders with a repository."""
    folders = [each for each in found if each.is_folder]
    return nearly_all(len([each for each in folders if is_checkout(each.path)]), len(folders))


def is_checkout(folder: Path) -> bool:
    """Whether a repository lies in it."""
    place = folder / ".git"
    return place.is_dir() and not place.is_symlink()


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each checkout, as it stands."""
    checkouts = [each for each in found if each.is_folder]
    prefix = common_prefix([each.name for each in checkouts])
    own = own_repository(work)
    return [attempt(each, each.name[len(prefix) :], own) for each in checkouts]


def attempt(entry: Entry, user: str, own: Path | None) -> Found:
    """One checkout; the name's later pieces may be the user's too, where all begin alike or there is but one."""
    when = commit_time(entry.path / ".git", own) if own and is_checkout(entry.path) else None
    pieces = entry.name.split("-")
    others = tuple("-".join(pieces[count:]) for count in range(len(pieces)))
    notes = (OWN_WORD,) if when else ()
    return Found(entry.name, (user,), entry.path, entry.name, submitted=when, notes=notes, other_names=others)


def common_prefix(names: list[str]) -> str:
    """What all begin with, up to a hyphen: the assignment's name."""
    pieces = [name.split("-") for name in names]
    count = 0
    while len(names) > 1 and all(len(each) > count + 1 and each[count] == pieces[0][count] for each in pieces):
        count += 1
    return "".join(f"{piece}-" for piece in pieces[0][:count]) if names else ""


def own_repository(work: Path) -> Path | None:
    """An empty repository with nothing of anybody's in it; None where there is no git."""
    place = work / "own.git"
    try:
        git(["init", "--bare", "--quiet", "--template=", str(place)], {})
    except (OSError, subprocess.SubprocessError):
        return None
    return place


def commit_time(repository: Path, own: Path) -> datetime | None:
    """When the commit that is checked out was made; None where that cannot be told."""
    try:
        commit = head(repository)
        objects = repository / "objects"
        if commit is None or objects.is_symlink() or (objects / "info" / "alternates").exists():
            return None
        told = git(["--git-dir", str(own), "cat-file", "commit", commit], {"GIT_OBJECT_DIRECTORY": str(objects)})
        found = COMMITTER.search(told.partition(b"\n\n")[0])
        return moment(*found.groups()) if found else None
    except (OSError, IntakeError, OverflowError, ValueError, subprocess.SubprocessError):
        return None


def moment(seconds: bytes, sign: bytes, hours: bytes, minutes: bytes) -> datetime:
    """A commit's time in its own zone."""
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == b"-" else 1)
    return datetime.fromtimestamp(int(seconds), timezone(offset))


def head(repository: Path) -> str | None:
    """The commit that is checked out, read by hand."""
    text = small_text(repository / "HEAD")
    reference = REFERENCE.match(text)
    if reference and ".." not in reference[1]:
        loose = repository / reference[1]
        text = small_text(loose) if loose.is_file() else packed(repository, reference[1])
    return text if OBJECT.match(text) else None


def packed(repository: Path, name: str) -> str:
    """A reference from the list of packed ones."""
    lines = small_text(repository / "packed-refs").splitlines()
    return next((line.split(" ")[0] for line in lines if line.endswith(f" {name}")), "")


def small_text(path: Path) -> str:
    """A short file's text; raises IntakeError for a link or a long one."""
    return read_regular(path, SMALL).decode("utf-8", errors="replace").strip()


def git(arguments: list[str], environment: dict[str, str]) -> bytes:
    """Runs git with nobody's settings."""
    clean = {"PATH": os.environ.get("PATH", os.defpath), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    clean |= {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "HOME": os.devnull, "LC_ALL": "C"}
    clean |= {"GIT_ALLOC_LIMIT": ALLOWANCE}
    ended = subprocess.run(
        ["git", *arguments], env=clean | environment, capture_output=True, timeout=SECONDS, check=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return ended.stdout
