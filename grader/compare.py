"""Compares what a student's function gave with what was expected: kind, shape, dtype, device, then values.

Values of hidden cases must not be told, so a Mismatch keeps two texts: `message` names only the relation (a shape,
a factor, a transpose), `detail` adds the values and is for cases that a student may see.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.relations import relation, text_relation
from grader.shapes import shape_cause, wrong_sizes
from grader.words import mark, recognise, sentences, translate

DEFAULT_RTOL = 1e-4
RESULT = mark("the result")
START_IS_RIGHT = {
    True: mark("Those that came are right: more were asked for."),
    False: mark("The first ones are right: no more was asked for."),
}
FUNCTIONS = frozenset(("function", "method", "builtin_function_or_method", "method-wrapper", "method_descriptor"))


@dataclass(frozen=True)
class Measured:
    """One comparison of values: the `rtol` it was given, and the least with which it would have passed."""

    what: str
    rtol: float
    needed: float


# Filled while somebody listens: a proof of the course asks how far right and wrong answers are from the tolerance.
MEASURES: ContextVar[list[Measured] | None] = ContextVar("measures", default=None)


class Mismatch(AssertionError):
    """The values differ; `message` is safe to show for a hidden case, `detail` is not; `sizes` are pairs."""

    def __init__(self, message: str, detail: str = "", sizes: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        self.sizes = sizes


class WrongValues(Mismatch):
    """Kind, shape and dtype are right, the values are not: any two mistakes may have that in common."""


def describe(value: Any) -> str:
    """What a value is, in words, without its contents."""
    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        shape, dtype = tuple(value.shape), short(value.dtype)
        return translate("a tensor of shape {shape} and dtype {dtype}", shape=shape, dtype=dtype)
    if isinstance(value, np.ndarray):
        if not value.ndim:
            return translate("a NumPy number")
        return translate("a NumPy array of shape {shape}", shape=value.shape)
    if isinstance(value, tuple | list):
        return translate("a {kind} of {count}", kind=type(value).__name__, count=len(value))
    kind = getattr(value, "kind", None) if type(value).__name__ == "Remote" else type(value).__name__
    if kind in FUNCTIONS:
        return translate("a function that was not called")
    if kind == "type":
        return translate("a class, and nothing made of it")
    if kind == "str":
        return translate("a text")
    return translate("an {kind}" if str(kind)[:1].lower() in "aeio" else "a {kind}", kind=kind)


def short(dtype: torch.dtype) -> str:
    """`float32` for torch.float32."""
    return str(dtype).removeprefix("torch.")


def assert_equal(actual: Any, expected: Any, *, what: str = RESULT, device: str | None = "cpu") -> None:
    """As assert_close, without any tolerance."""
    assert_close(actual, expected, rtol=0.0, atol=0.0, what=what, device=device)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    rtol: float = DEFAULT_RTOL,
    atol: float | None = None,
    what: str = RESULT,
    device: str | None = "cpu",
) -> None:
    """Raises Mismatch unless `actual` is of `expected`'s kind, shape, dtype and device and near it in value.

    `rtol` is relative to each expected value; `atol`, by default a tenth of `rtol` times the largest expected size,
    covers what cancels to nearly nothing.
    """
    if isinstance(expected, torch.Tensor):
        assert_tensor(actual, shape=tuple(expected.shape), dtype=expected.dtype, device=device, what=what)
        _close_tensors(actual, expected, rtol, atol, what)
    elif isinstance(expected, list | tuple):
        _close_sequences(actual, expected, rtol, atol, what, device)
    elif isinstance(expected, Mapping):
        _close_mappings(actual, expected, rtol, atol, what, device)
    elif isinstance(expected, float) and not isinstance(expected, bool):
        _same_kind(actual, float, what, translate("a Python float"))
        _close_tensors(
            torch.tensor(actual, dtype=torch.float64),
            torch.tensor(expected, dtype=torch.float64),
            rtol,
            atol,
            what,
        )
    elif isinstance(expected, np.ndarray):
        _close_arrays(actual, expected, rtol, atol, what)
    else:
        _same_kind(actual, type(expected), what, "None" if expected is None else describe(expected))
        if actual != expected:
            related = text_relation(actual, expected) if isinstance(expected, str) else ""
            raise WrongValues(
                sentences(translate("{what} is not the one asked for.", what=_start(what)), related),
                translate("It is {actual}, it should be {expected}.", actual=repr(actual), expected=repr(expected)),
            )


def assert_tensor(
    value: Any,
    *,
    shape: tuple[int, ...] | None = None,
    dtype: torch.dtype | None = torch.float32,
    device: str | None = "cpu",
    what: str = RESULT,
) -> None:
    """Raises Mismatch unless `value` is a tensor of that shape, dtype and device; None leaves one unchecked."""
    if not isinstance(value, torch.Tensor):
        raise Mismatch(translate("{what} should be a tensor, and is {kind}.", what=_start(what), kind=describe(value)))
    if shape is not None and tuple(value.shape) != tuple(shape):
        raise _shape_mismatch(what, tuple(value.shape), tuple(shape))
    if dtype is not None and value.dtype != dtype:
        raise Mismatch(
            translate(
                "{what} should have dtype {expected}, and has {actual}.",
                what=_start(what), expected=short(dtype), actual=short(value.dtype),
            )
        )  # fmt: skip
    if device is not None:
        _same_device(value, device, what)


def _same_device(value: torch.Tensor, device: str, what: str) -> None:
    facts = getattr(value, "facts", None)
    actual = torch.device(facts.device if facts is not None else str(value.device))
    wanted = torch.device(device)
    if actual.type != wanted.type or (actual.index or 0) != (wanted.index or 0):
        raise Mismatch(
            translate(
                "{what} should be on the device {expected}, and is on {actual}.",
                what=_start(what), expected=device, actual=actual,
            )
        )  # fmt: skip


def _same_kind(actual: Any, kind: type, what: str, words: str) -> None:
    # bool is an int to isinstance, and True must not pass for 1.
    if not isinstance(actual, kind) or isinstance(actual, bool) != (kind is bool):
        raise Mismatch(_kind_message(what, words, actual))


def _kind_message(what: str, expected: str, actual: Any) -> str:
    return translate(
        "{what} should be {expected}, and is {actual}.",
        what=_start(what),
        expected=expected,
        actual=describe(actual),
    )


def _start(what: str) -> str:
    what = recognise(what)
    word = what.partition(" ")[0]
    # The name of a tensor is no word: `y` must not become `Y`.
    is_name = len(word) == 1 or "." in word or "_" in word
    return what if is_name else what[:1].upper() + what[1:]


def _shape_mismatch(what: str, actual: tuple[int, ...], expected: tuple[int, ...]) -> Mismatch:
    told = "{what} should have shape {expected}, and has {actual}."
    message = translate(told, what=_start(what), expected=expected, actual=actual)
    return Mismatch(sentences(message, shape_cause(actual, expected)), sizes=wrong_sizes(actual, expected))


def _close_sequences(
    actual: Any, expected: Any, rtol: float, atol: float | None, what: str, device: str | None
) -> None:
    if not isinstance(actual, list | tuple):
        kind = translate("a {kind} of {count}", kind=type(expected).__name__, count=len(expected))
        raise Mismatch(_kind_message(what, kind, actual))
    if len(actual) != len(expected):
        raise Mismatch(
            sentences(
                translate(
                    "{what} should hold {expected} values, and holds {actual}.",
                    what=_start(what), expected=len(expected), actual=len(actual),
                ),
                _common_start(actual, expected, rtol, atol, device),
            ),
            sizes=((len(actual), len(expected)),),
        )  # fmt: skip
    if _is_ahead(actual, expected, rtol, atol, device):
        told = "{what} is one ahead: each entry is the one that should come after it."
        raise Mismatch(translate(told, what=_start(what)))
    for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
        try:
            assert_close(one, other, rtol=rtol, atol=atol, what=_entry(index, what), device=device)
        except Mismatch as found:
            related = _relation_of_all(actual, expected)
            if not related:
                raise
            # Of one entry alone a relation may be chance.
            told = translate("{what} has the wrong value.", what=_start(_entry(index, what)))
            raise WrongValues(sentences(told, related), found.detail) from None


def _relation_of_all(actual: Any, expected: Any) -> str:
    """What is true of a whole list of numbers that has a wrong one."""
    if len(expected) < 3 or not all(isinstance(each, float) for each in (*actual, *expected)):
        return ""
    one, other = (torch.tensor(values, dtype=torch.float64) for values in (actual, expected))
    return relation(one, other)


def _common_start(actual: Any, expected: Any, rtol: float, atol: float | None, device: str | None) -> str:
    """What is right of a sequence that is too long or too short."""
    pairs = zip(actual, expected, strict=False)
    count = len(list(itertools.takewhile(lambda pair: _is_close(*pair, rtol, atol, device), pairs)))
    if not count or count < min(len(actual), len(expected)):
        return ""
    return translate(START_IS_RIGHT[len(actual) < len(expected)])


def _is_ahead(actual: Any, expected: Any, rtol: float, atol: float | None, device: str | None) -> bool:
    """Whether a sequence leaves its first entry out and goes on one too far."""
    if len(expected) < 3 or _is_close(actual[0], expected[0], rtol, atol, device):
        return False
    return all(_is_close(*pair, rtol, atol, device) for pair in zip(actual, expected[1:], strict=False))


def _is_close(one: Any, other: Any, rtol: float, atol: float | None, device: str | None) -> bool:
    # A trial, and no comparison of the case's.
    heard = MEASURES.set(None)
    try:
        assert_close(one, other, rtol=rtol, atol=atol, device=device)
    except Mismatch:
        return False
    finally:
        MEASURES.reset(heard)
    return True


def _close_mappings(
    actual: Any, expected: Mapping[Any, Any], rtol: float, atol: float | None, what: str, device: str | None
) -> None:
    if not isinstance(actual, Mapping):
        raise Mismatch(_kind_message(what, translate("a dict"), actual))
    for key, value in expected.items():
        if key not in actual:
            raise Mismatch(translate("{what} has no key {key}.", what=_start(what), key=repr(key)))
        assert_close(actual[key], value, rtol=rtol, atol=atol, what=_entry(repr(key), what), device=device)


def _entry(key: object, what: str) -> str:
    return translate("entry {key} of {what}", key=key, what=recognise(what))


def _close_arrays(actual: Any, expected: np.ndarray[Any, Any], rtol: float, atol: float | None, what: str) -> None:
    if not isinstance(actual, np.ndarray):
        raise Mismatch(_kind_message(what, translate("a NumPy array"), actual))
    if actual.shape != expected.shape or actual.dtype != expected.dtype:
        raise Mismatch(
            translate(
                "{what} should have shape {shape} and dtype {dtype}, and has {actual_shape} and {actual_dtype}.",
                what=_start(what), shape=expected.shape, dtype=expected.dtype,
                actual_shape=actual.shape, actual_dtype=actual.dtype,
            )
        )  # fmt: skip
    _close_tensors(torch.from_numpy(actual.copy()), torch.from_numpy(expected.copy()), rtol, atol, what)


def _close_tensors(actual: torch.Tensor, expected: torch.Tensor, rtol: float, atol: float | None, what: str) -> None:
    """Values only; kinds and shapes are known to agree."""
    if actual.device.type == "meta" or expected.device.type == "meta" or expected.numel() == 0:
        return
    wide = torch.complex128 if expected.is_complex() else torch.float64
    exact = not expected.is_floating_point() and not expected.is_complex()
    one, other = actual.detach().cpu(), expected.detach().cpu()
    if MEASURES.get() is None and one.dtype == other.dtype and torch.equal(one, other):
        return
    if exact:
        wrong = one.ne(other)
    else:
        one, other = one.to(wide), other.to(wide)
        finite = other.abs()[other.isfinite()]
        largest = float(finite.max()) if finite.numel() else 0.0
        slack = atol if atol is not None else 0.1 * rtol * largest
        _measure(one, other, Measured(what, rtol, 0.0), atol, largest)
        wrong = ~torch.isclose(one, other, rtol=rtol, atol=slack, equal_nan=True)
    if bool(wrong.any()):
        raise _difference(one, other, wrong, what)


def _measure(one: torch.Tensor, other: torch.Tensor, used: Measured, atol: float | None, largest: float) -> None:
    """Tells whoever listens which `rtol` would have done."""
    measures = MEASURES.get()
    if measures is None:
        return
    apart = (one - other).abs() - (atol or 0.0)
    size = other.abs() + (0.1 * largest if atol is None else 0.0)
    ratio = torch.where(apart <= 0, torch.zeros_like(apart), apart / size)
    # Equal infinities and two NaN are no difference; anything else of that kind is past every tolerance.
    alike = one.eq(other) | (one.isnan() & other.isnan())
    ratio = torch.where(alike, torch.zeros_like(ratio), ratio.nan_to_num(math.inf, math.inf, math.inf))
    measures.append(Measured(used.what, used.rtol, float(ratio.max())))


def _difference(actual: torch.Tensor, expected: torch.Tensor, wrong: torch.Tensor, what: str) -> Mismatch:
    first = tuple(int(index) for index in wrong.nonzero()[0]) if wrong.dim() else ()
    count, total = int(wrong.sum()), wrong.numel()
    where, detail = "", ""
    if total > 1:
        told = "{count} of {total} values differ, the first at {place}."
        if count == 1 and total > 2:
            told = "Only that at {place} differs, the other {right} are right."
        where = translate(told, count=count, total=total, place=list(first), right=total - count)
    if not actual.is_complex():
        pair = [f"{each[first].item():g}" for each in (actual, expected)]
        detail = translate("There it is {actual}, it should be {expected}.", actual=pair[0], expected=pair[1])
    wrong_words = "{what} has the wrong values." if total > 1 else "{what} has the wrong value."
    message = sentences(translate(wrong_words, what=_start(what)), where, relation(actual, expected))
    return WrongValues(message, detail)
