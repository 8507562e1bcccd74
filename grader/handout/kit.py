"""What a student gets and nothing else: a list of files, each named here or made anew; no folder is copied whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from grader import __version__
from grader.course import COURSE_FILE, read_course
from grader.errors import CourseError, GradeError
from grader.handout.coursefile import course_file
from grader.handout.files import unit_files
from grader.handout.texts import README, document, require
from grader.model import Course, Unit
from grader.texts.rewriting import retold
from grader.words import ENGLISH, speaking, spoken, translate

# The first day that a zip archive can name: a kit made again is the same, byte for byte.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
GRADER = f"torch-course-grader=={__version__}"
FILE_MODE = 0o644
LICENCE = "LICENSE"
TRANSLATED = re.compile(r"README\.[A-Za-z_-]+\.md")
Files = dict[str, bytes]


def kit_files(course: Course, language: str, grader: str = "") -> Files:
    """The kit by path; `grader` is a wheel to put in or a line for requirements.txt (default: this very version)."""
    require(course, language)
    with speaking(language, course.root):
        return _kit_files(read_course(course.root), language, grader)


def _kit_files(course: Course, language: str, grader: str) -> Files:
    files: Files = {COURSE_FILE.as_posix(): course_file(_read(course.root / COURSE_FILE), language)}
    for unit in course.units:
        made = unit_files(course, unit, language)
        files |= {f"exercises/{name}": text.encode() for name, text in made.items()}
        files |= _case_files(course, unit)
    files |= {
        f"exercises/data/{name}": content for name, content in _data(course.root / "exercises" / "data", language)
    }
    if (course.root / LICENCE).is_file():
        files[LICENCE] = _read(course.root / LICENCE)
    files["README.md"] = _readme(course, language).encode()
    return dict(sorted((files | _requirements(grader)).items()))


def write_folder(files: Files, place: Path) -> None:
    """Writes a kit; raises GradeError where anything lies already."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise GradeError(f"{place} is not empty: nothing was written.", "Name a new or an empty folder.")
    try:
        for name, content in files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise GradeError(f"{place} cannot be written: {error.strerror}.") from None


def write_zip(files: Files, place: Path) -> None:
    """Writes a kit as an archive with one folder in it; raises GradeError where a file lies already."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            stream.write(zipped(files, place.stem))
    except FileExistsError:
        raise GradeError(f"{place} exists: nothing was written.", "Name a new file.") from None
    except OSError as error:
        raise GradeError(f"{place} cannot be written: {error.strerror}.") from None


def zipped(files: Files, folder: str) -> bytes:
    """The archive, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", LONG_AGO)
            entry.external_attr = FILE_MODE << 16
            # Else the entry would tell which system made it.
            entry.create_system = 3
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _readme(course: Course, language: str) -> str:
    first = course.exercises[0]
    return document(course, README, language).substitute(
        title=course.title,
        first_id=first.id,
        first_name=first.name,
        first_file=f"{first.unit}.py",
        units="\n".join(map(_row, course.units)),
    )


def _row(unit: Unit) -> str:
    points = sum((exercise.points for exercise in unit.exercises), Decimal(0))
    return f"| `{unit.id}` | {unit.title} | {len(unit.exercises)} | {points.normalize():f} |"


def _requirements(grader: str) -> Files:
    """requirements.txt, and the wheel that it names if there is one."""
    wheel = Path(grader)
    if wheel.suffix != ".whl":
        return {"requirements.txt": f"{grader or GRADER}\n".encode()}
    return {wheel.name: _read(wheel), "requirements.txt": f"./{wheel.name}\n".encode()}


def _case_files(course: Course, unit: Unit) -> Files:
    """The example cases of a unit; one without any would give students nothing to try."""
    path = course.folder("public") / f"test_{unit.id}.py"
    return {path.relative_to(course.root).as_posix(): _retold(path)}


def _retold(path: Path) -> bytes:
    """A file of cases in the language spoken; in English not a byte of it changes."""
    content = _read(path)
    if spoken() == ENGLISH:
        return content
    try:
        return retold(content.decode("utf-8"), translate).encode()
    except (UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None


def _data(folder: Path, language: str) -> Iterator[tuple[str, bytes]]:
    """The public data, with a README in the kit's language; what systems and editors leave behind is passed over."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_litter = any(part.startswith((".", "__")) for part in name.parts)
        if path.is_file() and not path.is_symlink() and not is_litter and not TRANSLATED.fullmatch(path.name):
            own = path.with_name(f"README.{language}.md")
            yield name.as_posix(), _read(own if path.name == README and own.is_file() else path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} belongs into the kit and cannot be read: {error.strerror}.") from None
