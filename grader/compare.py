"""Compares what a student's function gave with what was expected: kind, shape, dtype, device, then values.

Values of hidden cases must not be told, so a Mismatch keeps two texts: `message` names only the relation (a shape,
a factor, a transpose), `detail` adds the values and is for cases that a student may see.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from grader.relations import relation

DEFAULT_RTOL = 1e-4
FUNCTIONS = frozenset(("function", "method", "builtin_function_or_method", "method-wrapper", "method_descriptor"))


class Mismatch(AssertionError):
    """The values differ; `message` is safe to show for a hidden case, `detail` is not."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


def describe(value: Any) -> str:
    """What a value is, in words, without its contents."""
    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {tuple(value.shape)} and dtype {short(value.dtype)}"
    if isinstance(value, np.ndarray):
        return f"a NumPy array of shape {value.shape}" if value.ndim else "a NumPy number"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    kind = getattr(value, "kind", None) if type(value).__name__ == "Remote" else type(value).__name__
    if kind in FUNCTIONS:
        return "a function that was not called"
    return f"{'an' if str(kind)[:1].lower() in 'aeio' else 'a'} {'text' if kind == 'str' else kind}"


def short(dtype: torch.dtype) -> str:
    """`float32` for torch.float32."""
    return str(dtype).removeprefix("torch.")


def assert_equal(actual: Any, expected: Any, *, what: str = "the result", device: str | None = "cpu") -> None:
    """As assert_close, without any tolerance."""
    assert_close(actual, expected, rtol=0.0, atol=0.0, what=what, device=device)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    rtol: float = DEFAULT_RTOL,
    atol: float | None = None,
    what: str = "the result",
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
        _same_kind(actual, float, what, "a Python float")
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
            raise Mismatch(f"{_start(what)} is not the one asked for.", f"It is {actual!r}, it should be {expected!r}.")


def assert_tensor(
    value: Any,
    *,
    shape: tuple[int, ...] | None = None,
    dtype: torch.dtype | None = torch.float32,
    device: str | None = "cpu",
    what: str = "the result",
) -> None:
    """Raises Mismatch unless `value` is a tensor of that shape, dtype and device; None leaves one unchecked."""
    if not isinstance(value, torch.Tensor):
        raise Mismatch(f"{_start(what)} should be a tensor, and is {describe(value)}.")
    if shape is not None and tuple(value.shape) != tuple(shape):
        raise Mismatch(_shape_message(what, tuple(value.shape), tuple(shape)))
    if dtype is not None and value.dtype != dtype:
        raise Mismatch(f"{_start(what)} should have dtype {short(dtype)}, and has {short(value.dtype)}.")
    if device is not None:
        _same_device(value, device, what)


def _same_device(value: torch.Tensor, device: str, what: str) -> None:
    facts = getattr(value, "facts", None)
    actual = torch.device(facts.device if facts is not None else str(value.device))
    wanted = torch.device(device)
    if actual.type != wanted.type or (actual.index or 0) != (wanted.index or 0):
        raise Mismatch(f"{_start(what)} should be on the device {device}, and is on {actual}.")


def _same_kind(actual: Any, kind: type, what: str, words: str) -> None:
    # bool is an int to isinstance, and True must not pass for 1.
    if not isinstance(actual, kind) or isinstance(actual, bool) != (kind is bool):
        raise Mismatch(f"{_start(what)} should be {words}, and is {describe(actual)}.")


def _start(what: str) -> str:
    word = what.partition(" ")[0]
    # The name of a tensor is no word: `y` must not become `Y`.
    is_name = len(word) == 1 or "." in word or "_" in word
    return what if is_name else what[:1].upper() + what[1:]


def _shape_message(what: str, actual: tuple[int, ...], expected: tuple[int, ...]) -> str:
    message = f"{_start(what)} should have shape {expected}, and has {actual}."
    if actual == expected[::-1] and len(expected) == 2:
        return f"{message} Rows and columns are swapped."
    if math.prod(actual) == math.prod(expected):
        return f"{message} The number of values is right, their arrangement is not."
    if len(actual) == 2 and len(expected) == 1 and actual[0] == actual[1] == expected[0]:
        return f"{message} A (n, 1) tensor met a (n,) tensor and was broadcast to (n, n)."
    return message


