"""How a class's submissions lie where they were exported: recognised by their names, or named by a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import is_archive
from grader.intake.layouts import canvas, checkouts, gradescope, moodle, simple
from grader.intake.layouts.found import Entry, Found, entries

__all__ = ["LAYOUTS", "Found", "Layout", "read_layout"]


@dataclass(frozen=True)
class Layout:
    """One way in which submissions lie."""

    words: str
    recognises: Callable[[list[Entry]], bool]
    read: Callable[[list[Entry], Path], list[Found]]


# The simple one takes anything, so it comes last.
LAYOUTS = {
    "gradescope": Layout("a Gradescope export", gradescope.recognises, gradescope.read),
    "canvas": Layout("a Canvas download", canvas.recognises, canvas.read),
    "moodle": Layout("a Moodle download", moodle.recognises, moodle.read),
    "git": Layout("git checkouts", checkouts.recognises, checkouts.read),
    "simple": Layout("one file, folder or archive for each student", simple.recognises, simple.read),
}


def read_layout(folder: Path, wanted: str, work: Path) -> tuple[str, list[Found]]:
    """The words for the layout, and every attempt; raises IntakeError where there is none."""
    if wanted not in ("auto", *LAYOUTS):
        raise IntakeError(f"--layout {wanted} is not known.", f"Known are auto, {', '.join(LAYOUTS)}.")
    inner = alone(folder) if wanted == "auto" else folder
    listed = entries(inner)
    names = [wanted] if wanted != "auto" else [name for name, each in LAYOUTS.items() if each.recognises(listed)]
    for name in names:
        found = LAYOUTS[name].read(listed, work)
        if found:
            return LAYOUTS[name].words, found
    raise IntakeError(f"There are no submissions in {folder}.", "One file, folder or archive per student.")


def alone(folder: Path) -> Path:
    """Where an archive holds one folder and nothing else, what is meant lies inside of it."""
    listed = entries(folder)
    if len(listed) != 1 or not listed[0].is_folder:
        return folder
    inner = entries(listed[0].path)
    if any(each.recognises(inner) for name, each in LAYOUTS.items() if name != "simple"):
        return listed[0].path
    # One student's own folder holds files; a class's holds a folder or an archive for each.
    are_students = inner and all(simple.is_work(each) and (each.is_folder or is_archive(each.path)) for each in inner)
    return listed[0].path if are_students else folder
