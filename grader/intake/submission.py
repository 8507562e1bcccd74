"""Finds which file of a submission answers which unit: by its name, else by the functions in it."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import weakref
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import SUFFIXES as ARCHIVE_SUFFIXES
from grader.intake.archive import is_archive, unpack
from grader.intake.folder import SUFFIXES, python_files
from grader.intake.names import shown
from grader.intake.neighbours import neighbours_of
from grader.intake.notebook import MAX_NOTEBOOK_BYTES, read_cells
from grader.intake.regular import MEGABYTE, kind_of, read_regular, unreadable
from grader.intake.text import decode
from grader.intake.work_folder import new_work_folder
from grader.model import Cell, Course, Note, Source, Submission, Unit

MAX_SOURCE_BYTES = 5 * MEGABYTE
MAX_TOTAL_BYTES = 300 * MEGABYTE
# Code travels to the student's process as JSON in one frame of at most 8 MB.
MAX_CODE = 7 * MEGABYTE
MAX_NOTES = 50
HAND_IN = "Hand in a .py file, a notebook, a folder, or a .zip or .tar.gz of one."
DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=", re.MULTILINE)
STUB = "raise NotImplementedError("


@dataclass(frozen=True)
class File:
    """A file that was read: its cells and the names it defines."""

    path: Path
    cells: tuple[Cell, ...]
    remarks: tuple[Cell, ...] = ()

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


def read_submission(
    path: Path, course: Course, submission_id: str | None = None, work: Path | None = None, called: str = ""
) -> Submission:
    """The submission at a path; raises IntakeError with one sentence where there is nothing to grade.

    An archive is unpacked into the empty folder `work`, which the caller removes when all is graded; without one, into
    a new folder that lasts as long as the submission that is returned. What is said about the whole of it uses the name
    it is `called` by, as the path may be that of a copy.
    """
    kind = kind_of(path)
    called = called or shown(path)
    if kind == "nothing":
        raise IntakeError(f"{called} does not exist.", "Give the path of a .py file, a notebook or a folder.")
    if kind == "other":
        raise IntakeError(f"{called} is neither a file nor a folder.", HAND_IN)
    if kind == "folder" or not is_archive(path):
        notes: list[Note] = []
        files = _folder_files(path, called, notes) if kind == "folder" else _lone_file(path, notes)
        return _submission(files, notes, course, path, submission_id or path.stem or path.resolve().name, called)
    return _read_archive(path, course, submission_id or stem(path), work, called)


def _read_archive(path: Path, course: Course, submission_id: str, work: Path | None, called: str) -> Submission:
    if work is not None:
        return _read_unpacked(path, course, submission_id, work, called)
    folder = new_work_folder()
    try:
        submission = _read_unpacked(path, course, submission_id, folder.path, called)
    except BaseException:
        folder.remove()
        raise
    weakref.finalize(submission, folder.remove)
    return submission


def _read_unpacked(path: Path, course: Course, submission_id: str, work: Path, called: str) -> Submission:
    notes = list(unpack(path, work))
    files = _folder_files(work, called, notes)
    return _submission(files, notes, course, path, submission_id, called)


def _submission(
    files: list[File], notes: list[Note], course: Course, path: Path, submission_id: str, called: str
) -> Submission:
    """Finds the file for each unit."""
    is_alone = path.is_file() and not is_archive(path)
    answered = {file.path: _answered(file, course) for file in files}
    chosen = {unit.id: file for unit in course.units if (file := _choose(unit, files, answered, notes))}
    if not chosen and len(files) == 1:
        chosen = {_guess(files[0], course).id: files[0]}
    if not chosen:
        names = ", ".join(f"{unit.id}.py" for unit in course.units)
        raise IntakeError(
            f"Nothing in {called} belongs to this course.",
            f"Name the file after its unit ({names}), or keep the exercises' function names.",
        )
    folders = {file.path.parent for file in chosen.values()}
    listed = {folder: neighbours_of(folder, is_alone) for folder in folders}
    sources = [
        Source(
            unit,
            file.path,
            file.cells,
            tuple(each for each in listed[file.path.parent] if each.name != file.path.name),
            file.remarks,
        )
        for unit, file in chosen.items()
    ]
    return Submission(submission_id, _digest(sources), tuple(sources), bounded(notes))


def _lone_file(path: Path, notes: list[Note]) -> list[File]:
    if path.suffix.lower() not in SUFFIXES:
        raise IntakeError(f"{shown(path.name)} is neither a Python file nor a notebook.", HAND_IN)
    return [_read(path, notes, follow=True)]


def _folder_files(folder: Path, name: str, notes: list[Note]) -> list[File]:
    """Everything in the folder that can be read; what cannot is told."""
    paths, passed_over = python_files(folder)
    notes.extend(passed_over)
    files = []
    left = MAX_TOTAL_BYTES
    for each in paths:
        try:
            left -= each.lstat().st_size
            if left < 0:
                raise IntakeError(f"all files together are larger than {MAX_TOTAL_BYTES // MEGABYTE} MB: not read")
            files.append(_read(each, notes))
        except IntakeError as error:
            notes.append(Note("unreadable", shown(each.name), error.message))
        except OSError as error:
            notes.append(Note("unreadable", shown(each.name), unreadable(each, error).message))
    if not files:
        told = f" {notes[0].where}: {notes[0].message.rstrip('.')}." if notes else ""
        raise IntakeError(f"There is no Python file or notebook in {name}.{told}", HAND_IN)
    return files


def _read(path: Path, notes: list[Note], follow: bool = False) -> File:
    if path.suffix.lower() == ".ipynb":
        cells, remarks = read_cells(read_regular(path, MAX_NOTEBOOK_BYTES, follow), path)
    else:
        text, found = decode(read_regular(path, MAX_SOURCE_BYTES, follow), shown(path.name))
        notes.extend(found)
        cells, remarks = (Cell(text),), ()
    # At most six characters stand for one in JSON: most files need no counting.
    written = sum(len(cell.text) for cell in cells)
    if 6 * written > MAX_CODE and sum(len(json.dumps(cell.text)) for cell in cells) > MAX_CODE:
        about = f"{shown(path.name)} holds too much code: at most about {MAX_SOURCE_BYTES // MEGABYTE} MB are read."
        raise IntakeError(about, "Keep data out of the code.")
    return File(path, cells, remarks)


def stem(path: Path) -> str:
    """The archive's name without all that tells of its kind."""
    lowered = path.name.lower()
    return next(path.name[: -len(suffix)] for suffix in ARCHIVE_SUFFIXES if lowered.endswith(suffix)) or path.name


