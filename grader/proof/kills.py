"""What became of the mutants: which case killed which, the score, the survivors, and the cases nobody would miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from grader.model import Course, Outcome
from grader.proof.equivalent import MARKS, Mark, mark_of
from grader.proof.finding import Finding
from grader.proof.mutants import Mutant
from grader.proof.task import short_name
from grader.proof.verdicts import Judged


class End(Enum):
    """How a mutant ended."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    PENDING = "pending"


@dataclass(frozen=True)
class Fate:
    """A mutant, how it ended, and the cases that failed it."""

    mutant: Mutant
    end: End
    killers: tuple[str, ...] = ()
    reason: str = ""


@dataclass
class Kills:
    """All fates; the matrix is full if every case was asked about every mutant."""

    fates: list[Fate] = field(default_factory=list)
    is_full: bool = False

    def ended(self, end: End, exercise: str | None = None) -> list[Fate]:
        """The fates of one kind, of one exercise or of all."""
        return [each for each in self.fates if each.end is end and exercise in (None, each.mutant.exercise)]

    def score(self, exercise: str | None = None) -> tuple[int, int]:
        """How many were killed, of how many that could have been."""
        killed = len(self.ended(End.KILLED, exercise))
        return killed, killed + len(self.ended(End.SURVIVED, exercise))

    @property
    def exercises(self) -> list[str]:
        """Those that have mutants, in teaching order."""
        return list(dict.fromkeys(each.mutant.exercise for each in self.fates))


def fate_of(mutant: Mutant, judged: Judged, marks: list[Mark], is_reached: bool, course: Course) -> Fate:
    """How a mutant ended, from what the cases of its exercise said."""
    killers = tuple(dict.fromkeys(short_name(verdict.case.id) for verdict in judged.own))
    mark = mark_of(mutant, marks)
    if mark is not None:
        return Fate(mutant, End.EQUIVALENT, killers, mark.reason)
    if killers:
        return Fate(mutant, End.KILLED, killers)
    is_pending = waits(mutant, judged) or (not is_reached and needs_devices(mutant, course))
    return Fate(mutant, End.PENDING if is_pending else End.SURVIVED)


def needs_devices(mutant: Mutant, course: Course) -> bool:
    """Whether its exercise is judged on an accelerator too."""
    exercise = course.exercise(mutant.exercise)
    return exercise is not None and "accelerator" in exercise.devices


def waits(mutant: Mutant, judged: Judged) -> bool:
    """Whether an accelerator could tell: the slip is of that kind, or a rehearsal has found it."""
    pending = [verdict for verdict in judged.deciding if verdict.outcome is Outcome.PENDING]
    return bool(pending) and (mutant.needs_accelerator or any(verdict.message for verdict in pending))


def check_kills(kills: Kills, marks: Iterable[Mark]) -> Iterator[Finding]:
    """Survivors, marks that fit nothing, and marks on mutants that a case fails."""
    for fate in kills.ended(End.SURVIVED):
        mutant = fate.mutant
        yield Finding("mutant survives", mutant.exercise, f"{mutant.operator}: {mutant.line}", mutant.difference)
    for fate in kills.ended(End.EQUIVALENT):
        if fate.killers:
            words = f"{fate.mutant.name} is marked as equivalent, and {fate.killers[0]} fails it."
            yield Finding("wrong mark", fate.mutant.exercise, words)
    for mark in marks:
        if not any(mark.fits(fate.mutant) for fate in kills.fates):
            yield Finding("stray mark", mark.exercise, f"{MARKS.as_posix()}: no mutant is {mark.operator}: {mark.line}")


def check_matrix(wrong: Iterable[Judged], right: Iterable[Judged]) -> Iterator[Finding]:
    """Cases that fail no wrong answer which another one does not fail too; worth a look, and no fault."""
    cases = {
        verdict.case.id: verdict.case.exercise
        for judged in right
        for verdict in judged.deciding
        if verdict.outcome is Outcome.PASSED
    }
    failing: dict[str, set[str]] = {case: set() for case in cases}
    for judged in wrong:
        for verdict in judged.own:
            failing.setdefault(verdict.case.id, set()).add(judged.task.words)
    for case, exercise in cases.items():
        others = [failing[each] for each in cases if each != case and cases[each] == exercise]
        if not failing[case]:
            yield Finding("idle case", exercise, f"{short_name(case)} fails none of the wrong answers.")
        elif failing[case] <= set().union(*others):
            words = f"What {short_name(case)} fails, other cases fail too ({len(failing[case])} wrong answers)."
            yield Finding("redundant case", exercise, words)
