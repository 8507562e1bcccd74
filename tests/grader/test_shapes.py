"""What is said of a shape that is not the right one."""

from __future__ import annotations

import pytest

from grader.shapes import Shape, shape_cause, wrong_sizes

CAUSES: dict[tuple[Shape, Shape], str] = {
    ((3, 2), (2, 3)): "Rows and columns are swapped",
    ((), (4,)): "A single number came",
    ((), (1,)): "no dimension at all",
    ((4, 4), (4,)): "was broadcast",
    ((1, 1), (1,)): "too many, in front",
    ((6, 1), (6,)): "too many, at the end",
    ((3, 1, 5), (3, 5)): "Dimension 1, of length 1, is one too many",
    ((6,), (1, 6)): "is missing in front",
    ((6,), (6, 1)): "is missing at the end",
    ((7, 10), (7, 10, 3)): "The last dimension is gone",
    ((10, 3), (7, 10, 3)): "The first dimension is gone",
    ((7, 3), (7, 10, 3)): "Dimension 1 is gone",
    ((3, 224, 8), (8, 224, 3)): "Dimensions 0 and 2 are swapped",
    ((5, 7, 3, 4), (4, 5, 7, 3)): "another order",
    ((1, 12, 5), (3, 4, 5)): "joined along dimension 1",
    ((448, 224, 3), (2, 224, 224, 3)): "Dimensions 0 and 1 have become one",
    ((24,), (3, 8)): "one long row",
    ((2, 6), (3, 4)): "their arrangement is not",
    ((0,), (0, 8, 3)): "their arrangement is not",
    ((5,), (4,)): "too long by one",
    ((3,), (4,)): "too short by one",
    ((6, 9, 3), (7, 10, 3)): "Dimensions 0, 1 are too short by one",
    ((5, 5), (4, 4)): "Dimensions 0, 1 are too long by one",
    ((9,), (4,)): "",
    ((6, 11), (7, 10)): "",
}


@pytest.mark.parametrize(("actual", "expected"), CAUSES)
def test_cause(actual: Shape, expected: Shape) -> None:
    """The simplest thing that would make one shape of the other; nothing where there is none."""
    told = shape_cause(actual, expected)
    assert CAUSES[actual, expected] in told
    assert bool(told) == bool(CAUSES[actual, expected])


def test_wrong_sizes() -> None:
    """The sizes that differ, each with the right one; none where the dimensions cannot be compared."""
    assert wrong_sizes((6, 3), (7, 3)) == ((6, 7),)
    assert wrong_sizes((6,), (7, 3)) == ()