def bounded(notes: list[Note]) -> tuple[Note, ...]:
    """As many as a person may still read."""
    if len(notes) <= MAX_NOTES:
        return tuple(notes)
    rest = Note("more notes", "your files", f"{len(notes) - MAX_NOTES} more notes like these are not shown")
    return (*notes[:MAX_NOTES], rest)


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


def _choose(unit: Unit, files: list[File], answered: dict[Path, set[str]], notes: list[Note]) -> File | None:
    """The file for a unit: of its name, else the one that defines most of its functions."""
    wanted = {exercise.name for exercise in unit.exercises}
    named = [each for each in files if each.simple_name == _simplified(unit.id)]
    holding = [each for each in files if unit.id in answered[each.path]]
    candidates = named or holding
    if not candidates:
        return None
    # Of a stub and a filled-in file (a kit has each unit as .py and as a notebook) the filled-in one is meant.
    best = (
        candidates[0]
        if len(candidates) == 1
        else min(
            candidates,
            key=lambda each: (
                -len(wanted & each.names),
                each.stubs,
                len(each.path.parts),
                each.path.suffix != ".py",
                each.path.name,
            ),
        )
    )
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


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 3} others" if len(names) > 3 else ""
    return ", ".join(map(shown, names[:3])) + more


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


def _digest(sources: list[Source]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.unit}\0{source.path.suffix}\0".encode())
        for cell in source.cells:
            text = cell.text.encode("utf-8", errors="surrogatepass")
            digest.update(f"{cell.number}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()
