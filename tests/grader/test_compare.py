"""Comparing: kind, shape, dtype, device, then values; and what a hidden case may tell."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

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
        (torch.tensor([1.0, 2.0, 9.0]), "Only that at [2] differs, the other 2 are right"),
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


@pytest.mark.parametrize("value", [5e-324, -1e-310, 1e300, -0.0, float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("expected", [0.5, -1e-300, 1e300, 0.0, float("nan"), float("inf")])
def test_extreme_values_are_compared_too(value: float, expected: float) -> None:
    """No value is so small, large or odd that comparing itself fails: there is a match or a Mismatch."""
    if value == expected or (math.isnan(value) and math.isnan(expected)):
        assert_close(value, expected)
    else:
        with pytest.raises(Mismatch):
            assert_equal(value, expected)


SHAPES = st.lists(st.integers(0, 3), max_size=3).map(tuple)
DTYPES = st.sampled_from(
    [torch.float32, torch.float64, torch.int64, torch.uint8, torch.bool, torch.bfloat16, torch.complex64]
)


@given(SHAPES, SHAPES, DTYPES, DTYPES)
@settings(max_examples=500, deadline=None)
def test_only_the_same_shape_and_dtype_pass(
    one: tuple[int, ...], other: tuple[int, ...], dtype: torch.dtype, wanted: torch.dtype
) -> None:
    """Broadcasting, empty tensors and promotion never make two tensors equal."""
    actual, expected = torch.ones(one, dtype=dtype), torch.ones(other, dtype=wanted)
    if (one, dtype) == (other, wanted):
        assert_equal(actual, expected)
    else:
        with pytest.raises(Mismatch):
            assert_close(actual, expected)


ODD = st.floats(1001, 1e6) | st.floats(-1e6, -1001) | st.sampled_from([float("nan"), float("inf"), -float("inf"), 0.0])


@given(st.lists(st.tuples(ODD, ODD), min_size=1, max_size=4), st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_message_of_a_hidden_case_holds_a_value(pairs: list[tuple[float, float]], is_tensor: bool) -> None:
    """Whatever the two values are, the safe message is one sentence or more without any of their digits."""
    actual, expected = ([each[side] for each in pairs] for side in (0, 1))
    if is_tensor:
        actual, expected = torch.tensor(actual), torch.tensor(expected)
    message = told(actual, expected)
    assert not re.search(r"\d{4,}", message)
    assert not message or (message.endswith(".") and message[:1].isupper())


def told(actual: object, expected: object) -> str:
    """The safe message, empty where the two are near."""
    try:
        assert_close(actual, expected)
    except Mismatch as mismatch:
        return mismatch.message
    return ""


def test_kinds_are_named_for_a_person() -> None:
    """What came is named in words; texts, ints and None as well as tensors."""
    for value, words in (
        (None, "and is None."),
        ("x", "and is a text."),
        (1, "and is an int."),
        ([1, 2], "and is a list of 2."),
        (np.ones((2, 3)), "and is a NumPy array of shape (2, 3)."),
        (np.float64(1), "and is a float64."),
    ):
        with pytest.raises(Mismatch) as caught:
            assert_tensor(value)
        assert words in caught.value.message


def test_entries_are_named() -> None:
    """Inside lists and dicts the message says which entry differs, and a missing one is told."""
    with pytest.raises(Mismatch, match="Entry 1 of entry 'a' of the result"):
        assert_close({"a": [1.0, 2.0]}, {"a": [1.0, 3.0]})
    with pytest.raises(Mismatch, match="has no key 'b'"):
        assert_close({"a": 1.0}, {"b": 1.0})
    with pytest.raises(Mismatch, match="should hold 2 values, and holds 1"):
        assert_close([1.0], [1.0, 2.0])


def test_integers_have_no_tolerance() -> None:
    """Large integers that a float could not tell apart differ."""
    with pytest.raises(Mismatch):
        assert_close(torch.tensor([2**53 + 1]), torch.tensor([2**53]))
    with pytest.raises(Mismatch):
        assert_close(2**53 + 1, 2**53)


def test_tolerance_is_relative_to_the_expected_value() -> None:
    """What cancels to nearly nothing is measured by the largest expected value, all else by its own."""
    assert_close(torch.tensor([1000.0, 1e-4]), torch.tensor([1000.0, 0.0]))
    with pytest.raises(Mismatch):
        assert_close(torch.tensor([1000.0, 0.2]), torch.tensor([1000.0, 0.1]))
    with pytest.raises(Mismatch):
        assert_close(torch.tensor([0.0]), torch.tensor([1e-30]))
