"""Which file of a submission is meant for a unit: the one of its name, else the one with most of its functions."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from grader.intake.names import shown
from grader.model import Cell, Course, Note, Unit

DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=", re.MULTILINE)
STUB = "raise NotImplementedError("
MAX_NAMED = 3


@dataclass(frozen=True)
class File:
    """A file that was read: its cells and the names it defines."""

    path: Path
    cells: tuple[Cell, ...]
    remarks: tuple[Cell, ...]
    as_file: tuple[str, int]

    @functools.cached_property
    def simple_name(self) -> str:
        """As it is compared with a unit's."""
        return _simplified(self.path.stem)

    @functools.cached_property
    def whole(self) -> str:
        """The text of all cells."""
        return "\n".join(cell.text for cell in self.cells)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """What it defines; nobody asks where a file is named for its unit."""
        return frozenset(name for match in DEFINED.finditer(self.whole) for name in match.groups() if name)

    @property
    def stubs(self) -> int:
        """How many exercises in it nobody has touched."""
        return self.whole.count(STUB)


def choose_files(files: list[File], course: Course, notes: list[Note]) -> dict[str, File]:
    """The file for each unit that has one, in the order of the course."""
    answered = [(file, _answered(file, course)) for file in files]
    chosen = {unit.id: file for unit in course.units if (file := _choose(unit, answered, notes))}
    if not chosen and len(files) == 1:
        return {_guess(files[0], course).id: files[0]}
    return chosen


def _answered(file: File, course: Course) -> set[str]:
    """The units a file answers by its functions; a helper called `add` does not make it an answer to another.

    A file named for a unit answers that one alone; any other the unit most of whose functions it has, and each of which
    it has half or more.
    """
    if any(file.simple_name == _simplified(unit.id) for unit in course.units):
        return set()
    found = {unit.id: sum(exercise.name in file.names for exercise in unit.exercises) for unit in course.units}
    most = max(found.values(), default=0)
    half = {unit.id: found[unit.id] * 2 >= len(unit.exercises) for unit in course.units}
    return {name for name, count in found.items() if count and (count == most or half[name])}


def _choose(unit: Unit, answered: list[tuple[File, set[str]]], notes: list[Note]) -> File | None:
    """The file for a unit: of its name, else the one that defines most of its functions."""
    simple = _simplified(unit.id)
    named = [file for file, _ in answered if file.simple_name == simple]
    candidates = named or [file for file, units in answered if unit.id in units]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    wanted = {exercise.name for exercise in unit.exercises}
    best = min(candidates, key=functools.partial(_rank, wanted))
    others = [
        each.path.name
        for each in candidates
        if each is not best and each.stubs <= best.stubs and each.stubs < len(each.names & wanted)
    ]
    if others:
        notes.append(
            Note(
                "several files",
                unit.id,
                f"graded {shown(best.path.name)}; {_listed(others)} also fits and was not graded",
            )
        )
    return best


def _rank(wanted: set[str], file: File) -> tuple[int, int, int, bool, str]:
    """Of a stub and a filled-in file (a kit has each unit as .py and as a notebook) the filled-in one is meant."""
    path = file.path
    return -len(wanted & file.names), file.stubs, len(path.parts), path.suffix != ".py", path.name


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MAX_NAMED} others" if len(names) > MAX_NAMED else ""
    return ", ".join(map(shown, names[:MAX_NAMED])) + more


def _guess(file: File, course: Course) -> Unit:
    """The unit whose functions the file's names look most like; a lone file is always graded as something."""
    similar = [
        sum(_simplified(e.name) in {_simplified(n) for n in file.names} for e in unit.exercises)
        for unit in course.units
    ]
    if not any(similar):
        # It defines nothing of the course: perhaps it calls what another file should define.
        words = set(re.findall(r"\w+", file.whole))
        similar = [sum(each.name in words for each in unit.exercises) for unit in course.units]
    named = [unit for unit in course.units if _simplified(unit.id) in file.simple_name]
    return named[0] if named else course.units[similar.index(max(similar))]


@functools.lru_cache(maxsize=4096)
def _simplified(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
