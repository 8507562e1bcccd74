"""The class table: every attempt with its points, what they come to in the end, and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from grader.batch.handed import Class
from grader.batch.plan import Entry
from grader.emit.table import table
from grader.final import Final, final_score
from grader.model import Course, Report

HEAD = ("student", "name", "email", "section", "attempt", "submitted", "counts", "graded")
SUMS = ("raw", "pending", "final", "possible", "days late", "remarks")
Overrides = Mapping[tuple[str, str], Decimal]


def class_table(
    course: Course,
    entries: list[Entry],
    reports: Mapping[str, Report],
    students: Class,
    attempts: str,
    overrides: Overrides,
) -> str:
    """CSV with one line per attempt, and one for everybody on the roster who handed in nothing."""
    names = [exercise.id for exercise in course.exercises]
    finals = {
        entry.handed.name: final_of(course, entry, reports[entry.handed.name], students, overrides)
        for entry in entries
        if entry.handed.name in reports
    }
    counting = counting_attempts(entries, finals, attempts)
    rows = [
        row(entry, reports[entry.handed.name], finals[entry.handed.name], students, names, counting)
        for entry in entries
        if entry.handed.name in reports
    ]
    blank: list[object] = [None] * (len(HEAD) - 4 + len(SUMS) - 1)
    rows += [[*person(students, student), *blank, "nothing handed in"] for student in students.missing]
    return table([*HEAD, *SUMS, *names], rows)


def final_of(course: Course, entry: Entry, report: Report, students: Class, overrides: Overrides) -> Final:
    """The final score, with what a person has set by hand."""
    student = students.people.get(entry.handed.student)
    extension = student.extension_days if student else Decimal(0)
    return final_score(course, points_of(entry, report, overrides), entry.handed.submitted, extension)


def points_of(entry: Entry, report: Report, overrides: Overrides) -> dict[str, Decimal]:
    """Points by exercise; a person's word goes before the grader's."""
    earned = {each.exercise.id: each.earned for each in report.exercises}
    student = entry.handed.student
    return {name: overrides.get((student, name), points) for name, points in earned.items()}


def counting_attempts(entries: list[Entry], finals: Mapping[str, Final], attempts: str) -> set[str]:
    """The name of the one attempt of each student that counts."""
    best: dict[str, tuple[Decimal, int, str]] = {}
    for entry in entries:
        handed = entry.handed
        if handed.name in finals:
            value = finals[handed.name].score if attempts == "best" else Decimal(0)
            candidate = (value, handed.number, handed.name)
            best[handed.student] = max(best.get(handed.student, candidate), candidate)
    return {name for *_, name in best.values()}


def row(
    entry: Entry, report: Report, final: Final, students: Class, names: list[str], counting: set[str]
) -> list[object]:
    """One attempt."""
    handed = entry.handed
    earned = {each.exercise.id: each.earned for each in report.exercises}
    when = handed.submitted.isoformat() if handed.submitted else ""
    remarks = "; ".join([*final.reasons, *([entry.problem] if entry.problem else [])])
    return [
        *person(students, handed.student),
        handed.number,
        when,
        "yes" if handed.name in counting else "no",
        "yes" if report.is_graded else "no",
        final.raw,
        report.pending,
        final.score,
        final.possible,
        final.days_late,
        remarks,
        *(earned.get(name) for name in names),
    ]


def person(students: Class, student: str) -> list[object]:
    """Id, name, address and section, as far as they are known."""
    found = students.people.get(student)
    return [student, found.name, found.email, found.section] if found else [student, "", "", ""]
