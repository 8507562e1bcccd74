"""Facts and files in one piece of bytes with its digest: what travels between machines that share no disk."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from grader.batch.slots import Work
from grader.course import SHARED, course_digest, course_files, read_course
from grader.errors import SetupError
from grader.intake.neighbours import named_neighbours, tree_contents
from grader.model import Cell, Course, Source, Submission

LENGTH = struct.Struct(">Q")
DIGEST_BYTES = hashlib.sha256().digest_size
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
FOLDER = -1
DAMAGED = "What came over the network is not what was sent."
Files = Mapping[str, bytes | None]


@dataclass(frozen=True)
class Parcel:
    """Facts as JSON knows them, and files by name (None: a folder)."""

    facts: dict[str, Any]
    files: Files = field(default_factory=dict)


def pack(parcel: Parcel) -> bytes:
    """The digest, then a list of contents, then the contents."""
    listing = [[name, FOLDER if content is None else len(content)] for name, content in parcel.files.items()]
    head = json.dumps({"facts": parcel.facts, "files": listing}).encode("ascii")
    body = b"".join([LENGTH.pack(len(head)), head, *(content or b"" for content in parcel.files.values())])
    return hashlib.sha256(body).digest() + body


def unpack(data: bytes) -> Parcel:
    """What was packed; raises SetupError where the digest does not fit."""
    body = memoryview(data)[DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != data[:DIGEST_BYTES]:
        raise SetupError(DAMAGED)
    start = LENGTH.size + LENGTH.unpack(body[: LENGTH.size])[0]
    head = json.loads(bytes(body[LENGTH.size : start]))
    files: dict[str, bytes | None] = {}
    for name, size in head["files"]:
        files[name] = None if size == FOLDER else bytes(body[start : start + size])
        start += max(size, 0)
    return Parcel(head["facts"], files)


def lay_out(files: Files, folder: Path) -> None:
    """Writes the files into a new folder of their own, for no other user's eyes."""
    before = os.umask(0o077)
    try:
        folder.mkdir()
        _write(files, folder)
    finally:
        os.umask(before)


def _write(files: Files, folder: Path) -> None:
    for name, content in files.items():
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or parts[0] == "/":
            raise SetupError(DAMAGED)
        place = folder.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            place.mkdir()
            continue
        with os.fdopen(os.open(place, NEW_FILE, 0o600), "wb") as stream:
            stream.write(content)


def pack_course(course: Course, facts: dict[str, Any]) -> bytes:
    """The files that decide verdicts, the course's digest, and more facts."""
    files: Files = {name: path.read_bytes() for name, path in course_files(course)}
    return pack(Parcel(facts | {"digest": course_digest(course)}, files))


def open_course(parcel: Parcel, folder: Path) -> Course:
    """The course, laid out; raises SetupError where its digest is not the one that was announced."""
    lay_out(parcel.files, folder)
    course = read_course(folder)
    if course_digest(course) != parcel.facts["digest"]:
        raise SetupError(DAMAGED)
    share(folder)
    return course


def share(folder: Path) -> None:
    """Lets students' processes, which may belong to other users, pass through to the public data and read them."""
    data = folder / SHARED
    if not data.is_dir():
        return
    for place in data.parents[: len(SHARED.parts)]:
        place.chmod(0o711)
    for place in (data, *data.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)


def pack_work(work: Work) -> bytes:
    """The sources that the exercises need, with the files they name beside them; not whose they are."""
    units = {name.split(".")[0] for name in work.exercises}
    sources = [source for source in work.submission.sources if source.unit in units]
    facts = [[each.unit, each.path.name, [[cell.number, cell.text] for cell in each.cells]] for each in sources]
    # Each source's neighbours apart: two units' files may lie in different folders, and what they name differs.
    beside = {
        f"{number}/{name}": content
        for number, source in enumerate(sources)
        for name, content in tree_contents(named_neighbours(source)).items()
    }
    return pack(Parcel({"exercises": list(work.exercises), "sources": facts}, beside))


def open_work(parcel: Parcel, folder: Path) -> Work:
    """The submission, with what lay beside its files laid out in the folder."""
    lay_out(parcel.files, folder)
    sources = []
    for number, (unit, name, cells) in enumerate(parcel.facts["sources"]):
        beside = folder / str(number)
        neighbours = tuple(sorted(beside.iterdir())) if beside.is_dir() else ()
        texts = tuple(Cell(text, cell_number) for cell_number, text in cells)
        sources.append(Source(unit, beside / name, texts, neighbours))
    return Work(Submission("", "", tuple(sources)), tuple(parcel.facts["exercises"]))
