"""Judge and worker server made warm for many strangers' submissions, for a class here as on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, shared_folders
from grader.model import Course
from grader.words import ENGLISH, speak

if TYPE_CHECKING:
    from grader.judge import Judge


@dataclass(frozen=True)
class Terms:
    """Under what a class is graded: exercises, isolation, accelerator and seed."""

    exercises: tuple[str, ...]
    isolation: str
    accelerator: str | None
    seed: int
    # Whether what feedback pages draw is asked for as well.
    draws: bool = False
    # In which language verdicts are told.
    language: str = ENGLISH


def hold_warm(course: Course, terms: Terms, work: Callable[[Judge], None]) -> None:
    """Starts judge and server, warms both up, and does the work; ends them when it is done."""
    # Verdicts are told where they are made: in this process and its forks.
    speak(terms.language, course.root)
    # The server imports torch while this process does the same.
    server = start_server(course, terms.isolation)
    from grader.grading import ForkLaunch, Grading
    from grader.judge import hold_session

    server.uses_accelerator = terms.accelerator is not None
    grading = Grading(course, ForkLaunch(server), terms.accelerator, terms.seed)

    def warm_work(judge: Judge) -> None:
        server.wait_until_ready()
        judge.isolation = server.standing.level
        judge.draws = terms.draws
        judge.warm_up(quick(course, terms.exercises))
        grading.leave()
        work(judge)

    try:
        hold_session(grading, "", warm_work, units_of(course, terms.exercises))
    finally:
        grading.close()


def start_server(course: Course, isolation: str) -> WorkerServer:
    """Strangers' code: nothing less than strict, unless it was typed."""
    return WorkerServer(Wish(isolation, shared_folders(course), str(course.root / COURSE_FILE), least="strict"))


def quick(course: Course, exercises: Iterable[str]) -> set[str]:
    """The exercises to warm up for: not those of devices, whose cases may measure for seconds."""
    wanted = set(exercises)
    return {each.id for each in course.exercises if each.id in wanted and each.devices == ("cpu",)}


def units_of(course: Course, exercises: Iterable[str]) -> list[str]:
    """The units that those exercises belong to, in teaching order."""
    wanted = set(exercises)
    return [unit.id for unit in course.units if any(each.id in wanted for each in unit.exercises)]
