"""Whether a case says the same of a right answer whatever the seed, and whatever ran before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.model import Outcome, Verdict
from grader.proof.finding import Finding
from grader.proof.task import Key, key_of, short_name
from grader.proof.verdicts import Judged


def check_runs(runs: Iterable[Judged]) -> Iterator[Finding]:
    """Names each case that ever differs, and what it said then."""
    found: dict[Key, list[Verdict]] = {}
    for judged in runs:
        for verdict in judged.verdicts:
            found.setdefault(key_of(verdict.case), []).append(verdict)
    for verdicts in found.values():
        outcomes = {verdict.outcome for verdict in verdicts} - {Outcome.BROKEN}
        if len(outcomes) > 1:
            other = next(verdict for verdict in verdicts if verdict.outcome not in (Outcome.PASSED, Outcome.BROKEN))
            passed = sum(verdict.outcome is Outcome.PASSED for verdict in verdicts)
            words = (
                f"{short_name(other.case.id)} passes the solution {passed} times of {len(verdicts)}: {other.message}"
            )
            yield Finding("flaky case", other.case.exercise, words)
