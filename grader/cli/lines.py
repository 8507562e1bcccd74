"""Sentences in a window: broken between words, which Chinese does not part by spaces, and whole where none is."""

from __future__ import annotations

import re
import shutil
import sys

import click

from grader.texts.docstrings import columns, words_of

# A window may tell any width; in less than this nothing can be read.
LEAST = 20


def folded(text: str, width: int) -> str:
    """The text in lines of at most so many columns; what is one word for itself may be longer."""
    return "\n".join(_folded(line, max(width, LEAST)) for line in text.split("\n"))


def _folded(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    indent = " " * (len(text) - len(text.lstrip(" ")))
    lines, line, extent = list[str](), "", 0
    for word in (part for whole in words_of(text) for part in parts_of(whole, width)):
        if line.strip() and extent + columns(word.rstrip()) > width:
            lines.append(line.rstrip())
            line, extent = indent, len(indent)
        line += word
        extent += columns(word)
    return "\n".join([*lines, line.rstrip()])


def parts_of(word: str, width: int) -> list[str]:
    """Code with spaces in it is broken at them where it is longer than a line."""
    return re.findall(r"\S+\s*|\s+", word) if columns(word.rstrip()) > width else [word]


def tell(text: str, err: bool = False) -> None:
    """Prints a sentence; where a program reads, its lines stay whole."""
    stream = sys.stderr if err else sys.stdout
    click.echo(folded(text, shutil.get_terminal_size().columns) if stream.isatty() else text, err=err)
