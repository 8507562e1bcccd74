"""The class table: every attempt with its points, what they come to in the end, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from grader.batch.handed import belongs, parse_shard
from grader.batch.order import Order
from grader.batch.standing import Standing
from grader.emit.table import table
from grader.final import Final, final_score
from grader.model import Course, Student
from grader.store import Gradebook

HEAD = ("student", "name", "email", "section", "attempt", "submitted", "counts", "graded")
SUMS = ("raw", "pending", "final", "possible", "days late", "remarks")
NOTHING = "nothing handed in"
NOT_YET = "not graded yet"
Overrides = Mapping[tuple[str, str], Decimal]
People = Mapping[str, Student]


def class_table(
    course: Course, standings: Iterable[Standing], people: People, order: Order, overrides: Overrides
) -> str:
    """CSV with one line per attempt, and one for everybody on the roster of whom there is none."""
    names = [exercise.id for exercise in course.exercises]
    lines = [(each, final_of(course, each, people, overrides)) for each in standings]
    counting = counting_attempts(lines, order.attempts)
    rows = [row(each, final, people, names, counting, overrides) for each, final in lines]
    blank: list[object] = [None] * (len(HEAD) - 4 + len(SUMS) - 1)
    absent = absent_people(people, [each for each, _ in lines], order)
    rows += [[*person(people, student), *blank, why] for student, why in absent]
    return table([*HEAD, *SUMS, *names], rows)


def absent_people(people: People, standings: Iterable[Standing], order: Order) -> list[tuple[str, str]]:
    """Who is on the roster and has no attempt, and why: a class that was stopped is not graded to its end.

    Somebody in another part of the class may not seem to have handed in nothing.
    """
    there = {each.student for each in standings}
    shard = parse_shard(order.shard)
    absent = [each for each in people if each not in there and belongs(each, shard)]
    return [(each, NOTHING if order.absent is None or each in order.absent else NOT_YET) for each in absent]


def table_of(course: Course, book: Gradebook, standings: Iterable[Standing], order: Order) -> str:
    """The class table with the people and the persons' words that a gradebook holds."""
    overrides = {(each.student, each.exercise): each.points for each in book.overrides()}
    return class_table(course, standings, {each.id: each for each in book.students()}, order, overrides)


def final_of(course: Course, standing: Standing, people: People, overrides: Overrides) -> Final:
    """The final score, with what a person has set by hand."""
    student = people.get(standing.student)
    extension = student.extension_days if student else Decimal(0)
    return final_score(course, points_of(standing, overrides), standing.submitted, extension)


def points_of(standing: Standing, overrides: Overrides) -> dict[str, Decimal]:
    """Points by exercise; a person's word goes before the grader's."""
    set_by_hand = {exercise: points for (student, exercise), points in overrides.items() if student == standing.student}
    return {**standing.earned, **set_by_hand}


def counting_attempts(lines: list[tuple[Standing, Final]], attempts: str) -> set[tuple[str, int]]:
    """The one attempt of each student that counts; where several are as good, the later one."""
    best: dict[str, tuple[Decimal, int]] = {}
    for each, final in lines:
        candidate = (final.score if attempts == "best" else Decimal(0), each.attempt)
        best[each.student] = max(best.get(each.student, candidate), candidate)
    return {(student, attempt) for student, (_, attempt) in best.items()}


def row(
    standing: Standing, final: Final, people: People, names: list[str], counting: set[tuple[str, int]],
    overrides: Overrides,
) -> list[object]:  # fmt: skip
    """One attempt."""
    by_hand = sorted(exercise for student, exercise in overrides if student == standing.student)
    told = [f"set by hand: {', '.join(by_hand)}"] if by_hand else []
    remarks = "; ".join([*final.reasons, *told, *([standing.remark] if standing.remark else [])])
    points = points_of(standing, overrides)
    return [
        *person(people, standing.student),
        standing.attempt,
        standing.submitted.isoformat() if standing.submitted else "",
        "yes" if (standing.student, standing.attempt) in counting else "no",
        "yes" if standing.is_graded else "no",
        final.raw,
        standing.pending,
        final.score,
        final.possible,
        final.days_late,
        remarks,
        *(points.get(name) for name in names),
    ]


def person(people: People, student: str) -> list[object]:
    """Id, name, address and section, as far as they are known."""
    found = people.get(student)
    return [student, found.name, found.email, found.section] if found else [student, "", "", ""]
