"""Makes a unit's notebook out of its stub: prose, a cell for each function, a check under it, and pictures."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Mapping
from string import Template
from typing import Any

from grader.errors import CourseError, SetupError
from grader.handout.parts import Kind, Part, parts_of
from grader.handout.prose import as_markdown, task_and_code
from grader.model import Course, Exercise, Unit

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
NO_ID = re.compile(r"[^a-zA-Z0-9_-]")
MAX_ID = 64


class Page:
    """A notebook in the making."""

    def __init__(self, course: Course, unit: Unit, pictures: Mapping[str, str], say: Mapping[str, Template]) -> None:
        self.course = course
        self.unit = unit
        self.pictures = pictures
        self.say = say
        self.nbformat = _nbformat()
        self.cells: list[Any] = []
        self.exercises = {exercise.name: exercise for exercise in unit.exercises}
        self.ids: Counter[str] = Counter()

    def fill(self, parts: list[Part]) -> None:
        """All cells in order."""
        has_title = bool(parts) and parts[0].kind is Kind.WORDS
        title = parts[0].text if has_title else self.unit.title
        head, _, rest = as_markdown(title).partition("\n")
        self.words("title", f"# {head.rstrip('.')}\n{rest}".rstrip())
        self.words("how", self.say["how"].substitute())
        names = "check, picture" if self.pictures else "check"
        self.code("grader", f"from grader import {names}")
        for part in parts[1:] if has_title else parts:
            self._add(part)
        self.words("whole", self.say["whole"].substitute(file=f"{self.unit.id}.ipynb"))
        self.code("check-all", "check()")

    def _add(self, part: Part) -> None:
        exercise = self.exercises.get(part.name)
        if part.kind is Kind.WORDS:
            self.words("words", part.text)
        elif exercise is None:
            self.code(part.name or "code", part.text)
        else:
            task, code = task_and_code(part.text)
            self.words(f"task-{part.name}", f"{self._heading(exercise)}\n\n{task}".rstrip())
            self.code(f"stub-{part.name}", code)
            self.code(f"check-{part.name}", f'check("{self._shortest(exercise)}")')
            self._draw(part.name)

    def _heading(self, exercise: Exercise) -> str:
        number = f"{exercise.points.normalize():f}"
        points = self.say["one_point" if number == "1" else "points"].substitute(points=number)
        where = f" {self.say['accelerator'].substitute()}" if "accelerator" in exercise.devices else ""
        return f"## `{exercise.name}`\n\n*{points}.{where}*"

    def _shortest(self, exercise: Exercise) -> str:
        """Its name, with the unit's where several units have one of that name."""
        same = [each for each in self.course.exercises if each.name == exercise.name]
        return exercise.name if len(same) == 1 else exercise.id

    def _draw(self, function: str) -> None:
        if function not in self.pictures:
            return
        try:
            tree = ast.parse(self.pictures[function])
        except SyntaxError as error:
            raise CourseError(f"The picture of `{function}`, line {error.lineno}: {error.msg}.") from None
        parts = parts_of(self.pictures[function])
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        about = ast.get_docstring(tree)
        if about:
            self.words(f"picture-{function}", about)
        code = [part.text for part in (parts[1:] if about else parts)]
        self.code(f"draw-{function}", "\n\n".join([*code, "\n".join(f"picture({name})" for name in names)]))

    def words(self, name: str, text: str) -> None:
        """A cell of Markdown."""
        self.cells.append(self.nbformat.v4.new_markdown_cell(text, id=self._id(name)))

    def code(self, name: str, text: str) -> None:
        """A cell of Python."""
        self.cells.append(self.nbformat.v4.new_code_cell(text, id=self._id(name)))

    def _id(self, name: str) -> str:
        """The same at each build, and each but once."""
        plain = NO_ID.sub("_", name)[: MAX_ID - 6]
        self.ids[plain] += 1
        return plain if self.ids[plain] == 1 else f"{plain}-{self.ids[plain]}"


def _nbformat() -> Any:
    try:
        # It has no types of its own.
        return importlib.import_module("nbformat")
    except ImportError:
        raise SetupError(
            "Notebooks are made with nbformat, which is not installed.", "Install it: pip install nbformat"
        ) from None


def make_notebook(
    stub: str, course: Course, unit: Unit, pictures: Mapping[str, str], say: Mapping[str, Template]
) -> str:
    """The notebook's text, the same bytes for the same stub; raises SetupError without nbformat."""
    page = Page(course, unit, pictures, say)
    page.fill(parts_of(stub))
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = page.nbformat.v4.new_notebook(cells=page.cells, metadata=metadata, nbformat_minor=5)
    page.nbformat.validate(notebook)
    return str(page.nbformat.writes(notebook)).rstrip("\n") + "\n"
