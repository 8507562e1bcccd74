"""What is said of wrong values: true of them, and nothing where nothing simple is true."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.relations import relation, text_relation

RIGHT = torch.tensor([3.25, -1.5, 0.4567, 7.125, 2.0])
UNEVEN = torch.tensor([3.7, 1.6, -0.3, 5.2])
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
        (UNEVEN.floor(), UNEVEN, "rounded down"),
        (UNEVEN.ceil(), UNEVEN, "rounded up"),
        (1 - RIGHT, RIGHT, "one minus"),
        (RIGHT.sign(), RIGHT, "only the sign"),
        (RIGHT.cumsum(0), RIGHT, "the sum of all up to there"),
        (RIGHT.cumsum(0) / torch.arange(1, 6), RIGHT, "the mean of all up to there"),
        (RIGHT / 7.125, RIGHT, "divided by the largest"),
        (RIGHT / RIGHT.sum(), RIGHT, "divided by their sum"),
        (RIGHT / RIGHT.norm(), RIGHT, "divided by their length"),
        (RIGHT * 0.37, RIGHT, "the same factor"),
        (torch.full((5,), 3.25), RIGHT, "one and the same number"),
        (torch.cat([torch.tensor([9.0]), RIGHT[:-1]]), RIGHT, "moved on by one place"),
        (torch.cat([RIGHT[:2], torch.tensor([9.0]), RIGHT[2:-1]]), RIGHT, "one too many"),
        (torch.cat([RIGHT[:1], RIGHT[2:], torch.tensor([9.0])]), RIGHT, "one is left out"),
        (torch.cat([RIGHT[:2], torch.zeros(3)]), RIGHT, "as if they were never set"),
        (RIGHT.bfloat16().float(), RIGHT, "half precision"),
        (torch.tensor(2.0).log2(), torch.tensor(2.0).log(), "to the base 2"),
        (torch.tensor(1.0), torch.tensor(36.5), ""),
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


def test_a_factor_is_not_said_by_chance() -> None:
    """Nearly any large ratio of two single numbers is near a whole number."""
    assert relation(torch.tensor(437.3), torch.tensor(1.0)) == ""
    assert "437 times" in relation(torch.tensor(437.0), torch.tensor(1.0))


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (" MeanBackward0\n", "MeanBackward0", "spaces or line ends"),
        ("meanbackward0", "MeanBackward0", "capital letters"),
        ("<MeanBackward0 object>", "MeanBackward0", "with more around it"),
        ("Mean", "MeanBackward0", "a part of the right text"),
        ("", "MeanBackward0", ""),
        ("AddBackward0", "MeanBackward0", ""),
    ],
)
def test_texts(actual: str, expected: str, words: str) -> None:
    """How a text relates to the right one, where that is simple."""
    told = text_relation(actual, expected)
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
