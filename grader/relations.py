"""How wrong values relate to right ones, where that is simple: what a person looks for first. It tells no value."""

from __future__ import annotations

from collections.abc import Callable

import torch

NEAR = 1e-4
# Rounding to four digits moves a number by no more than that: what is rounded must be met more closely.
VERY_NEAR = 5e-6
# What float32 makes of a number that has few digits.
SINGLE = 1.5e-7
FACTORS = {2.0: "exactly twice", 0.5: "exactly half of", -1.0: "the negative of"}
Change = Callable[[torch.Tensor], torch.Tensor]
# What is put round a right result out of habit, and what a person calls the outcome.
CHANGES: tuple[tuple[str, Change], ...] = (
    ("the size of what was asked for, without its sign", torch.abs),
    ("what was asked for with everything below zero made 0, as `relu` does", torch.relu),
    ("the sigmoid of what was asked for", torch.sigmoid),
    ("the tanh of what was asked for", torch.tanh),
    ("the square of what was asked for", torch.square),
    ("the square root of what was asked for", torch.sqrt),
    ("`exp` of what was asked for", torch.exp),
    ("the logarithm of what was asked for", torch.log),
    ("one divided by what was asked for", torch.reciprocal),
    ("what was asked for with the fractions cut off", torch.trunc),
)


def relation(actual: torch.Tensor, expected: torch.Tensor) -> str:
    """A sentence about two tensors of one shape that differ, with a blank before it; empty where none fits."""
    if actual.is_complex() or actual.dtype == torch.bool:
        return ""
    one, other = actual.to(torch.float64), expected.to(torch.float64)
    if not bool(one.isfinite().all()):
        return " There are infinite values or NaN among yours."
    if not bool(other.isfinite().all()):
        return ""
    if bool((one == 0).all()):
        return " Yours is zero." if one.numel() == 1 else " Yours are all zero."
    return _moved(one, other) or _scaled(one, other) or _changed(one, other) or _shifted(one, other)


def _alike(one: torch.Tensor, other: torch.Tensor, near: float = NEAR) -> bool:
    return bool(torch.allclose(one, other, rtol=near, atol=near * 1e-2 * float(other.abs().max())))


def _moved(one: torch.Tensor, other: torch.Tensor) -> str:
    """The right numbers in wrong places."""
    if one.numel() < 2:
        return ""
    if one.dim() == 2 and one.shape[0] == one.shape[1] and _alike(one, other.T):
        return " Yours is the transpose."
    if not _alike(one.flatten().sort().values, other.flatten().sort().values):
        return ""
    for dimension in range(one.dim()):
        if _alike(one, other.flip(dimension)):
            return f" Yours are in reverse order{f' along dimension {dimension}' if one.dim() > 1 else ''}."
    if one.dim() == 1 and _alike(one, one.sort().values):
        return " Yours are sorted: keep the order."
    return " The numbers are right, their places are not."


def _scaled(one: torch.Tensor, other: torch.Tensor) -> str:
    usable = other.abs() > 1e-9
    if not bool(usable.any()) or not bool(one[~usable].abs().lt(1e-6).all()):
        return ""
    ratios = one[usable] / other[usable]
    ratio = float(ratios.median())
    # Nothing further apart is named, and the inverse of a tiny ratio is infinite.
    if not 1e-4 < abs(ratio) < 1e4 or not bool((ratios - ratio).abs().max() < NEAR * abs(ratio) + 1e-12):
        return ""
    return _factor(ratio, one.numel() > 1)


def _factor(ratio: float, many: bool) -> str:
    for factor, words in FACTORS.items():
        if abs(ratio - factor) < NEAR:
            return f" Yours {'are' if many else 'is'} {words} what was asked for."
    whole = round(ratio) if abs(ratio) > 1 else round(1 / ratio) if ratio else 0
    near = abs((ratio if abs(ratio) > 1 else 1 / ratio) - whole) < 1e-3 * abs(whole) if whole else False
    if near and 2 < abs(whole) <= 1000:
        return f" {'They are' if many else 'It is'} {abs(whole)} times too {'large' if abs(ratio) > 1 else 'small'}."
    return ""


def _rounded(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether the values end early, and where the right ones would be rounded: the first alone may be chance."""
    for decimals in range(4):
        short = bool(((one - one.round(decimals=decimals)).abs() <= SINGLE * one.abs()).all())
        if short and _alike(one, other.round(decimals=decimals), VERY_NEAR):
            return True
    return False


def _changed(one: torch.Tensor, other: torch.Tensor) -> str:
    """A function that was put round the right result."""
    verb = "are" if one.numel() > 1 else "is"
    if _alike(one, other, VERY_NEAR):
        return ""
    if _rounded(one, other):
        return f" Yours {verb} what was asked for, rounded."
    for words, change in CHANGES:
        changed = change(other)
        if bool(changed.isfinite().all()) and _alike(one, changed, VERY_NEAR):
            return f" Yours {verb} {words}."
    return ""


def _shifted(one: torch.Tensor, other: torch.Tensor) -> str:
    """The same number too much everywhere, or everything brought to mean 0 and deviation 1."""
    if one.numel() < 3:
        return ""
    difference = one - other
    middle = float(difference.median())
    if abs(middle) > 1e-6 and bool((difference - middle).abs().max() < NEAR * abs(middle)):
        return f" Each is too {'large' if middle > 0 else 'small'} by the same number."
    for unbiased in (True, False):
        deviation = other.std(unbiased=unbiased)
        if float(deviation) > 0 and _alike(one, (other - other.mean()) / deviation):
            return " Yours are standardised, to mean 0 and deviation 1: give them as they are."
    span = other.max() - other.min()
    if float(span) > 0 and _alike(one, (other - other.min()) / span):
        return " Yours are scaled to lie between 0 and 1: give them as they are."
    return ""
