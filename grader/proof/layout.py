"""What can be said of a course without running anything: what is missing, what is stray, what is out of step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from grader.errors import CourseError
from grader.handout.files import course_files
from grader.mistakes import read_mistake
from grader.model import Case, Course, Exercise
from grader.proof.bank import CAUGHT_BY, read_bank
from grader.proof.finding import Finding
from grader.proof.task import decisive, key_of
from grader.scaffold.marks import marks_of
from grader.score import case_points

LEAST_VARIANTS = 2
KINDS = ("mistakes", "variants")


def stale_files(course: Course) -> Iterator[Finding]:
    """Stubs and notebooks that are not what their solution makes."""
    for path, text in course_files(course).items():
        name, kind = path.relative_to(course.root).as_posix(), "notebook" if path.suffix == ".ipynb" else "stub"
        if not path.is_file():
            yield Finding(f"missing {kind}", name, "It is not there. `grade build` makes it.")
        elif path.read_bytes() != text.encode():
            yield Finding(f"stale {kind}", name, "It is not what its solution makes. `grade build` makes it anew.")


def left_to_do(course: Course) -> list[Finding]:
    """The marked places that the author has not filled in."""
    return [Finding("to be written", mark.where, mark.text) for mark in marks_of(course)]


# What is made from the solutions and kept beside them; each says what is out of step.
MADE: tuple[Callable[[Course], Iterator[Finding]], ...] = (stale_files,)


def check_files(course: Course, exercises: list[Exercise]) -> Iterator[Finding]:
    """Hints, points, banks, and all that is made from the solutions."""
    for made in MADE:
        yield from made(course)
    yield from _strays(course)
    for exercise in exercises:
        if not exercise.hints:
            yield Finding("no hint", exercise.id, "It has no hints in course.toml.")
        if exercise.points <= 0:
            yield Finding("no points", exercise.id, "It is worth nothing.")
        yield from _check_bank(course, exercise)
    total = sum((each.points for each in course.exercises if not each.is_extra), Decimal(0))
    if course.points is not None and total != course.points:
        yield Finding("points", "course.toml", f"The exercises add up to {total}, and the course says {course.points}.")


def _check_bank(course: Course, exercise: Exercise) -> Iterator[Finding]:
    folder = course.root / "solutions"
    mistakes = sorted((folder / "mistakes" / exercise.name).glob("*.py"))
    if not mistakes:
        yield Finding("no mistake", exercise.id, f"solutions/mistakes/{exercise.name}/ holds no known mistake.")
    for path in mistakes:
        name = path.relative_to(course.root).as_posix()
        try:
            read_mistake(path)
        except CourseError as error:
            yield Finding("unusable mistake", name, error.message)
        if not CAUGHT_BY.search(path.read_text(encoding="utf-8")):
            yield Finding("unusable mistake", name, "It does not say which cases catch it: `# caught by: test_name`.")
    count = len(read_bank(course, "variants", exercise))
    if count < LEAST_VARIANTS:
        yield Finding(
            "too few variants",
            exercise.id,
            f"solutions/variants/{exercise.name}/ holds {count} right answers in other idioms, not {LEAST_VARIANTS}.",
        )


def _strays(course: Course) -> Iterator[Finding]:
    """Folders of the banks that belong to no exercise: nobody would ever run them."""
    names = {exercise.name for exercise in course.exercises}
    for kind in KINDS:
        for folder in sorted((course.root / "solutions" / kind).glob("*")):
            if folder.is_dir() and folder.name not in names and folder.name != "__pycache__":
                where = folder.relative_to(course.root).as_posix()
                yield Finding("stray files", where, "No exercise of the course has this name.")


def check_cases(course: Course, exercises: list[Exercise], cases: list[Case]) -> Iterator[Finding]:
    """Every exercise has cases and an example, every case has an exercise, a sentence and points."""
    known = {exercise.id for exercise in course.exercises}
    for case in cases:
        if case.exercise not in known:
            yield Finding("stray case", case.id, f"It belongs to `{case.exercise}`, which is not in course.toml.")
        if not case.asked:
            yield Finding("no sentence", case.id, "Its docstring must say in a sentence what is asked.")
    for exercise in exercises:
        own = [case for case in cases if case.exercise == exercise.id]
        deciding = decisive(own)
        if not deciding:
            yield Finding("no case", exercise.id, "No case decides about it.")
            continue
        if all(case.visibility != "public" for case in own):
            yield Finding("no example", exercise.id, "Students get no public case of it as an example.")
        worth = case_points(exercise, own)
        if sum(worth.values(), Decimal(0)) != exercise.points:
            yield Finding("points", exercise.id, f"Its cases add up to {sum(worth.values())}, not {exercise.points}.")
        worthless = [case.id for case in own if key_of(case) in deciding and not worth[key_of(case)]]
        yield from (Finding("no points", name, "Passing this case gives nothing.") for name in worthless)
        missing = set(exercise.devices) - {case.device for case in own}
        yield from (Finding("no case", exercise.id, f"No case of it runs on the {kind}.") for kind in sorted(missing))
