"""The mutants of a proof: which are run, how each ended, and which lines nothing on this machine reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.proof.equivalent import Mark, mark_of, read_marks
from grader.proof.kills import End, Fate, fate_of, needs_devices
from grader.proof.mutants import Mutant
from grader.proof.plan import Plan
from grader.proof.task import Task
from grader.proof.verdicts import Judged

Seen = Mapping[int, Judged]


@dataclass
class Breeding:
    """All mutants, the tasks of those that are run, and the marks of the ones that are right."""

    plan: Plan
    mutants: list[Mutant]
    marks: list[Mark]
    task_of: dict[int, Task]

    @classmethod
    def of(cls, plan: Plan, sound: set[str]) -> Breeding:
        """Those of the exercises that are proved."""
        chosen = set(plan.wish.exercises) if plan.wish.mutates else set()
        marks = [mark for mark in read_marks(plan.course) if mark.exercise in chosen]
        mutants = plan.mutants(sound)
        run = [mutant for mutant in mutants if not plan.is_spared(mutant, marks)]
        return cls(plan, mutants, marks, {id(mutant): plan.of_text(mutant, mutant.text) for mutant in run})

    @property
    def tasks(self) -> list[Task]:
        """In the order of the mutants."""
        return list(self.task_of.values())

    def judged(self, seen: Seen) -> dict[int, Judged]:
        """What was seen of those that were run, by mutant."""
        return {mutant: seen[id(task)] for mutant, task in self.task_of.items()}

    def fate(self, mutant: Mutant, seen: Seen, is_reached: bool = True) -> Fate:
        """How one ended."""
        task = self.task_of.get(id(mutant))
        if task is None:
            mark = mark_of(mutant, self.marks)
            return Fate(mutant, End.EQUIVALENT, (), mark.reason) if mark else Fate(mutant, End.PENDING)
        return fate_of(mutant, seen[id(task)], self.marks, is_reached, self.plan.course)

    def probes(self, seen: Seen) -> dict[str, Task]:
        """For each survivor that has to do with devices, its file made to fail where the slip is."""
        return {mutant.probe(): self.plan.of_text(mutant, mutant.probe(), "probe") for mutant in self._doubtful(seen)}

    def unreached(self, probes: dict[str, Task], seen: Seen) -> set[int]:
        """The survivors whose probe passes all the same."""
        return {id(mutant) for mutant in self._doubtful(seen) if not seen[id(probes[mutant.probe()])].own}

    def _doubtful(self, seen: Seen) -> list[Mutant]:
        return [
            mutant
            for mutant in self.mutants
            if needs_devices(mutant, self.plan.course) and self.fate(mutant, seen).end is End.SURVIVED
        ]
