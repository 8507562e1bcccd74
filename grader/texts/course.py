"""Every text of a course that a student may read, by the file that holds its translation.

Units have their own files, so that several people can translate at once: `<unit>.po` with what students are handed,
`<unit>-cases.po` with what cases ask and say, `<unit>-mistakes.po` with what is told to whoever makes a known mistake.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course import COURSE_FILE
from grader.errors import CourseError
from grader.model import Course, Exercise, Unit
from grader.texts.docstrings import docstring_nodes, joined, pieces_of
from grader.texts.sentences import Text, is_prose, literals, sentence_of

COURSE = "course"
# A remark on a line of its own in the course's file, which students are handed.
COMMENT = re.compile(r"^# (\S.*)$", re.MULTILINE)
CASES, MISTAKES = "-cases", "-mistakes"


def course_texts(course: Course) -> dict[str, list[Text]]:
    """The texts of each file, without its suffix; none is there twice."""
    files = {COURSE: [Text(course.title, "exercises/course.toml:1", "The course's title.")]}
    files[COURSE] += [Text(each.title, "exercises/course.toml:1", f"The title of {each.id}.") for each in course.units]
    files[COURSE] += _comments(course.root / COURSE_FILE)
    for unit in course.units:
        files[unit.id] = [*_handed_out(course, unit)]
        files[unit.id + CASES] = [*_cases(course, unit)]
        files[unit.id + MISTAKES] = [text for each in unit.exercises for text in _mistakes(course, each)]
    return {name: _each_once(texts) for name, texts in files.items()}


def _comments(path: Path) -> Iterator[Text]:
    """Those of the course's file."""
    try:
        found = COMMENT.findall(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    yield from (Text(each, "exercises/course.toml:1", "A comment in the course's file.") for each in found)


def _each_once(texts: list[Text]) -> list[Text]:
    found: dict[str, Text] = {}
    for text in texts:
        if text.text:
            found.setdefault(text.text, text)
    return list(found.values())


def _handed_out(course: Course, unit: Unit) -> Iterator[Text]:
    yield from _docstrings(course, course.root / "solutions" / f"{unit.id}.py")
    for exercise in unit.exercises:
        for number, hint in enumerate(exercise.hints, 1):
            yield Text(hint, "exercises/course.toml:1", f"Hint {number} of {len(exercise.hints)} for {exercise.name}.")
        picture = course.root / "solutions" / "pictures" / f"{exercise.name}.py"
        yield from _docstrings(course, picture) if picture.is_file() else ()


def _docstrings(course: Course, path: Path) -> Iterator[Text]:
    """Paragraph by paragraph, without the examples."""
    where = path.relative_to(course.root).as_posix()
    for node, owner in docstring_nodes(_tree(path)):
        for piece in pieces_of(str(node.value)):
            if not piece.is_code:
                yield Text(piece.text, f"{where}:{node.lineno}", f"Of `{owner}`." if owner else "")


def _cases(course: Course, unit: Unit) -> Iterator[Text]:
    """What a case asks is its docstring's first paragraph; the files of example cases are read as a whole."""
    for kind in ("public", "hidden"):
        path = course.folder(kind) / f"test_{unit.id}.py"
        if not path.is_file():
            continue
        tree = _tree(path)
        where = path.relative_to(course.root).as_posix()
        if kind == "public":
            yield from _docstrings(course, path)
        else:
            yield from (Text(each, f"{where}:{line}") for each, line in _asked(tree))
        for node in sorted(literals(tree), key=lambda node: node.lineno):
            sentence = sentence_of(node)
            if sentence and is_prose(sentence.text):
                yield Text(sentence.text, f"{where}:{node.lineno}")


def _asked(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and ast.get_docstring(node):
            yield joined((ast.get_docstring(node) or "").split("\n\n")[0]), node.lineno


def _mistakes(course: Course, exercise: Exercise) -> Iterator[Text]:
    for path in sorted((course.root / "solutions" / "mistakes" / exercise.name).glob("*.py")):
        told = joined((ast.get_docstring(_tree(path)) or "").split("\n\n")[0])
        yield Text(told, f"{path.relative_to(course.root).as_posix()}:1")


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
