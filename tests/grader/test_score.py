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


@given(POINTS, WEIGHTS)
def test_heavier_cases_are_never_worth_less(points: Decimal, weights: list[Decimal]) -> None:
    """A share is within a hundredth of its exact part, and more weight never means fewer points by more than that."""
    shares = share_out(points, weights)
    total = sum(weights)
    assert all(abs(s - points * w / total) < Decimal("0.01") for s, w in zip(shares, weights, strict=True))


@given(POINTS, st.integers(1, 30))
def test_equal_weights_differ_by_a_hundredth_at_most(points: Decimal, count: int) -> None:
    """Equal cases get equal points; what cannot be split goes to the first ones, the same each time."""
    shares = share_out(points, [Decimal(1)] * count)
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] <= Decimal("0.01")
    assert shares == share_out(points, [Decimal(1)] * count)


@given(POINTS, st.lists(st.tuples(st.decimals("0.1", 5, places=1), st.sampled_from(Outcome)), min_size=1, max_size=8))
def test_the_report_adds_up(points: Decimal, cases: list[tuple[Decimal, Outcome]]) -> None:
    """Earned, lost and pending points of any outcomes are the exercise's points, exactly."""
    verdicts = [
        Verdict(Case(str(number), "u.f", "cpu", "hidden", weight, ""), outcome)
        for number, (weight, outcome) in enumerate(cases)
    ]
    report = score_exercise(Exercise("u", "f", points), verdicts)
    assert report.possible == points
    assert report.earned == sum(each.earned for each in report.cases)
    waiting = [each.possible for each in report.cases if each.verdict.outcome is Outcome.PENDING]
    assert report.pending == sum(waiting)
    assert 0 <= report.earned <= report.possible - report.pending


def test_nothing_to_share() -> None:
    """No cases, or cases of no weight, share nothing."""
    assert share_out(Decimal(3), []) == []
    assert share_out(Decimal(3), [Decimal(0)] * 2) == [0, 0]