def _close_sequences(
    actual: Any, expected: Any, rtol: float, atol: float | None, what: str, device: str | None
) -> None:
    if not isinstance(actual, list | tuple):
        raise Mismatch(
            f"{_start(what)} should be a {type(expected).__name__} of {len(expected)}, and is {describe(actual)}."
        )
    if len(actual) != len(expected):
        raise Mismatch(
            f"{_start(what)} should hold {len(expected)} values, and holds {len(actual)}."
            f"{_common_start(actual, expected, rtol, atol, device)}"
        )
    if _is_ahead(actual, expected, rtol, atol, device):
        raise Mismatch(f"{_start(what)} is one ahead: each entry is the one that should come after it.")
    for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
        assert_close(one, other, rtol=rtol, atol=atol, what=f"entry {index} of {what}", device=device)


def _common_start(actual: Any, expected: Any, rtol: float, atol: float | None, device: str | None) -> str:
    """What is right of a sequence that is too long or too short."""
    pairs = zip(actual, expected, strict=False)
    count = len(list(itertools.takewhile(lambda pair: _is_close(*pair, rtol, atol, device), pairs)))
    if not count or count < min(len(actual), len(expected)):
        return ""
    right = "The first one is right" if count == 1 else f"The first {count} are right"
    return f" {right}: {'more were' if len(actual) < len(expected) else 'no more was'} asked for."


def _is_ahead(actual: Any, expected: Any, rtol: float, atol: float | None, device: str | None) -> bool:
    """Whether a sequence leaves its first entry out and goes on one too far."""
    if len(expected) < 3 or _is_close(actual[0], expected[0], rtol, atol, device):
        return False
    return all(_is_close(*pair, rtol, atol, device) for pair in zip(actual, expected[1:], strict=False))


def _is_close(one: Any, other: Any, rtol: float, atol: float | None, device: str | None) -> bool:
    try:
        assert_close(one, other, rtol=rtol, atol=atol, device=device)
    except Mismatch:
        return False
    return True


def _close_mappings(
    actual: Any, expected: Mapping[Any, Any], rtol: float, atol: float | None, what: str, device: str | None
) -> None:
    if not isinstance(actual, Mapping):
        raise Mismatch(f"{_start(what)} should be a dict, and is {describe(actual)}.")
    for key, value in expected.items():
        if key not in actual:
            raise Mismatch(f"{_start(what)} has no key {key!r}.")
        assert_close(actual[key], value, rtol=rtol, atol=atol, what=f"entry {key!r} of {what}", device=device)


def _close_arrays(actual: Any, expected: np.ndarray[Any, Any], rtol: float, atol: float | None, what: str) -> None:
    if not isinstance(actual, np.ndarray):
        raise Mismatch(f"{_start(what)} should be a NumPy array, and is {describe(actual)}.")
    if actual.shape != expected.shape or actual.dtype != expected.dtype:
        raise Mismatch(
            f"{_start(what)} should have shape {expected.shape} and dtype {expected.dtype},"
            f" and has {actual.shape} and {actual.dtype}."
        )
    _close_tensors(torch.from_numpy(actual.copy()), torch.from_numpy(expected.copy()), rtol, atol, what)


def _close_tensors(actual: torch.Tensor, expected: torch.Tensor, rtol: float, atol: float | None, what: str) -> None:
    """Values only; kinds and shapes are known to agree."""
    if actual.device.type == "meta" or expected.device.type == "meta" or expected.numel() == 0:
        return
    wide = torch.complex128 if expected.is_complex() else torch.float64
    exact = not expected.is_floating_point() and not expected.is_complex()
    one, other = actual.detach().cpu(), expected.detach().cpu()
    if exact:
        wrong = one.ne(other)
    else:
        one, other = one.to(wide), other.to(wide)
        finite = other.abs()[other.isfinite()]
        slack = atol if atol is not None else 0.1 * rtol * (float(finite.max()) if finite.numel() else 0.0)
        wrong = ~torch.isclose(one, other, rtol=rtol, atol=slack, equal_nan=True)
    if bool(wrong.any()):
        raise _difference(one, other, wrong, what)


def _difference(actual: torch.Tensor, expected: torch.Tensor, wrong: torch.Tensor, what: str) -> Mismatch:
    first = tuple(int(index) for index in wrong.nonzero()[0]) if wrong.dim() else ()
    count, total = int(wrong.sum()), wrong.numel()
    where = "" if total == 1 else f" {count} of {total} values differ, the first at {list(first)}."
    if count == 1 and total > 2:
        where = f" Only that at {list(first)} differs, the other {total - 1} are right."
    detail = (
        f"There it is {actual[first].item():g}, it should be {expected[first].item():g}."
        if not actual.is_complex()
        else ""
    )
    return Mismatch(
        f"{_start(what)} has the wrong value{'s' if total > 1 else ''}.{where}{relation(actual, expected)}",
        detail,
    )
