"""How a class's submissions lie where they were exported: recognised by their names, or named by a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import is_archive
from grader.intake.layouts import canvas, checkouts, gradescope, moodle, simple
from grader.intake.layouts.found import Entry, Found, entries, links
from grader.intake.layouts.packed import opened
from grader.intake.names import shown

__all__ = ["LAYOUTS", "Found", "Layout", "passed_over", "read_layout"]
LINK = "a link, which is not followed: nothing was graded"
NO_WORK = "no Python file, notebook or archive: it was not graded"


@dataclass(frozen=True)
class Layout:
    """One way in which submissions lie."""

    words: str
    recognises: Callable[[list[Entry]], bool]
    read: Callable[[list[Entry], Path], list[Found]]
    tells_times: bool = True


# The simple one takes anything, so it comes last.
LAYOUTS = {
    "gradescope": Layout("a Gradescope export", gradescope.recognises, gradescope.read),
    "canvas": Layout("a Canvas download", canvas.recognises, canvas.read, tells_times=False),
    "moodle": Layout("a Moodle download", moodle.recognises, moodle.read, tells_times=False),
    "git": Layout("git checkouts", checkouts.recognises, checkouts.read),
    "simple": Layout("one file, folder or archive for each student", simple.recognises, simple.read),
}


def read_layout(place: Path, folder: Path, wanted: str, work: Path) -> tuple[Layout, list[Found]]:
    """The layout and every attempt, some of them made in `work`; `folder` is the place, or what its archive held."""
    if wanted not in ("auto", *LAYOUTS):
        raise IntakeError(f"--layout {shown(wanted)} is not known.", f"Known are auto, {', '.join(LAYOUTS)}.")
    listed = entries(within(folder, folder != place))
    names = [wanted] if wanted != "auto" else [name for name, each in LAYOUTS.items() if each.recognises(listed)]
    for name in names:
        found = LAYOUTS[name].read(listed, work)
        if found:
            return LAYOUTS[name], [opened(each, work / f"packed-{number}") for number, each in enumerate(found)]
    hint = "One file, folder or archive per student." if wanted == "auto" else "Without --layout it is recognised."
    raise IntakeError(f"There are no submissions in {shown(place)}.", hint)


def passed_over(place: Path, folder: Path, layout: Layout) -> list[tuple[str, str]]:
    """What lies among the submissions and is read as none of them, by name, with the reason: it may be somebody's."""
    inner = within(folder, folder != place)
    found = [(name, LINK) for name in links(inner)]
    if layout is LAYOUTS["simple"]:
        listed = entries(inner)
        found += [(each.name, NO_WORK) for each in listed if not each.is_folder and not simple.is_work_file(each)]
    return found


def within(folder: Path, is_unpacked: bool) -> Path:
    """Where an export, or an archive, holds one folder and nothing else, what is meant lies inside of it."""
    listed = entries(folder)
    if len(listed) != 1 or not listed[0].is_folder or checkouts.is_checkout(listed[0].path):
        return folder
    inner = entries(listed[0].path)
    is_export = any(each.recognises(inner) for name, each in LAYOUTS.items() if name != "simple")
    return listed[0].path if is_export or (is_unpacked and is_class(inner)) else folder


def is_class(inner: list[Entry]) -> bool:
    """Whether these look like many students' work: loose Python files and numbered attempts look like one student's."""
    whole = all(each.is_folder or is_archive(each.path) for each in inner)
    return bool(inner) and whole and not all(simple.attempt_of(each.name) for each in inner)
