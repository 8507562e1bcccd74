"""A table that a person or a program saved as CSV: its encoding, its separator, its lines by heading."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.names import shown

ENCODING = "Save it as CSV in UTF-8."
HIGH = re.compile(rb"[\x80-\xff]+")
# Excel's own first line, which names the separator.
SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of a file by heading."""

    file: str
    number: int
    cells: dict[str, str]

    def first(self, headings: tuple[str, ...]) -> str:
        """The first of those columns that says something."""
        return next((self.cells[each] for each in headings if self.cells.get(each)), "")


def fault(line: Line, what: str, hint: str) -> IntakeError:
    """What is wrong with a line."""
    return IntakeError(f"{line.file}, line {line.number}: {what}.", hint)


def decode(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where the encoding is no certain one: names may be spelt wrongly then."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    guesses = ("cp1252", "gb18030") if is_western(data) else ("gb18030", "cp1252")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", *guesses):
        try:
            text = data.decode(encoding)
        except ValueError:
            continue
        is_sure = encoding not in guesses
        return text, () if is_sure else (f"{shown(path.name)} is not UTF-8; it was read as {encoding}. {ENCODING}",)
    raise IntakeError(f"{shown(path.name)} is in no encoding that is read here.", ENCODING)


def is_western(data: bytes) -> bool:
    """Whether letters beyond ASCII mostly stand alone: Chinese ones take two bytes, and mostly stand together."""
    runs = HIGH.findall(data)
    return 2 * sum(len(run) == 1 for run in runs) > len(runs)


def lines(text: str, path: Path, needed: tuple[str, ...]) -> Iterator[Line]:
    """The lines below the headings, one of which is needed; raises IntakeError where this is no such table."""
    named = SEPARATOR.fullmatch(text.partition("\n")[0].strip())
    head = next((each for each in text.splitlines()[bool(named) :] if each.strip()), "")
    separator = named[1] if named else max(",;\t", key=head.count)
    rows = read_rows(text, separator, path)
    filled = ((number, row) for number, row in rows if any(each.strip() for each in row))
    skipped = itertools.dropwhile(lambda each: bool(named) and each[0] == 1, filled)
    _, first = next(skipped, (0, []))
    headings = [heading(each) for each in first]
    if not any(each in headings for each in needed):
        raise IntakeError(
            f"{shown(path.name)} has no column with an id.", f"Columns are {', '.join(needed[:3])} or so."
        )
    for number, row in skipped:
        cells: dict[str, str] = {}
        for name, cell in zip(headings, row, strict=False):
            cells.setdefault(name, tidy(cell))
        yield Line(shown(path.name), number, cells)


def read_rows(text: str, separator: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "Put a cell with quotes or separators into quotes."
            raise IntakeError(f"{shown(path.name)}, line {number}: this is no CSV: {error}.", hint) from None
        yield number, row


def heading(text: str) -> str:
    """A heading without capitals and signs."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def tidy(cell: str) -> str:
    """A cell with plain spaces: those that do not break, and what spreadsheets put before a text, are no part of it."""
    plain = "".join(" " if unicodedata.category(each) == "Zs" else each for each in cell)
    return plain.strip().strip("\ufeff\u200b").strip()
