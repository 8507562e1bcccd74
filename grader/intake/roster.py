"""Who is in a class: a CSV of one's own, or what Canvas, Moodle, Gradescope or GitHub export; touches nothing else.

Headings seen in real exports: Canvas `Student,ID,SIS User ID,SIS Login ID,Section`; Moodle `Identifier,Full name,Email
address`; Gradescope `First Name,Last Name,SID,Email,Sections,…,Submission Time`; GitHub Classroom
`identifier,github_username,github_id,name`; Classroom 50 `username,first_name,last_name,email,section,…,datetime`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.lines import Line, decode, fault, lines
from grader.intake.moments import moment
from grader.intake.names import shown
from grader.intake.regular import MEGABYTE, kind_of, read_regular
from grader.model import Student

MAX_ROSTER = 5 * MEGABYTE
MAX_PEOPLE = 100_000
MAX_DAYS = Decimal(1000)
MAX_ID = 200
# Of several columns the first in this order is the id; the others are names that a student goes by.
IDS = ("id", "student id", "sid", "sis user id", "sis id", "id number", "user id", "username", "user name",
       "sis login id", "login id", "login", "github username", "netid", "identifier", "学号")  # fmt: skip
NAMES = ("name", "full name", "student", "student name", "姓名")
FIRST, LAST = ("first name", "firstname", "given name"), ("last name", "lastname", "surname", "family name")
EMAILS = ("email", "email address", "e mail", "mail", "邮箱", "电子邮箱")
SECTIONS = ("section", "sections", "group", "groups", "group name", "class", "班级")
EXTENSIONS = ("extension days", "extension", "extra days", "days of extension", "延期天数")
SUBMITTED = ("submitted", "submitted at", "submission time", "datetime", "提交时间")
STAFF = frozenset({"instructor", "ta", "reader", "teacher", "teaching assistant", "observer"})
PARTICIPANT = re.compile(r"\D{1,40}?(\d{1,20})")
WHAT_IT_IS = {"folder": "a folder", "other": "no ordinary file", "nothing": "not there"}
FORM = "The first line names the columns: id, name, email, section, extension days; only id is needed."


@dataclass(frozen=True)
class Person:
    """A student, every name they go by, and when they handed in, where the roster says so."""

    student: Student
    aliases: tuple[str, ...]
    submitted: datetime | None = None


@dataclass(frozen=True)
class Roster:
    """Everybody in its order, and what there is to say about the file."""

    persons: tuple[Person, ...] = ()
    notes: tuple[str, ...] = ()


def read_roster(path: Path) -> Roster:
    """Everybody on it; raises IntakeError with the line that is wrong."""
    if kind_of(path) != "file":
        raise IntakeError(f"The roster {shown(path)} is {WHAT_IT_IS[kind_of(path)]}.", "Give a CSV file. " + FORM)
    text, notes = decode(read_regular(path, MAX_ROSTER, follow=True), path)
    people: dict[str, Person] = {}
    for line in lines(text, path, (*IDS, *EMAILS)):
        person = None if is_no_student(line) else read_person(line)
        if person is None:
            continue
        if person.student.id in people:
            raise fault(line, f"the id {shown(person.student.id)} is there twice", "Leave one line for each student.")
        people[person.student.id] = person
        if len(people) > MAX_PEOPLE:
            raise fault(line, f"there are more than {MAX_PEOPLE} people", FORM)
    if not people:
        raise IntakeError(f"Nobody is on the roster {shown(path.name)}.", FORM)
    return Roster(tuple(people.values()), notes)


def is_no_student(line: Line) -> bool:
    """Whether it is one of the lines that platforms put beside the students': points, tests, staff."""
    name = line.first(NAMES)
    is_canvas = "student" in line.cells and "id" in line.cells
    is_own = is_canvas and (name in ("Student, Test", "Test Student", "") or "points possible" in name.lower())
    return is_own or line.cells.get("role", "").lower() in STAFF


def read_person(line: Line) -> Person:
    """One student."""
    name = line.first(NAMES) or " ".join(filter(None, (line.first(FIRST), line.first(LAST))))
    email = line.first(EMAILS)
    identity = line.first(IDS) or email
    if not identity:
        raise fault(line, "there is no id", FORM)
    if not identity.isprintable() or len(identity) > MAX_ID:
        raise fault(line, f"the id {shown(identity)} is too long, or has characters that cannot be seen", FORM)
    student = Student(identity, name, email, line.first(SECTIONS), extension(line))
    others = [line.cells[each] for each in IDS if line.cells.get(each)]
    # Moodle's folders have the number of a participant, its lists the word in their language, too.
    number = PARTICIPANT.fullmatch(line.cells.get("identifier", ""))
    participant = f"Participant {number[1]}" if number else ""
    aliases = dict.fromkeys(filter(None, (identity, *others, email, name, participant)))
    return Person(student, tuple(aliases), submitted(line))


def extension(line: Line) -> Decimal:
    """Days of extension; none where nothing is said."""
    text = line.first(EXTENSIONS)
    try:
        days = Decimal(text.replace(",", ".") or 0)
    except InvalidOperation:
        days = Decimal(-1)
    if not days.is_finite() or not 0 <= days <= MAX_DAYS:
        raise fault(line, f"{shown(text)} is no number of days", "Write the days of extension as 2 or 1.5.")
    return days


def submitted(line: Line) -> datetime | None:
    """When the work was handed in, with its zone."""
    text = line.first(SUBMITTED)
    when = moment(text)
    if text and when is None:
        raise fault(
            line, f"{shown(text)} is no time of submission", "Write it with its zone: 2026-12-01T23:59:00+01:00."
        )
    return when
