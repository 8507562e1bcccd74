"""Moodle: an import file for its gradebook, or the offline worksheet of one assignment, filled in.

An empty grade takes away the one there is, and one unknown user cancels an import, so whoever has no score or no name
that Moodle could know is not in the file at all; what it says to a student is shown there as HTML. In a worksheet only
grades are written, and only those that Moodle would not skip without a word; feedback stays, for an emptied cell would
erase it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from grader.emit.downloaded import (
    Downloaded,
    Filled,
    Row,
    column_of,
    key,
    match,
    name_keys,
    number_in,
    read_downloaded,
    write_downloaded,
)
from grader.emit.line import Line, comment, grade_of, why_none
from grader.emit.reading import digits
from grader.emit.table import is_formula, table

MOST = Decimal(100)
GRADE, MAXIMUM, OPEN = "Grade", "Maximum Grade", "Grade can be changed"


def moodle_import(lines: Sequence[Line], item: str, out_of: Decimal | None) -> Filled:
    """A file for the import of grades; raises ValueError for grades that cancel it."""
    emails = Counter(key(line.email) for line in lines)
    left_out, rows = [], []
    for line in lines:
        grade, why = grade_of(line, out_of), refusal(line, emails)
        if grade is None or why:
            left_out.append(why or why_none(line))
            continue
        if grade > MOST:
            raise ValueError(
                f"Moodle cancels an import with a grade above 100, and {line.student} has {digits(grade)}."
            )
        rows.append([line.email, line.student, Decimal(digits(grade)), html.escape(comment(line), quote=False)])
    return Filled(table(["email", "username", item, f"{item} feedback"], rows), len(rows), tuple(left_out))


def refusal(line: Line, emails: Counter[str]) -> str:
    """Why a student cannot be named in an import; empty if they can."""
    if is_formula(line.email) or is_formula(line.student):
        return f"{line.student}: a spreadsheet would take the name for a formula"
    if line.email and emails[key(line.email)] > 1:
        return f"{line.student}: {line.email} belongs to several students"
    return ""


def moodle_worksheet(template: str, lines: Sequence[Line], grade_name: str | None, out_of: Decimal | None) -> Filled:
    """A downloaded worksheet with the grades in it; raises ValueError where it is none."""
    book = read_downloaded(template)
    column = column_of(book.header, grade_name or GRADE)
    if column is None or column < 1:
        columns = ", ".join(book.header)
        raise ValueError(f"The template has no column `{grade_name or GRADE}`; its columns are {columns}.")
    found, left_out = match([row_of(number, row, column) for number, row in enumerate(book.rows) if number], lines)
    filled = [list(row) for row in book.rows]
    left_out += [
        said for number, line in sorted(found.items()) if (said := put(book, filled[number], column, line, out_of))
    ]
    return Filled(write_downloaded(book, filled), len(lines) - len(left_out), tuple(left_out))


def row_of(number: int, row: Sequence[str], column: int) -> Row:
    """The identifier comes first (`Participant 123`), then the name, then what the site shows of a person."""
    digits = re.search(r"\d+$", row[0].strip())
    certain = frozenset(key(cell) for cell in (row[0], *row[2:column])) - {""}
    return Row(number, certain, name_keys(row[1]) if column > 1 else frozenset(), digits[0] if digits else "")


def put(book: Downloaded, row: list[str], column: int, line: Line, out_of: Decimal | None) -> str:
    """Writes one grade; why not, where Moodle would skip it or there is none."""
    grade = grade_of(line, out_of)
    if grade is None:
        return why_none(line)
    changeable, maximum = column_of(book.header, OPEN), column_of(book.header, MAXIMUM)
    if changeable is not None and key(row[changeable]) == "no":
        return f"{line.student}: the grade is locked in Moodle"
    most = number_in(row[maximum]) if maximum is not None else None
    if most is not None and grade > most:
        return f"{line.student}: {digits(grade)} is above the {digits(most)} that Moodle takes"
    if number_in(row[column]) != grade:
        row[column] = digits(grade)
    return ""
