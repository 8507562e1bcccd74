"""One answer on its way through a slot of the warm judge, and what is seen of it there besides its verdicts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from grader import plugin
from grader.batch.results import Result
from grader.batch.slots import Done, Work
from grader.bridge.script import Scripts
from grader.compare import MEASURES, Measured
from grader.model import Case, Outcome, Verdict
from grader.proof.values import leaves, watched

if TYPE_CHECKING:
    from grader.judge import Judge

UNJUDGED = (Outcome.PASSED, Outcome.PENDING)
Key = tuple[str, str]


@dataclass(frozen=True)
class Task(Work):
    """An answer, the exercises whose cases it runs, and how."""

    kind: str
    exercise: str = ""
    name: str = ""
    # Ends with the first case that fails; only the cases that decide are run.
    stops_early: bool = False
    # Another seed than the course's, and another order of the cases.
    round: int = 0
    # Keeps the numbers and texts in play: for a right answer, what a message must not tell.
    keeps_values: bool = False
    # The functions of the cases that are run; all of them, if none is named.
    cases: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is, for a person."""
        return " ".join(filter(None, (self.kind, self.exercise, self.name)))

    def done(self, judge: Judge) -> Done:
        """The verdicts on it by exercise, with what was seen besides."""
        with self._circumstances(judge):
            seen = list(self._judge(judge))
        return {
            name: _observed([each for each in seen if each.case.exercise == name], judge) for name in self.exercises
        }

    def _judge(self, judge: Judge) -> Iterator[Seen]:
        items = self._items(judge)
        examination = judge.grading.examine(self.submission)
        try:
            for item, following in zip(items, [*items[1:], None], strict=True):
                seen = self._run(item, following)
                yield seen
                if self.stops_early and seen.verdict.outcome not in UNJUDGED:
                    return
        finally:
            examination.close()

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> Seen:
        measures: list[Measured] = []
        answers: list[tuple[str, Any]] = []
        measuring, answering = MEASURES.set(measures), plugin.ANSWERS.set(answers if self.keeps_values else None)
        try:
            with watched(item.path) if self.keeps_values else nullcontext(set[str]()) as values:
                verdict = plugin.run_case(item, following)
        finally:
            MEASURES.reset(measuring)
            plugin.ANSWERS.reset(answering)
        values.update(each for _, answer in answers for each in leaves(answer))
        return Seen(verdict.case, verdict, tuple(measures), frozenset(values))

    def _items(self, judge: Judge) -> list[pytest.Item]:
        wanted = set(self.exercises)
        items = [item for item in judge.items if item.stash[plugin.CASE].exercise in wanted]
        if self.cases:
            items = [item for item in items if function_name(item.stash[plugin.CASE].id) in self.cases]
        if self.stops_early:
            deciding = decisive(item.stash[plugin.CASE] for item in items)
            items = [item for item in items if key_of(item.stash[plugin.CASE]) in deciding]
        return shuffled(items, self.round) if self.round else items

    @contextmanager
    def _circumstances(self, judge: Judge) -> Iterator[None]:
        """Another seed for everything that is random, here and over there."""
        grading = judge.grading
        before = grading.seed, grading.scripts
        if self.round:
            grading.seed += self.round
            random.seed(self.round)
            np.random.seed(self.round)
            torch.manual_seed(self.round)
            # They were written with the course's own seed.
            grading.scripts = Scripts()
        try:
            yield
        finally:
            grading.seed, grading.scripts = before


@dataclass(frozen=True)
class Seen:
    """One case's verdict, the comparisons it made, and the values in play."""

    case: Case
    verdict: Verdict
    measures: tuple[Measured, ...] = ()
    values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Observed(Result):
    """The verdicts on one exercise, with what was seen of them."""

    seen: tuple[Seen, ...] = field(default=())


def shuffled(items: list[pytest.Item], seed: int) -> list[pytest.Item]:
    """Another order of the units, and of the cases in each: a unit's process ends with its last case."""
    chance = random.Random(seed)
    units: dict[str, list[pytest.Item]] = {}
    for item in items:
        units.setdefault(item.stash[plugin.CASE].exercise.partition(".")[0], []).append(item)
    groups = list(units.values())
    chance.shuffle(groups)
    for group in groups:
        chance.shuffle(group)
    return [item for group in groups for item in group]


def _observed(seen: list[Seen], judge: Judge) -> Observed:
    return Observed(tuple(each.verdict for each in seen), (), judge.isolation, seen=tuple(seen))


def key_of(case: Case) -> Key:
    """What tells a case from all others."""
    return case.id, case.device


def short_name(case_id: str) -> str:
    """A case without its file: `TestAdd::test_vectors`."""
    return case_id.partition("::")[2]


def function_name(case_id: str) -> str:
    """A case's function alone."""
    return case_id.rpartition("::")[2].partition("[")[0]


def decisive(cases: Iterable[Case]) -> set[Key]:
    """The cases that give points: an exercise's hidden ones, or the public ones where it has no others."""
    known = list(cases)
    hidden = {case.exercise for case in known if case.visibility == "hidden"}
    return {key_of(case) for case in known if case.visibility == "hidden" or case.exercise not in hidden}
