"""How wrong values relate to right ones, where that is simple: what a person looks for first. It tells no value."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from grader.words import mark, translate

NEAR = 1e-4
# Rounding to four digits moves a number by no more than that: what is rounded must be met more closely.
VERY_NEAR = 5e-6
# What float32 makes of a number that has few digits.
SINGLE = 1.5e-7
FACTORS = {
    2.0: (
        mark("Yours is exactly twice what was asked for."),
        mark("Yours are exactly twice what was asked for."),
    ),
    0.5: (
        mark("Yours is exactly half of what was asked for."),
        mark("Yours are exactly half of what was asked for."),
    ),
    -1.0: (
        mark("Yours is the negative of what was asked for."),
        mark("Yours are the negative of what was asked for."),
    ),
}
TIMES = {
    (False, True): mark("It is {factor} times too large."),
    (False, False): mark("It is {factor} times too small."),
    (True, True): mark("They are {factor} times too large."),
    (True, False): mark("They are {factor} times too small."),
}
REVERSED = mark("Yours are in reverse order.")
Change = Callable[[torch.Tensor], torch.Tensor]
# What is put round a right result out of habit, and what a person calls the outcome.
CHANGES: tuple[tuple[str, Change], ...] = (
    (mark("It is what was asked for without its sign."), torch.abs),
    (mark("Everything below zero became 0, as with `relu`; the rest is right."), torch.relu),
    (mark("It is the sigmoid of what was asked for."), torch.sigmoid),
    (mark("It is the tanh of what was asked for."), torch.tanh),
    (mark("It is the square of what was asked for."), torch.square),
    (mark("It is the square root of what was asked for."), torch.sqrt),
    (mark("It is `exp` of what was asked for."), torch.exp),
    (mark("It is the logarithm of what was asked for."), torch.log),
    (mark("It is one divided by what was asked for."), torch.reciprocal),
    (mark("It is what was asked for with the fractions cut off."), torch.trunc),
    (mark("It is what was asked for, rounded down."), torch.floor),
    (mark("It is what was asked for, rounded up."), torch.ceil),
    (mark("It is one minus what was asked for."), lambda right: 1 - right),
    (mark("It is only the sign of what was asked for."), torch.sign),
    (mark("It is what was asked for, cut to lie between 0 and 1."), lambda right: right.clamp(0, 1)),
)
# The same along a dimension, and over everything.
SUMS = (
    mark("Each of yours is the sum of all up to there."),
    mark("Each of yours is the mean of all up to there."),
)
# What a result is divided by so that it fits a range.
DIVISORS: tuple[tuple[str, Change], ...] = (
    (mark("Yours are divided by the largest of them."), torch.max),
    (mark("Yours are divided by their sum."), torch.sum),
    (mark("Yours are divided by their length, the root of the sum of their squares."), torch.linalg.norm),
)
BASES = {
    1 / math.log(2): mark("That is the logarithm to the base 2: the natural one is asked for."),
    1 / math.log(10): mark("That is the logarithm to the base 10: the natural one is asked for."),
}
SAME_FACTOR = mark("Each is off by the same factor.")
ALL_ONE_NUMBER = mark("All of yours are one and the same number.")
ZERO_WHERE_WRONG = mark("Those that differ are all 0, as if they were never set.")
MOVED_ON = mark("Yours are moved on by one place.")
ONE_TWICE = mark("From there on they are one place too far back: there is one too many.")
ONE_LEFT_OUT = mark("From there on they are one place too far in front: one is left out.")
HALF_PRECISION = mark("They have no more digits than half precision (float16 or bfloat16) keeps.")
HALVES = (torch.float16, torch.bfloat16)
NEAR_HALF = 2e-2


def relation(actual: torch.Tensor, expected: torch.Tensor) -> str:
    """A sentence about two tensors of one shape that differ, empty where none fits."""
    if actual.is_complex() or actual.dtype == torch.bool:
        return ""
    one, other = actual.to(torch.float64), expected.to(torch.float64)
    if not bool(one.isfinite().all()):
        return translate("There are infinite values or NaN among yours.")
    if not bool(other.isfinite().all()):
        return ""
    if bool((one == 0).all()):
        return translate("Yours is zero." if one.numel() == 1 else "Yours are all zero.")
    simple = _moved(one, other) or _scaled(one, other) or _changed(one, other) or _shifted(one, other)
    return simple or _summed_up(one, other) or _coarse(one, other) or _partly(one, other)


def text_relation(actual: str, expected: str) -> str:
    """A sentence about two texts that differ, empty where none fits."""
    if actual.strip() == expected:
        return translate("There are spaces or line ends around it.")
    if actual.lower() == expected.lower():
        return translate("Small and capital letters differ.")
    if expected and expected in actual:
        return translate("The right text is in it, with more around it.")
    return translate("It is a part of the right text.") if actual and actual in expected else ""


def _alike(one: torch.Tensor, other: torch.Tensor, near: float = NEAR) -> bool:
    return bool(torch.allclose(one, other, rtol=near, atol=near * 1e-2 * float(other.abs().max())))


def _moved(one: torch.Tensor, other: torch.Tensor) -> str:
    """The right numbers in wrong places."""
    if one.numel() < 2:
        return ""
    if one.dim() == 2 and one.shape[0] == one.shape[1] and _alike(one, other.T):
        return translate("Yours is the transpose.")
    if not _alike(one.flatten().sort().values, other.flatten().sort().values):
        return ""
    for dimension in range(one.dim()):
        if _alike(one, other.flip(dimension)):
            told = "Yours are in reverse order along dimension {dimension}." if one.dim() > 1 else REVERSED
            return translate(told, dimension=dimension)
    if one.dim() == 1 and _alike(one, one.sort().values):
        return translate("Yours are sorted: keep the order.")
    return translate("The numbers are right, their places are not.")


def _scaled(one: torch.Tensor, other: torch.Tensor) -> str:
    usable = other.abs() > 1e-9
    if not bool(usable.any()) or not bool(one[~usable].abs().lt(1e-6).all()):
        return ""
    ratios = one[usable] / other[usable]
    ratio = float(ratios.median())
    # Nothing further apart is named, and the inverse of a tiny ratio is infinite.
    if not 1e-4 < abs(ratio) < 1e4 or not bool((ratios - ratio).abs().max() < NEAR * abs(ratio) + 1e-12):
        return ""
    return _factor(ratio, one.numel() > 1) or (_divided(ratio, other) if one.numel() > 2 else "")


def _factor(ratio: float, many: bool) -> str:
    for factor, words in FACTORS.items():
        if abs(ratio - factor) < NEAR:
            return translate(words[many])
    whole = round(ratio) if abs(ratio) > 1 else round(1 / ratio) if ratio else 0
    # Of a single number any large factor is nearly whole: by chance, if not met closely.
    near = abs((ratio if abs(ratio) > 1 else 1 / ratio) - whole) < (1e-3 if many else 2e-5) * abs(whole)
    if whole and near and 2 < abs(whole) <= 1000:
        return translate(TIMES[many, abs(ratio) > 1], factor=abs(whole))
    return next((translate(told) for base, told in BASES.items() if abs(ratio - base) < VERY_NEAR * base), "")


def _divided(ratio: float, other: torch.Tensor) -> str:
    """A factor that is no whole number, the same for all."""
    for words, divisor in DIVISORS:
        if abs(ratio * float(divisor(other)) - 1) < NEAR:
            return translate(words)
    return translate(SAME_FACTOR)


def _rounded(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether the values end early, and where the right ones would be rounded: the first alone may be chance."""
    for decimals in range(4):
        short = bool(((one - one.round(decimals=decimals)).abs() <= SINGLE * one.abs()).all())
        if short and _alike(one, other.round(decimals=decimals), VERY_NEAR):
            return True
    return False


