"""Shares an exercise's points out among its cases, exactly, and adds verdicts up."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from grader.model import Case, CaseReport, Exercise, ExerciseReport, Outcome, Verdict

CENT = Decimal("0.01")


def share_out(points: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Points by weight in exact hundredths; the largest remainders get what is left over, the earlier first."""
    total = sum(weights, Decimal(0))
    if not total:
        return [Decimal(0)] * len(weights)
    exact = [points * weight / total for weight in weights]
    shares = [value.quantize(CENT, rounding=ROUND_FLOOR) for value in exact]
    left = int((points - sum(shares, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(weights)), key=lambda index: (shares[index] - exact[index], index))
    for index in by_remainder[:left]:
        shares[index] += CENT
    return shares


def case_points(exercise: Exercise, cases: list[Case]) -> dict[tuple[str, str], Decimal]:
    """What each case is worth, by id and device: hidden cases decide, public ones only where nothing is hidden."""
    decisive = "hidden" if any(case.visibility == "hidden" for case in cases) else "public"
    scored = [case for case in cases if case.visibility == decisive]
    shares = share_out(exercise.points, [case.weight for case in scored])
    worth = {(case.id, case.device): Decimal(0) for case in cases}
    return worth | {(case.id, case.device): share for case, share in zip(scored, shares, strict=True)}


def score_exercise(exercise: Exercise, verdicts: list[Verdict]) -> ExerciseReport:
    """The exercise's report: every case with its points."""
    worth = case_points(exercise, [verdict.case for verdict in verdicts])
    reports = []
    for verdict in verdicts:
        possible = worth[verdict.case.id, verdict.case.device]
        earned = possible if verdict.outcome is Outcome.PASSED else Decimal(0)
        reports.append(CaseReport(verdict, earned, possible))
    pending = sum((r.possible for r in reports if r.verdict.outcome is Outcome.PENDING), Decimal(0))
    earned = sum((r.earned for r in reports), Decimal(0))
    possible = sum((r.possible for r in reports), Decimal(0))
    return ExerciseReport(exercise, tuple(reports), earned, possible, pending)
