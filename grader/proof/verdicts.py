"""What the verdicts on stubs, solutions, mistakes, variants and junk say about a course's cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.batch.slots import Done
from grader.model import Outcome, Verdict
from grader.proof.bank import Answer
from grader.proof.finding import Finding
from grader.proof.task import Observed, Seen, Task, decisive, function_name, key_of, short_name

# A case that broke says nothing about the answer, and is told apart.
NOT_FAILED = (Outcome.PASSED, Outcome.PENDING, Outcome.BROKEN)


@dataclass(frozen=True)
class Judged:
    """A task with everything that was seen of it."""

    task: Task
    seen: tuple[Seen, ...]
    verdicts: tuple[Verdict, ...]

    @classmethod
    def of(cls, task: Task, done: Done) -> Judged:
        """What a slot gave back; a slot that died twice saw nothing."""
        results = list(done.values())
        seen = tuple(each for result in results if isinstance(result, Observed) for each in result.seen)
        return cls(task, seen, tuple(verdict for result in results for verdict in result.verdicts))

    @property
    def deciding(self) -> list[Verdict]:
        """The verdicts that give points."""
        keys = decisive(verdict.case for verdict in self.verdicts)
        return [verdict for verdict in self.verdicts if key_of(verdict.case) in keys]

    @property
    def failed(self) -> list[Verdict]:
        """Those of them that were judged and not passed."""
        return [verdict for verdict in self.deciding if verdict.outcome not in NOT_FAILED]

    @property
    def own(self) -> list[Verdict]:
        """What failed of its own exercise."""
        return [verdict for verdict in self.failed if verdict.case.exercise == self.task.exercise]


def broken(judged: Iterable[Judged]) -> Iterator[Finding]:
    """A case that broke by itself is no verdict; it is told once, with one of the answers it broke on."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in judged:
        for verdict in each.verdicts:
            if verdict.outcome is Outcome.BROKEN:
                found.setdefault(verdict.case.id, []).append((each.task.words, verdict.message))
    for case, answers in found.items():
        words, message = answers[0]
        more = f" and on {len(answers) - 1} more" if len(answers) > 1 else ""
        yield Finding("broken case", case, f"On {words}{more}: {message}")


def check_stub(judged: Judged) -> Iterator[Finding]:
    """An untouched stub passes nothing, not even an example."""
    for verdict in judged.verdicts:
        if verdict.outcome is Outcome.PASSED:
            yield Finding(
                "stub passes", verdict.case.exercise, f"The untouched stub passes {short_name(verdict.case.id)}."
            )


def check_right(judged: Judged) -> Iterator[Finding]:
    """A right answer passes everything."""
    words = "The solution" if judged.task.kind == "solution" else f"The variant {judged.task.name}"
    kind = "solution fails" if judged.task.kind == "solution" else "over-strict case"
    for verdict in judged.verdicts:
        if verdict.outcome not in NOT_FAILED:
            yield Finding(
                kind, verdict.case.exercise, f"{words} fails {short_name(verdict.case.id)}: {verdict.message}"
            )


def check_junk(judged: Judged) -> Iterator[Finding]:
    """Junk passes no case that decides."""
    for verdict in judged.deciding:
        if verdict.outcome is Outcome.PASSED:
            case = short_name(verdict.case.id)
            yield Finding("junk passes", judged.task.exercise, f"Junk ({judged.task.name}) passes {case}.")


def check_mistake(judged: Judged, answer: Answer, has_accelerator: bool) -> Iterator[Finding]:
    """A known mistake fails where it is meant to, and in no other exercise."""
    task, failed = judged.task, {function_name(verdict.case.id) for verdict in judged.own}
    where = f"{task.exercise}, {task.name}"
    if not failed and (has_accelerator or not answer.needs_accelerator):
        yield Finding("mistake not caught", where, "No case of its exercise fails it.")
    wanted = answer.meant if has_accelerator else answer.caught_by
    for name in wanted if failed else ():
        if name.partition("[")[0] not in failed:
            yield Finding("mistake not caught", where, f"{name} is meant to catch it, and passes.")
    for verdict in judged.failed:
        if verdict.case.exercise != task.exercise:
            case = short_name(verdict.case.id)
            yield Finding("mistake spreads", where, f"It fails {case} of {verdict.case.exercise} as well.")


def check_alone(judged: Judged) -> Iterator[Finding]:
    """A case that fails because another exercise's function does costs two exercises for one mistake."""
    for verdict in judged.failed:
        words = f"{short_name(verdict.case.id)} fails where only {judged.task.exercise} raises: judge a function alone."
        yield Finding("case needs another", verdict.case.exercise, words)


def passed_by(judged: Iterable[Judged]) -> set[str]:
    """The exercises of which the solution passes every case that this machine can judge."""
    verdicts = [verdict for each in judged for verdict in each.verdicts]
    failed = {each.case.exercise for each in verdicts if each.outcome not in (Outcome.PASSED, Outcome.PENDING)}
    return {verdict.case.exercise for verdict in verdicts} - failed
