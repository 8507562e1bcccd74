"""Comparing: kind, shape, dtype, device, then values; and what a hidden case may tell."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.compare import Mismatch, assert_close, assert_equal, assert_tensor


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (torch.empty(0), torch.tensor(1.0)),
        (torch.empty(0), torch.ones(3)),
        (torch.ones(1), torch.ones(3)),
        (torch.tensor(1.0), torch.ones(1)),
        (torch.ones(3, 1), torch.ones(3)),
        (torch.ones(3, dtype=torch.float64), torch.ones(3)),
        (1.0, torch.tensor(1.0)),
        (torch.tensor(1.0), 1.0),
        (1, 1.0),
        (True, 1.0),
        (1, True),
        (True, 1),
        (np.float32(1), 1.0),
        (np.ones(3), torch.ones(3)),
        (None, 0.0),
        ("1.0", 1.0),
        ([1.0], [1.0, 1.0]),
        ([1.0, [2.0]], [1.0, 2.0]),
        ({"a": 1.0}, {"b": 1.0}),
        (torch.tensor([1.0, float("nan")]), torch.ones(2)),
        (torch.tensor([1.0, float("inf")]), torch.ones(2)),
        (torch.full((2,), 1.001), torch.ones(2)),
        (1.001, 1.0),
    ],
    ids=str,
)
def test_what_differs_never_passes(actual: object, expected: object) -> None:
    """Another kind, shape, dtype or value is a mismatch, however near it looks."""
    with pytest.raises(Mismatch):
        assert_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (torch.full((2,), 1.00001), torch.ones(2)),
        (1.00001, 1.0),
        ((1.0, [2.0]), [1.0, (2.0,)]),
        ({"a": None, "more": 1}, {"a": None}),
        (torch.tensor([float("nan")]), torch.tensor([float("nan")])),
        (torch.empty(0, 3), torch.empty(0, 3)),
        (torch.tensor([3, 4]), torch.tensor([3, 4])),
        (np.arange(3), np.arange(3)),
        (torch.float32, torch.float32),
    ],
    ids=str,
)
def test_what_is_near_passes(actual: object, expected: object) -> None:
    """Rounding, lists for tuples and further keys are no mistakes."""
    assert_close(actual, expected)


def test_equal_means_equal() -> None:
    """Without tolerance the last bit counts."""
    with pytest.raises(Mismatch):
        assert_equal(torch.tensor(1.0000001), torch.tensor(1.0))


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (torch.tensor([2.0, 4.0, 6.0]), "exactly twice"),
        (torch.tensor([17.0, 34.0, 51.0]), "17 times too large"),
        (torch.tensor([-1.0, -2.0, -3.0]), "the negative of"),
        (torch.zeros(3), "all zero"),
        (torch.tensor([1.0, float("nan"), 3.0]), "NaN"),
        (torch.tensor([[1.0, 2.0, 3.0]]), "should have shape (3,), and has (1, 3)"),
        (torch.tensor([1.0, 2.0, 9.0]), "1 of 3 values differ, the first at [2]"),
    ],
)
def test_the_relation_is_named(actual: torch.Tensor, words: str) -> None:
    """The message says how the two are related."""
    with pytest.raises(Mismatch) as caught:
        assert_close(actual, torch.tensor([1.0, 2.0, 3.0]))
    assert words in caught.value.message


def test_transposes_and_broadcasts_are_named() -> None:
    """Swapped rows and columns, and a (n, n) out of (n, 1) and (n,), are told as such."""
    table = torch.arange(6.0).reshape(2, 3)
    with pytest.raises(Mismatch, match="swapped"):
        assert_close(table.t(), table)
    with pytest.raises(Mismatch, match="broadcast"):
        assert_close(torch.ones(17, 17), torch.ones(17))
    square = torch.arange(9.0).reshape(3, 3)
    with pytest.raises(Mismatch, match="transpose"):
        assert_close(square.t().contiguous(), square)


def test_hidden_messages_hold_no_expected_value() -> None:
    """The safe message names no value; the detail does."""
    with pytest.raises(Mismatch) as caught:
        assert_close(torch.tensor([1.0, 987.0]), torch.tensor([1.0, 123.0]))
    assert "123" not in caught.value.message
    assert "987" not in caught.value.message
    assert "123" in caught.value.detail


def test_device_counts() -> None:
    """A tensor on another device is a mismatch; an index of 0 is the same as none."""
    with pytest.raises(Mismatch, match="device"):
        assert_tensor(torch.empty(2, device="meta"), shape=(2,))
    assert_tensor(torch.empty(2, device="meta"), shape=(2,), device="meta")
