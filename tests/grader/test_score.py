"""Points are shared out exactly."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grader.model import Case, Exercise, Outcome, Verdict
from grader.score import score_exercise, share_out

POINTS = st.decimals(0, 100, places=2)
WEIGHTS = st.lists(st.decimals("0.5", 10, places=1), min_size=1, max_size=12)


@given(POINTS, WEIGHTS)
def test_shares_add_up(points: Decimal, weights: list[Decimal]) -> None:
    """The shares of any weights add up to the points, to the hundredth, and none is negative."""
    shares = share_out(points, weights)
    assert sum(shares) == points
    assert all(share >= 0 and share == share.quantize(Decimal("0.01")) for share in shares)


def verdict(name: str, visibility: str, outcome: Outcome, device: str = "cpu") -> Verdict:
    """A verdict of weight 1."""
    return Verdict(Case(name, "u.f", device, visibility, Decimal(1), ""), outcome)


def test_hidden_cases_decide() -> None:
    """Where there are hidden cases, public ones are worth nothing."""
    exercise = Exercise("u", "f", Decimal(4))
    verdicts = [verdict("a", "hidden", Outcome.PASSED), verdict("b", "public", Outcome.FAILED)]
    report = score_exercise(exercise, verdicts)
    assert (report.earned, report.possible, report.pending) == (4, 4, 0)


def test_public_cases_count_where_nothing_is_hidden() -> None:
    """In a student's copy the example cases carry the points."""
    verdicts = [verdict("a", "public", Outcome.PASSED), verdict("b", "public", Outcome.FAILED)]
    assert score_exercise(Exercise("u", "f", Decimal(3)), verdicts).earned == Decimal("1.5")


def test_pending_points_are_neither_earned_nor_lost() -> None:
    """A case that waits for an accelerator keeps its points apart."""
    verdicts = [verdict("a", "hidden", Outcome.PASSED), verdict("a", "hidden", Outcome.PENDING, "accelerator")]
    report = score_exercise(Exercise("u", "f", Decimal(2)), verdicts)
    assert (report.earned, report.possible, report.pending) == (1, 2, 1)


def test_only_a_pass_earns() -> None:
    """No other outcome is worth anything."""
    for outcome in Outcome:
        report = score_exercise(Exercise("u", "f", Decimal(1)), [verdict("a", "hidden", outcome)])
        assert report.earned == (1 if outcome is Outcome.PASSED else 0)
