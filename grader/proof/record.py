"""A proof as plain data, for programs."""

from __future__ import annotations

import math
from typing import Any

from grader.proof.finding import Finding, Proof
from grader.proof.kills import End, Fate, Kills
from grader.proof.tolerance import Tolerance

SCHEMA = "grade-check/1"


def record(proof: Proof) -> dict[str, Any]:
    """Everything that was found."""
    return {
        "schema": SCHEMA,
        "course": proof.course,
        "device": proof.device,
        "sound": proof.is_sound,
        "faults": [_finding(each) for each in proof.faults],
        "advice": [_finding(each) for each in proof.advice],
        "judged": proof.judged,
        "pending": proof.pending,
        "runs": proof.runs,
        "mutation": _mutation(proof.kills) if proof.kills is not None else None,
        "tolerances": [_tolerance(each) for each in proof.tolerances],
        "seconds": round(proof.seconds, 1),
    }


def _finding(finding: Finding) -> dict[str, str]:
    found = {"kind": finding.kind, "where": finding.where, "message": finding.message}
    return found | ({"detail": finding.detail} if finding.detail else {})


def _mutation(kills: Kills) -> dict[str, Any]:
    killed, total = kills.score()
    return {
        "matrix": kills.is_full,
        "killed": killed,
        "of": total,
        **{end.value: len(kills.ended(end)) for end in (End.SURVIVED, End.EQUIVALENT, End.PENDING)},
        "exercises": {name: list(kills.score(name)) for name in kills.exercises},
        "mutants": [_fate(each) for each in kills.fates],
    }


def _fate(fate: Fate) -> dict[str, Any]:
    mutant = fate.mutant
    return {
        "exercise": mutant.exercise,
        "operator": mutant.operator,
        "line": mutant.line,
        "becomes": mutant.becomes,
        "end": fate.end.value,
        "killed_by": list(fate.killers),
        **({"reason": fate.reason} if fate.reason else {}),
    }


def _tolerance(tolerance: Tolerance) -> dict[str, Any]:
    return {
        "exercise": tolerance.exercise,
        "case": tolerance.case,
        "what": tolerance.what,
        "used": tolerance.used,
        "right": tolerance.right,
        # JSON knows no infinity: no wrong answer was told by this comparison, or only by something that is no number.
        "wrong": tolerance.wrong if math.isfinite(tolerance.wrong) else None,
    }