def _changed(one: torch.Tensor, other: torch.Tensor) -> str:
    """A function that was put round the right result."""
    if _alike(one, other, VERY_NEAR):
        return ""
    if _rounded(one, other):
        return translate("It is what was asked for, rounded.")
    for words, change in CHANGES:
        changed = change(other)
        if bool(changed.isfinite().all()) and _alike(one, changed, VERY_NEAR) and not _is_saturated(changed):
            return translate(words)
    return ""


def _is_saturated(changed: torch.Tensor) -> bool:
    """Whether a single number is one that many functions end at."""
    return changed.numel() == 1 and min(abs(abs(float(changed)) - end) for end in (0.0, 1.0)) < NEAR


def _shifted(one: torch.Tensor, other: torch.Tensor) -> str:
    """The same number too much everywhere, or everything brought to mean 0 and deviation 1."""
    if one.numel() < 3:
        return ""
    difference = one - other
    middle = float(difference.median())
    if abs(middle) > 1e-6 and bool((difference - middle).abs().max() < NEAR * abs(middle)):
        return translate(
            "Each is too large by the same number." if middle > 0 else "Each is too small by the same number."
        )
    for unbiased in (True, False):
        deviation = other.std(unbiased=unbiased)
        if float(deviation) > 0 and _alike(one, (other - other.mean()) / deviation):
            return translate("Yours are standardised, to mean 0 and deviation 1: give them as they are.")
    span = other.max() - other.min()
    if float(span) > 0 and _alike(one, (other - other.min()) / span):
        return translate("Yours are scaled to lie between 0 and 1: give them as they are.")
    return ""


