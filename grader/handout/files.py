"""The files of a unit that students get, made anew from its solution: what lies in exercises/ is not trusted."""

from __future__ import annotations

from pathlib import Path

from grader.errors import CourseError
from grader.handout.notebooks import make_notebook
from grader.handout.texts import DEFAULT, sentences
from grader.model import Course, Unit
from grader.stubs import make_stub
from grader.texts.docstrings import replaced
from grader.words import speaking, translate

PICTURES = Path("solutions") / "pictures"


def unit_files(course: Course, unit: Unit, language: str = DEFAULT) -> dict[str, str]:
    """The stub and the notebook of a unit, by file name; raises CourseError without its solution."""
    with speaking(language, course.root):
        # The stub first: what is translated has no solution in it any more.
        stub = replaced(make_stub(_read(course.root / "solutions" / f"{unit.id}.py"), unit.id), translate)
        notebook = make_notebook(stub, course, unit, _pictures(course, unit), sentences(course, language))
    return {f"{unit.id}.py": stub, f"{unit.id}.ipynb": notebook}


def course_files(course: Course) -> dict[Path, str]:
    """Where each stub and notebook lies, and what it should be; raises CourseError without a solution."""
    folder = course.root / "exercises"
    return {folder / name: text for unit in course.units for name, text in unit_files(course, unit).items()}


def _pictures(course: Course, unit: Unit) -> dict[str, str]:
    """The code that draws what a function gives, by function, in the language spoken."""
    paths = {each.name: course.root / PICTURES / f"{each.name}.py" for each in unit.exercises}
    return {name: replaced(_read(path), translate) for name, path in paths.items() if path.is_file()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"The solution {path} is missing.", "What students get is made in the whole repository, not in a kit."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
