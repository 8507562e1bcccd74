"""Who is in a class: a CSV of one's own, or what Canvas, Moodle and Gradescope export; touches nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.names import shown
from grader.intake.regular import MEGABYTE, read_regular
from grader.model import Student

MAX_ROSTER = 20 * MEGABYTE
MAX_PEOPLE = 100_000
MAX_DAYS = Decimal(1000)
# The spellings of headings, as platforms export them; of several columns the first in this order is the id.
IDS = ("id", "student id", "sid", "sis user id", "sis id", "id number", "user id", "username", "user name",
       "sis login id", "login", "github username", "identifier")  # fmt: skip
NAMES = ("name", "full name", "student", "student name")
FIRST, LAST = ("first name", "firstname", "given name"), ("last name", "lastname", "surname", "family name")
EMAILS = ("email", "email address", "e mail", "mail")
SECTIONS = ("section", "sections", "group", "groups", "class")
EXTENSIONS = ("extension days", "extension", "extra days", "days of extension")
SUBMITTED = ("submitted", "submitted at", "submission time")
FORM = "The first line names the columns: id, name, email, section, extension days; only id is needed."


@dataclass(frozen=True)
class Person:
    """A student, every name they go by, and when they handed in, where the roster says so."""

    student: Student
    aliases: tuple[str, ...]
    submitted: datetime | None = None


@dataclass(frozen=True)
class Line:
    """A line of the file by heading."""

    number: int
    cells: dict[str, str]

    def first(self, headings: tuple[str, ...]) -> str:
        """The first of those columns that says something."""
        return next((self.cells[each] for each in headings if self.cells.get(each)), "")


def read_roster(path: Path) -> list[Person]:
    """Everybody on it, in its order; raises IntakeError with the line that is wrong."""
    text = decode(read_regular(path, MAX_ROSTER, follow=True), path)
    people: dict[str, Person] = {}
    for line in lines(text, path):
        person = read_person(line)
        if person is None:
            continue
        if person.student.id in people:
            raise IntakeError(f"{name_of(path, line)}: the id {shown(person.student.id)} is there twice.", FORM)
        people[person.student.id] = person
        if len(people) > MAX_PEOPLE:
            raise IntakeError(f"{shown(path.name)} has more than {MAX_PEOPLE} people.", FORM)
    if not people:
        raise IntakeError(f"Nobody is on the roster {shown(path.name)}.", FORM)
    return list(people.values())


def decode(data: bytes, path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Chinese encoding that spreadsheets write there."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except ValueError:
            continue
    raise IntakeError(f"{shown(path.name)} is in no encoding that is read here.", "Save it as CSV in UTF-8.")


def lines(text: str, path: Path) -> Iterator[Line]:
    """The lines below the headings; the separator is the one that the headings have most of."""
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise IntakeError(f"{shown(path.name)} is no CSV: {error}.", FORM) from None
    headings = [heading(each) for each in rows[0]] if rows else []
    if not any(each in headings for each in (*IDS, *EMAILS)):
        raise IntakeError(f"{shown(path.name)} has no column with an id.", FORM)
    for number, row in enumerate(rows[1:], 2):
        if any(each.strip() for each in row):
            cells: dict[str, str] = {}
            for name, cell in zip(headings, row, strict=False):
                cells.setdefault(name, cell.strip())
            yield Line(number, cells)


def heading(text: str) -> str:
    """A heading without capitals and signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def read_person(line: Line) -> Person | None:
    """One student; None for the lines that Canvas puts above and below them."""
    name = line.first(NAMES) or " ".join(filter(None, (line.first(FIRST), line.first(LAST))))
    email = line.first(EMAILS)
    identity = line.first(IDS) or email
    if not identity and ("points possible" in name.lower() or name == "Student, Test"):
        return None
    if not identity:
        raise IntakeError(f"Line {line.number} of the roster has no id.", FORM)
    student = Student(identity, name, email, line.first(SECTIONS), extension(line))
    others = [line.cells[each] for each in IDS if line.cells.get(each)]
    return Person(student, tuple(dict.fromkeys([identity, *others, email, name])), submitted(line))


def extension(line: Line) -> Decimal:
    """Days of extension; none where nothing is said."""
    text = line.first(EXTENSIONS).replace(",", ".")
    try:
        days = Decimal(text or 0)
    except InvalidOperation:
        days = Decimal(-1)
    if not days.is_finite() or not 0 <= days <= MAX_DAYS:
        raise IntakeError(f"Line {line.number} of the roster: {shown(text)} is no number of days.", FORM)
    return days


def submitted(line: Line) -> datetime | None:
    """When the work was handed in, with its zone."""
    text = line.first(SUBMITTED)
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        when = datetime.min
    if when.tzinfo is None:
        hint = "Write it with its zone: 2026-12-01T23:59:00+01:00."
        raise IntakeError(f"Line {line.number} of the roster: {shown(text)} is no time of submission.", hint)
    return when


def name_of(path: Path, line: Line) -> str:
    """A line of a file, for a message."""
    return f"{shown(path.name)}, line {line.number}"
