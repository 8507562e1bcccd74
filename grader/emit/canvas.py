"""Canvas: fills one assignment's column of a gradebook that was downloaded there.

To Canvas an empty cell over a score is a change that takes the score away, and an unknown title is a new assignment. So
the file keeps every row as it came, a cell is changed only where there is a score to put in, and the columns of other
assignments are left out, because a grade given there since the download would be undone by them.
"""

from __future__ import annotations

import re
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
from grader.emit.line import Line, grade_of, why_none
from grader.emit.reading import digits

TITLE = re.compile(r"(.*)\s\((\d+)\)", re.DOTALL)
NO_ASSIGNMENT = re.compile(r"(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")
CERTAIN = ("ID", "SIS User ID", "SIS Login ID")


def canvas(template: str, lines: Sequence[Line], assignment: str | None, out_of: Decimal | None) -> Filled:
    """The file to upload; raises ValueError where the template or the assignment is not what is needed."""
    book = read_downloaded(template)
    section = section_of(book)
    column = assignment_of(book.header[section + 1 :], assignment) + section + 1
    given = points_possible(book, column)
    rows = student_rows(book)
    found, left_out = match(rows, lines)
    filled = [list(row) for row in book.rows]
    left_out += [said for number, line in sorted(found.items()) if (said := put(filled[number], column, line, out_of))]
    kept = [[*row[: section + 1], row[column]] for row in filled]
    remarks = difference(given, out_of, lines)
    return Filled(write_downloaded(book, kept), len(lines) - len(left_out), tuple(left_out), remarks)


def section_of(book: Downloaded) -> int:
    """The last column about the student, by the rules that Canvas accepts a file by."""
    header = [cell.strip() for cell in book.header]
    one_name = len(header) > 3 and "Student" in header[0] and "ID" in header[1]
    two_names = len(header) > 4 and "LastName" in header[0] and "FirstName" in header[1] and "ID" in header[2]
    section = column_of(header, "Section")
    if not (one_name or two_names) or section is None:
        raise ValueError("The template is no gradebook of Canvas: it has no columns Student, ID and Section.")
    return section


def assignment_of(columns: Sequence[str], wanted: str | None) -> int:
    """The one assignment that is meant: by title, by number, or because it is the only one."""
    listed = {
        number: found
        for number, column in enumerate(columns)
        if (found := TITLE.fullmatch(column)) and not NO_ASSIGNMENT.search(column)
    }
    chosen = [number for number, found in listed.items() if wanted in (None, found[0], found[1], found[2])]
    if len(chosen) != 1:
        titles = ", ".join(found[0] for found in listed.values()) or "none"
        asked = f"`{wanted}` is not one of them" if wanted else "it is not said which one is meant"
        raise ValueError(f"The template has these assignments: {titles}; {asked}.")
    return chosen[0]


def points_possible(book: Downloaded, column: int) -> str:
    """What the assignment counts in Canvas; raises ValueError where nothing may be written."""
    cell = next((row[column] for row in book.rows if "Points Possible" in row[0]), "")
    if re.search(r"read\s+only", cell):
        raise ValueError(f"Canvas does not let the column {book.header[column]} be changed.")
    return cell


def student_rows(book: Downloaded) -> list[Row]:
    """Every row that is one student's, as Canvas tells them."""
    certain = [place for name in CERTAIN if (place := column_of(book.header, name)) is not None]
    found = []
    for number, row in enumerate(book.rows):
        if number == 0 or "Points Possible" in row[0] or not any(row[place].strip() for place in (0, *certain)):
            continue
        name = f"{row[0]}, {row[1]}" if "LastName" in book.header[0] else row[0]
        found.append(Row(number, frozenset(key(row[place]) for place in certain) - {""}, name_keys(name)))
    return found


def put(row: list[str], column: int, line: Line, out_of: Decimal | None) -> str:
    """Writes one grade; why not, where it stays as it was."""
    grade = grade_of(line, out_of)
    if grade is None:
        return why_none(line)
    before = row[column].strip()
    if before.upper() in ("N/A", "EX"):
        reason = "is excused" if before.upper() == "EX" else "does not have the assignment"
        return f"{line.student}: {reason} in Canvas"
    if number_in(before) != grade:
        row[column] = digits(grade)
    return ""


def difference(given: str, out_of: Decimal | None, lines: Sequence[Line]) -> tuple[str, ...]:
    """A sentence where Canvas counts the assignment out of another number."""
    there = number_in(given)
    ours = {out_of or line.possible for line in lines if line.possible is not None}
    if there is None or all(each == there for each in ours):
        return ()
    told = ", ".join(sorted(digits(each) for each in ours if each is not None))
    return (f"Canvas counts this assignment out of {digits(there)}, the scores are out of {told}.",)
