"""The files of a new course, unit or exercise, from the templates beside this module."""

from __future__ import annotations

import ast
import json
import string
from pathlib import Path

from grader.course import COURSE_FILE
from grader.errors import CourseError
from grader.model import Course
from grader.scaffold.course_file import with_exercise, with_unit
from grader.scaffold.names import Name, require_new

TEMPLATES = Path(__file__).with_name("templates")
# What a unit's files are made of: where, what stands at the head of a new one, and what each exercise adds.
GROWING = (
    ("solutions/{unit}.py", "solution_head.txt", "solution.txt"),
    ("tests/hidden/test_{unit}.py", "cases_head.txt", "cases.txt"),
    ("tests/public/test_{unit}.py", "examples_head.txt", "examples.txt"),
)
OWN = (
    ("solutions/mistakes/{function}/wrong.py", "mistake.txt"),
    ("solutions/variants/{function}/one.py", "variant_one.txt"),
    ("solutions/variants/{function}/two.py", "variant_two.txt"),
)
Files = dict[str, str]


def new_course(folder: Path, name: Name, title: str, points: str) -> Files:
    """Every file of a course with one exercise; raises CourseError where the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not empty.", "Name a new folder: nothing is overwritten.")
    # Text in TOML's quotation marks is written as in JSON's.
    head = _filled("course.txt", name, title=json.dumps(title)[1:-1], course=_plain(folder.resolve().name))
    course_file = f"{head}\n{_unit(name, points)}"
    return {"exercises/course.toml": course_file, "README.md": _filled("README.txt", name, title=title)} | _files(
        Path(), name
    )


def new_unit(course: Course, name: Name, points: str) -> Files:
    """What a unit with one exercise adds to a course, or changes in it."""
    require_new(course, name, is_new_unit=True)
    text = (course.root / COURSE_FILE).read_text(encoding="utf-8")
    return {COURSE_FILE.as_posix(): with_unit(text, _unit(name, points))} | _files(course.root, name)


def new_exercise(course: Course, name: Name, points: str) -> Files:
    """What an exercise adds to a unit of a course."""
    require_new(course, name, is_new_unit=False)
    text = (course.root / COURSE_FILE).read_text(encoding="utf-8")
    block = _filled("exercise.txt", name, points=points)
    return {COURSE_FILE.as_posix(): with_exercise(text, name.unit, block)} | _files(course.root, name)


def _unit(name: Name, points: str) -> str:
    return f"{_filled('unit.txt', name)}\n{_filled('exercise.txt', name, points=points)}"


def _files(root: Path, name: Name) -> Files:
    """Files that grow with each exercise, and those of this one alone."""
    files = {}
    for place, head, body in GROWING:
        path = place.format(unit=name.unit)
        is_there = root != Path() and (root / path).is_file()
        before = (root / path).read_text(encoding="utf-8") if is_there else _filled(head, name)
        files[path] = with_imports(before.rstrip("\n"), _filled(head, name)) + "\n\n\n" + _filled(body, name)
    for place, template in OWN:
        path = place.format(function=name.function)
        if root != Path() and (root / path).exists():
            raise CourseError(f"{root / path} is there already.", "Nothing is overwritten: move it away first.")
        files[path] = _filled(template, name)
    return files


def with_imports(text: str, head: str) -> str:
    """The text with what a new file would import and this one does not, after its own imports."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"A file of the unit cannot be read by Python: line {error.lineno}: {error.msg}.") from None
    imports = (ast.Import, ast.ImportFrom)
    known = {(alias.asname or alias.name) for node in tree.body if isinstance(node, imports) for alias in node.names}
    missing = [
        ast.unparse(node)
        for node in ast.parse(head).body
        if isinstance(node, imports) and not {alias.asname or alias.name for alias in node.names} <= known
    ]
    if not missing:
        return text
    lines = text.split("\n")
    own = [node.end_lineno or 0 for node in tree.body if isinstance(node, imports)]
    first = tree.body[0].end_lineno or 0 if tree.body and ast.get_docstring(tree) else 0
    place = max([first, *own])
    return "\n".join([*lines[:place], *missing, *lines[place:]])


def _plain(text: str) -> str:
    """A name for the course file: letters, digits and hyphens."""
    return "".join(each if each.isalnum() else "-" for each in text.lower()).strip("-") or "course"


def _filled(template: str, name: Name, **more: str) -> str:
    values = {"unit": name.unit, "function": name.function, "test_class": name.test_class, **more}
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return string.Template(text).substitute(values).rstrip("\n") + "\n"


def write(root: Path, files: Files) -> None:
    """Writes them, folders and all."""
    for place, text in files.items():
        path = root / place
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CourseError(f"{path} cannot be written: {error.strerror}.") from None
