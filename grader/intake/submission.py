"""Finds which file of a submission answers which unit: by its name, else by the functions in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.neighbours import neighbours_of
from grader.intake.notebook import read_notebook
from grader.intake.text import decode, read_bytes
from grader.model import Cell, Course, Note, Source, Submission, Unit

SUFFIXES = (".py", ".ipynb")
SKIPPED_FOLDERS = frozenset({"__pycache__", "data", "mistakes", "variants", "node_modules", "site-packages"})
MAX_FILES = 2000
DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=", re.MULTILINE)
STUB = "raise NotImplementedError("


@dataclass(frozen=True)
class File:
    """A file that was read: its cells and the names it defines."""

    path: Path
    cells: tuple[Cell, ...]
    names: frozenset[str]
    stubs: int


def read_submission(path: Path, course: Course, submission_id: str | None = None) -> Submission:
    """The submission at a path; raises IntakeError with one sentence where there is nothing to grade."""
    if not path.exists():
        raise IntakeError(f"{path} does not exist.", "Give the path of a .py file, a notebook or a folder with them.")
    files, notes = _read_files(path)
    sources = []
    for unit in course.units:
        chosen = _choose(unit, files, notes)
        if chosen:
            sources.append(_source(unit, chosen, path))
    if not sources and len(files) == 1:
        sources = [_source(_guess(files[0], course), files[0], path)]
    if not sources:
        names = ", ".join(f"{unit.id}.py" for unit in course.units)
        raise IntakeError(
            f"Nothing in {path} belongs to this course.",
            f"Name the file after its unit ({names}), or keep the exercises' function names.",
        )
    return Submission(submission_id or path.stem, _digest(sources), tuple(sources), tuple(notes))


def _source(unit: Unit, file: File, handed_in: Path) -> Source:
    return Source(unit.id, file.path, file.cells, neighbours_of(file.path, is_alone=handed_in.is_file()))


def _read_files(path: Path) -> tuple[list[File], list[Note]]:
    notes: list[Note] = []
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise IntakeError(
                f"{path.name} is neither a Python file nor a notebook.", "Hand in a .py or an .ipynb file."
            )
        return [_read(path, notes)], notes
    if not path.is_dir():
        raise IntakeError(f"{path} is neither a file nor a folder.")
    files = []
    for each in _candidates(path):
        try:
            files.append(_read(each, notes))
        except IntakeError as error:
            notes.append(Note("unreadable", each.name, error.message))
    if not files:
        told = f" {notes[0].message}" if notes else ""
        raise IntakeError(f"There is no Python file or notebook in {path}.{told}", "Hand in a .py or an .ipynb file.")
    return files, notes


def _candidates(folder: Path) -> list[Path]:
    """Python files and notebooks, nearest first; hidden folders, data and symbolic links are passed over."""
    found: list[Path] = []
    for each in sorted(folder.rglob("*")):
        inner = each.relative_to(folder).parts
        if any(part.startswith(".") or part in SKIPPED_FOLDERS for part in inner[:-1]) or inner[-1].startswith("."):
            continue
        if each.suffix.lower() in SUFFIXES and each.is_file() and not each.is_symlink():
            found.append(each)
        if len(found) >= MAX_FILES:
            break
    return sorted(found, key=lambda each: (len(each.parts), each.name))


def _read(path: Path, notes: list[Note]) -> File:
    if path.suffix.lower() == ".ipynb":
        cells = read_notebook(path)
    else:
        text, found = decode(read_bytes(path), path.name)
        notes.extend(found)
        cells = (Cell(text),)
    whole = "\n".join(cell.text for cell in cells)
    names = frozenset(name for match in DEFINED.finditer(whole) for name in match.groups() if name)
    return File(path, cells, names, whole.count(STUB))


def _choose(unit: Unit, files: list[File], notes: list[Note]) -> File | None:
    """The file for a unit: of its name, else the one that defines most of its functions."""
    wanted = {exercise.name for exercise in unit.exercises}
    named = [each for each in files if _simplified(each.path.stem) == _simplified(unit.id)]
    holding = [each for each in files if wanted & each.names]
    candidates = named or holding
    if not candidates:
        return None
    # Of a stub and a filled-in file (a kit has each unit as .py and as a notebook) the filled-in one is meant.
    best = min(
        candidates,
        key=lambda each: (
            -len(wanted & each.names),
            each.stubs,
            len(each.path.parts),
            each.path.suffix != ".py",
            each.path.name,
        ),
    )
    others = [
        each.path.name for each in candidates if each is not best and each.stubs <= best.stubs and each.names & wanted
    ]
    if others:
        notes.append(
            Note(
                "several files",
                unit.id,
                f"graded {best.path.name}; {', '.join(others)} also fits and was not graded",
            )
        )
    return best


def _guess(file: File, course: Course) -> Unit:
    """The unit whose functions the file's names look most like; a lone file is always graded as something."""
    similar = [
        sum(_simplified(e.name) in {_simplified(n) for n in file.names} for e in unit.exercises)
        for unit in course.units
    ]
    named = [unit for unit in course.units if _simplified(unit.id) in _simplified(file.path.stem)]
    return named[0] if named else course.units[similar.index(max(similar))]


def _simplified(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _digest(sources: list[Source]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.unit}\0{source.path.suffix}\0".encode())
        for cell in source.cells:
            text = cell.text.encode("utf-8", errors="surrogatepass")
            digest.update(f"{cell.number}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()
