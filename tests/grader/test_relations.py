"""What is said of wrong values: true of them, and nothing where nothing simple is true."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.relations import relation

RIGHT = torch.tensor([3.25, -1.5, 0.4567, 7.125, 2.0])
TABLE = torch.tensor([[1.0, 2.0, 5.0], [7.0, 3.0, 4.0]])
LINE = torch.tensor([[0.3, 1.2, 5.5]])


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (RIGHT.flip(0), RIGHT, "in reverse order."),
        (TABLE.flip(1), TABLE, "in reverse order along dimension 1."),
        (RIGHT.sort().values, RIGHT, "sorted"),
        (RIGHT[[2, 0, 1, 4, 3]], RIGHT, "their places are not"),
        (RIGHT.relu(), RIGHT, "`relu`"),
        (RIGHT.sigmoid(), RIGHT, "the sigmoid"),
        (RIGHT.square(), RIGHT, "the square of"),
        (RIGHT.abs().sqrt(), RIGHT.abs(), "the square root"),
        (RIGHT.round(decimals=2), RIGHT, "rounded"),
        (RIGHT + 11, RIGHT, "too large by the same number"),
        (RIGHT - 11, RIGHT, "too small by the same number"),
        ((RIGHT - RIGHT.mean()) / RIGHT.std(), RIGHT, "standardised"),
        ((RIGHT - RIGHT.min()) / (RIGHT.max() - RIGHT.min()), RIGHT, "between 0 and 1"),
        (RIGHT * 17, RIGHT, "17 times too large"),
        (torch.tensor(0.25), torch.tensor(0.5), "exactly half"),
        (torch.tensor([1.0, 9.0, 4.0]), torch.tensor([2.0, 3.0, 5.0]), ""),
        (RIGHT, torch.full((5,), torch.nan), ""),
    ],
)
def test_what_is_said(actual: torch.Tensor, expected: torch.Tensor, words: str) -> None:
    """The relation a person would look for first."""
    told = relation(actual, expected)
    assert words in told
    assert bool(words) == bool(told)


def test_rounded_is_not_said_by_chance() -> None:
    """A number near the right one is not called rounded unless it ends early itself."""
    assert "rounded" not in relation(torch.tensor(1.2346012), torch.tensor(1.2345678))
    assert "rounded" in relation(torch.tensor(1.235), torch.tensor(1.2345678))


NUMBERS = st.lists(st.floats(-1e30, 1e30), min_size=1, max_size=6)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_any_numbers_can_be_compared(numbers: list[float], random: object) -> None:
    """Whatever the values, there is a sentence or none, and no error."""
    one = torch.tensor(numbers)
    other = one.clone()
    random.shuffle(numbers)  # type: ignore[attr-defined]
    assert isinstance(relation(torch.tensor(numbers), other * 3), str)
