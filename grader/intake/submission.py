"""Reads a submission, be it a file, a folder or an archive: the source of each unit, and what was passed over."""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import SUFFIXES as ARCHIVE_SUFFIXES
from grader.intake.archive import is_archive, unpack
from grader.intake.choosing import File, choose_files
from grader.intake.folder import SUFFIXES, python_files
from grader.intake.names import shown
from grader.intake.neighbours import file_digest, neighbours_of
from grader.intake.notebook import MAX_NOTEBOOK_BYTES, read_cells
from grader.intake.regular import MEGABYTE, kind_of, read_regular, unreadable
from grader.intake.text import decode
from grader.intake.work_folder import new_work_folder
from grader.model import Cell, Course, Note, Source, Submission

MAX_SOURCE_BYTES = 5 * MEGABYTE
MAX_TOTAL_BYTES = 300 * MEGABYTE
# Code travels to the student's process as JSON in one frame of at most 8 MB.
MAX_CODE = 7 * MEGABYTE
MAX_NOTES = 50
HAND_IN = "Hand in a .py file, a notebook, a folder, or a .zip or .tar.gz of one."


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
    chosen = choose_files(files, course, notes)
    if not chosen:
        names = ", ".join(f"{unit.id}.py" for unit in course.units)
        raise IntakeError(
            f"Nothing in {called} belongs to this course.",
            f"Name the file after its unit ({names}), or keep the exercises' function names.",
        )
    sources = tuple(_sources(chosen, is_alone))
    return Submission(submission_id, _digest(sources), sources, bounded(notes))


def _sources(chosen: dict[str, File], is_alone: bool) -> Iterator[Source]:
    """Each unit's, with what lies beside its file."""
    listed: dict[Path, list[tuple[str, Path]]] = {}
    for unit, file in chosen.items():
        folder, name = file.path.parent, file.path.name
        if folder not in listed:
            listed[folder] = [(each.name, each) for each in neighbours_of(folder, is_alone)]
        beside = tuple(path for other, path in listed[folder] if other != name)
        yield Source(unit, file.path, file.cells, beside, file.remarks, file.as_file)


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
    name = path.name
    if path.suffix.lower() == ".ipynb":
        data = read_regular(path, MAX_NOTEBOOK_BYTES, follow)
        cells, remarks = read_cells(data, path)
    else:
        data = read_regular(path, MAX_SOURCE_BYTES, follow)
        text, found = decode(data, shown(name))
        notes.extend(found)
        cells, remarks = (Cell(text),), ()
    # At most six characters stand for one in JSON: most files need no counting.
    written = sum(len(cell.text) for cell in cells)
    if 6 * written > MAX_CODE and sum(len(json.dumps(cell.text)) for cell in cells) > MAX_CODE:
        about = f"{shown(name)} holds too much code: at most about {MAX_SOURCE_BYTES // MEGABYTE} MB are read."
        raise IntakeError(about, "Keep data out of the code.")
    return File(path, cells, remarks, (file_digest(name, data), len(data)))


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


def _digest(sources: Iterable[Source]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.unit}\0{source.path.suffix}\0".encode())
        for cell in source.cells:
            text = cell.text.encode("utf-8", errors="surrogatepass")
            digest.update(f"{cell.number}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()