def _summed_up(one: torch.Tensor, other: torch.Tensor) -> str:
    """Each value holds those before it, too."""
    if one.dim() != 1 or one.numel() < 3:
        return ""
    if bool((one == one[0]).all()) and not bool((other == other[0]).all()):
        return translate(ALL_ONE_NUMBER)
    sums = other.cumsum(0)
    means = sums / torch.arange(1, len(other) + 1)
    for words, right in zip(SUMS, (sums, means), strict=True):
        if _alike(one, right):
            return translate(words)
    if _alike(one[1:], other[:-1]):
        return translate(MOVED_ON)
    return _slipped(one, other)


def _slipped(one: torch.Tensor, other: torch.Tensor) -> str:
    """From somewhere on each value stands one place away from its own."""
    wrong = ~torch.isclose(one, other, rtol=NEAR, atol=0.0)
    first = int(wrong.nonzero()[0]) if bool(wrong.any()) else len(one)
    if first < 1 or len(one) - first < 3:
        return ""
    if _alike(one[first + 1 :], other[first:-1]):
        return translate(ONE_TWICE)
    return translate(ONE_LEFT_OUT) if _alike(one[first:-1], other[first + 1 :]) else ""


def _coarse(one: torch.Tensor, other: torch.Tensor) -> str:
    """Computed with few digits: each value is one that a short float holds, and near the right one."""
    if one.numel() < 3 or not bool(torch.allclose(one, other, rtol=NEAR_HALF, atol=0.0)):
        return ""
    is_short = any(bool((one.to(dtype).to(torch.float64) == one).all()) for dtype in HALVES)
    is_right_short = bool((other.to(HALVES[1]).to(torch.float64) == other).all())
    return translate(HALF_PRECISION) if is_short and not is_right_short else ""


def _partly(one: torch.Tensor, other: torch.Tensor) -> str:
    """Some are right, and the others have never been set."""
    wrong = ~torch.isclose(one, other, rtol=NEAR, atol=NEAR * 1e-2 * float(other.abs().max()))
    is_some = 0 < int(wrong.sum()) < wrong.numel()
    return translate(ZERO_WHERE_WRONG) if is_some and bool((one[wrong] == 0).all()) else ""
