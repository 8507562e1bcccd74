"""How a wrong shape relates to the right one: what has to be done to get from one to the other."""

from __future__ import annotations

import math
from collections.abc import Iterator

from grader.words import mark, translate

Shape = tuple[int, ...]
SWAPPED_2D = mark("Rows and columns are swapped.")
BROADCAST = mark("A (n, 1) tensor met a (n,) tensor and was broadcast to (n, n).")
NO_DIMENSION = mark("It has no dimension at all: one of length 1 is asked for.")
ONE_NUMBER = mark("A single number came, as if all were summed or averaged, or one picked out.")
SEVERAL = mark("There are several numbers, and a single one is asked for, as a sum or a mean is.")
ONE_ROW = mark("All values lie in one long row.")
SWAPPED = mark("Dimensions {one} and {other} are swapped.")
ANOTHER_ORDER = mark("The dimensions come in another order.")
OTHER_PLACE = mark("They are joined along dimension {one}, which should be dimension {other}.")
JOINED = mark(
    "Dimensions {one} and {other} have become one: `torch.cat` joins along one, `torch.stack` makes a new one."
)
ARRANGED = mark("The number of values is right, their arrangement is not.")
# By where it is: in front, at the end, in between.
TOO_MANY = (
    mark("There is a dimension of length 1 too many, in front."),
    mark("There is a dimension of length 1 too many, at the end."),
    mark("Dimension {place}, of length 1, is one too many."),
)
MISSING_ONE = (
    mark("A dimension of length 1 is missing in front."),
    mark("A dimension of length 1 is missing at the end."),
    mark("Dimension {place}, of length 1, is missing."),
)
MISSING = (
    mark("The first dimension is gone, as if summed or averaged over, or taken out by an index."),
    mark("The last dimension is gone, as if summed or averaged over, or taken out by an index."),
    mark("Dimension {place} is gone, as if summed or averaged over, or taken out by an index."),
)
ONE_LONGER = mark("Dimension {place} is too long by one.")
EACH_LONGER = mark("Dimensions {places} are too long by one, each.")
EACH_SHORTER = mark("Dimensions {places} are too short by one, each.")
ONE_SHORTER = mark("Dimension {place} is too short by one.")


def shape_cause(actual: Shape, expected: Shape) -> str:
    """A sentence about two shapes that differ, empty where none fits."""
    return next(_causes(actual, expected), "")


def wrong_sizes(actual: Shape, expected: Shape) -> tuple[tuple[int, int], ...]:
    """The sizes of a shape that are not the right ones, each with the right one."""
    if len(actual) != len(expected):
        return ()
    return tuple((one, other) for one, other in zip(actual, expected, strict=True) if one != other)


def _causes(actual: Shape, expected: Shape) -> Iterator[str]:
    if actual == expected[::-1] and len(expected) == 2:
        yield translate(SWAPPED_2D)
    if not expected and math.prod(actual) > 1:
        yield translate(SEVERAL)
    if not actual:
        yield translate(NO_DIMENSION if expected == (1,) else ONE_NUMBER)
    if len(actual) == 2 and len(expected) == 1 and actual[0] == actual[1] == expected[0] > 1:
        yield translate(BROADCAST)
    yield from _one_dimension(actual, expected)
    yield from _rearranged(actual, expected)
    yield from _nearly(actual, expected)


def _one_dimension(actual: Shape, expected: Shape) -> Iterator[str]:
    """One more or one less than asked for."""
    if (place := _inserted(actual, expected)) >= 0 and actual[place] == 1:
        yield translate(TOO_MANY[_where(place, len(actual))], place=place)
    if (place := _inserted(expected, actual)) >= 0:
        told = MISSING_ONE if expected[place] == 1 else MISSING
        yield translate(told[_where(place, len(expected))], place=place)


def _inserted(longer: Shape, shorter: Shape) -> int:
    """Which dimension has to go to make one shape the other; -1 for none. Of equal ones the last may be meant."""
    if len(longer) != len(shorter) + 1:
        return -1
    fits = [place for place in range(len(longer)) if longer[:place] + longer[place + 1 :] == shorter]
    return (0 if 0 in fits else fits[-1]) if fits else -1


def _where(place: int, count: int) -> int:
    return 0 if place == 0 else 1 if place == count - 1 else 2


def _rearranged(actual: Shape, expected: Shape) -> Iterator[str]:
    """The same number of values."""
    if math.prod(actual) != math.prod(expected):
        return
    differing = [place for place in range(min(len(actual), len(expected))) if actual[place] != expected[place]]
    if len(actual) == len(expected) and sorted(actual) == sorted(expected):
        is_pair = len(differing) == 2
        yield translate(SWAPPED, one=differing[0], other=differing[1]) if is_pair else translate(ANOTHER_ORDER)
    if len(actual) == len(expected) and len(differing) == 2 and 1 in (ones := [actual[each] for each in differing]):
        long, short = differing if ones[1] == 1 else differing[::-1]
        yield translate(OTHER_PLACE, one=long, other=short)
    if len(actual) == 1 and len(expected) > 1 and actual[0]:
        yield translate(ONE_ROW)
    for place in range(len(expected) - 1):
        if actual == (*expected[:place], expected[place] * expected[place + 1], *expected[place + 2 :]):
            yield translate(JOINED, one=place, other=place + 1)
    yield translate(ARRANGED)


def _nearly(actual: Shape, expected: Shape) -> Iterator[str]:
    """One size is off by one."""
    if len(actual) != len(expected):
        return
    differing = [place for place in range(len(actual)) if actual[place] != expected[place]]
    steps = {actual[place] - expected[place] for place in differing}
    if len(steps) == 1 and abs(step := min(steps)) == 1:
        place = ", ".join(map(str, differing))
        if len(differing) == 1:
            yield translate(ONE_LONGER if step > 0 else ONE_SHORTER, place=place)
        else:
            yield translate(EACH_LONGER if step > 0 else EACH_SHORTER, places=place)
