"""Verdicts of a machine with an accelerator, which hold on a machine without one while nothing they rest on changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.batch.merge import LEVELS, WAITING
from grader.batch.results import Result
from grader.model import Environment, Outcome, Report, Verdict
from grader.store import StoredRecord

# In what a record came from: by exercise, what its verdicts on an accelerator rest on, whatever the machine was.
KEPT_AS = "on an accelerator"
CaseKey = tuple[str, str]


@dataclass(frozen=True)
class Elsewhere:
    """What an attempt's earlier record says of cases on an accelerator, as far as it still holds."""

    verdicts: Mapping[CaseKey, Mapping[str, Any]]
    seconds: Mapping[str, float]
    environment: Mapping[str, Any]

    def completed(self, result: Result) -> Result:
        """The same result, with those verdicts in the place of what is pending."""
        verdicts = tuple(map(self._completed, result.verdicts))
        if verdicts == result.verdicts:
            return result
        level = max(result.isolation, self.environment["isolation"], key=LEVELS.index)
        return replace(result, verdicts=verdicts, isolation=level)

    def _completed(self, verdict: Verdict) -> Verdict:
        case = verdict.case
        known = self.verdicts.get((case.id, case.device))
        if verdict.outcome is not Outcome.PENDING or known is None:
            return verdict
        seconds = self.seconds.get(f"{case.id} [{case.device}]", 0.0)
        return Verdict(case, Outcome(known["outcome"]), known["message"], known["mistake"], seconds)

    def named_in(self, environment: Environment) -> Environment:
        """A record names the accelerator that its verdicts come from."""
        return replace(environment, device=self.environment["device"], device_name=self.environment["device_name"])


def elsewhere(earlier: StoredRecord, bases: Mapping[str, str]) -> Elsewhere | None:
    """From an earlier record and what the exercises rest on now; None where nothing of it can be used."""
    kept = bases_of(earlier)
    holding = {name for name, basis in kept.items() if bases.get(name) == basis}
    record = json.loads(earlier.record)
    verdicts = {
        (case["id"], case["device"]): case
        for exercise in record["exercises"]
        for case in exercise["cases"]
        if exercise["id"] in holding and case["device"] != "cpu" and case["outcome"] not in WAITING
    }
    return Elsewhere(verdicts, record["timing"]["cases"], record["environment"]) if verdicts else None


def bases_of(stored: StoredRecord) -> dict[str, str]:
    """What a record's verdicts on an accelerator rest on, by exercise."""
    kept: dict[str, str] = json.loads(stored.came_from.get(KEPT_AS, "{}"))
    return kept


def on_accelerator(report: Report) -> list[str]:
    """The exercises in which a case has a verdict from an accelerator."""
    return [
        each.exercise.id
        for each in report.exercises
        if any(c.verdict.case.device != "cpu" and c.verdict.outcome.value not in WAITING for c in each.cases)
    ]
