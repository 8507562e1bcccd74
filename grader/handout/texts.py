"""The texts of the grader's own that students are handed, by language; a course may bring its own beside its files.

A language is a folder: `texts/<language>/` in the course, else here. Adding one touches no code.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path

from grader.errors import CourseError
from grader.model import Course

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

OWN = Path(__file__).with_name("texts")
README = "README.md"
NOTEBOOK = "notebook.toml"
DEFAULT = "en"


def languages(course: Course) -> list[str]:
    """Those for which every document can be had."""
    found = {path.name for place in _places(course) if place.is_dir() for path in place.iterdir() if path.is_dir()}
    return sorted(each for each in found if all(_find(course, name, each) for name in (README, NOTEBOOK)))


def require(course: Course, language: str) -> str:
    """The language, if there are texts in it; raises CourseError with those there are."""
    known = languages(course)
    if language not in known:
        raise CourseError(
            f"There are no texts in the language `{language}`.", f"There are texts in: {', '.join(known)}."
        )
    return language


def document(course: Course, name: str, language: str) -> string.Template:
    """The text of a document, with `$names` to be filled in."""
    path = _find(course, name, require(course, language))
    try:
        return string.Template(path.read_text(encoding="utf-8") if path else "")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None


def sentences(course: Course, language: str) -> dict[str, string.Template]:
    """The sentences of generated notebooks, by what they are for."""
    try:
        data = tomllib.loads(document(course, NOTEBOOK, language).template)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{_find(course, NOTEBOOK, language)} cannot be read: {error}.") from None
    return {name: string.Template(str(text).strip()) for name, text in data.items()}


def _places(course: Course) -> tuple[Path, Path]:
    return course.root / "texts", OWN


def _find(course: Course, name: str, language: str) -> Path | None:
    return next((path for place in _places(course) if (path := place / language / name).is_file()), None)
