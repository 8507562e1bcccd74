"""What an exercise asks, in the words of the student's own file, which may be half written."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.cli.lines import folded
from grader.cli.overview import points
from grader.emit.record import clean
from grader.intake.notebook import read_task
from grader.model import Exercise, Source, Submission
from grader.texts.docstrings import is_wide, pieces_of
from grader.words import translate

# A docstring of a file that nobody wrote by hand is not looked for to its end.
MAX_HEAD = 20_000
FENCE = "```"


def show_task(console: Console, exercise: Exercise, submission: Submission) -> None:
    """What an exercise asks, in the words of the student's own file."""
    source = submission.source(exercise.unit)
    told = task_of(source, exercise.name) if source else ""
    console.print(Text(f"\n{folded_task(clean(told), console.width)}\n" if told else ""))
    told = (
        "Not started yet: it is in {file}, for 1 point."
        if exercise.points == 1
        else "Not started yet: it is in {file}, for {points} points."
    )
    told = translate(told, file=where_of(source, exercise), points=points(exercise.points))
    console.print(Text(folded(told, console.width), style="dim"))


def folded_task(text: str, width: int) -> str:
    """The text with its paragraphs in lines that fit; code keeps its own line ends, to be copied."""
    told = ""
    for piece in pieces_of(text):
        told += ("\n\n" if piece.begins_block else "\n") if told else ""
        is_code = piece.is_code or piece.raw.startswith(FENCE)
        told += piece.raw if is_code else folded(on_one_line(piece.raw), width)
    return told


def on_one_line(paragraph: str) -> str:
    """Its lines joined, with a space where there is one in their language."""
    text = ""
    for line in map(str.strip, paragraph.split("\n")):
        is_parted = text and line and not (is_wide(text[-1]) and is_wide(line[0]))
        text += f" {line}" if is_parted else line
    return text


def task_of(source: Source, function: str) -> str:
    """The whole task: a notebook tells it above the cell, where the docstring is a line only."""
    if source.path.suffix == ".ipynb":
        with contextlib.suppress(OSError):
            if told := read_task(source.path.read_bytes(), function):
                return told
    return docstring_of(source, function)


def docstring_of(source: Source, function: str) -> str:
    """The text under a function's name."""
    for cell in source.cells:
        for text in (cell.text, *heads(cell.text, function)):
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                for node in ast.parse(text).body:
                    if isinstance(node, ast.FunctionDef) and node.name == function:
                        return ast.get_docstring(node) or ""
    return ""


def heads(text: str, function: str) -> Iterator[str]:
    """A function's first lines up to the end of its docstring: they can be read where the rest of a file cannot."""
    for found in re.finditer(rf"^def {re.escape(function)}\b", text, re.MULTILINE):
        parts = text[found.start() : found.start() + MAX_HEAD].split('"""', 2)
        if len(parts) == 3:
            yield '"""'.join(parts[:2]) + '"""'


def where_of(source: Source | None, exercise: Exercise) -> str:
    """The file that an exercise is in."""
    return clean(near(source.path)) if source else f"{exercise.unit}.py"


def near(path: Path) -> str:
    """A path as one would type it here; of one that lies elsewhere, its name."""
    here = Path.cwd()
    return path.absolute().relative_to(here).as_posix() if path.absolute().is_relative_to(here) else path.name
