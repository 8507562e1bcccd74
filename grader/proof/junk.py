"""Answers without any sense, laid over a right one; this text runs in the module of the answer, behind its names."""

from __future__ import annotations

import copy as _copy
import types as _types
from typing import Any as _Any

import torch as _torch


def _like(value: _Any, kind: str) -> _Any:
    """The same shape with other numbers."""
    if isinstance(value, _torch.Tensor):
        if kind == "random":
            return _torch.rand(value.shape).to(value.dtype)
        return _torch.full(value.shape, 0 if kind == "zeros" else 1, dtype=value.dtype)
    if isinstance(value, tuple | list):
        return type(value)(_like(each, kind) for each in value)
    if isinstance(value, dict):
        return {key: _like(each, kind) for key, each in value.items()}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return type(value)({"zeros": 0, "ones": 1, "random": 0.3717}[kind])
    return None


def _equal(one: _Any, other: _Any) -> bool:
    if isinstance(one, _torch.Tensor) and isinstance(other, _torch.Tensor):
        return one.shape == other.shape and bool((one.cpu() == other.cpu()).all())
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(_equal, one, other))
    return type(one) is type(other) and bool(one == other)


def _ask_aside(original: _types.FunctionType, arguments: _Any, keywords: _Any) -> _Any:
    """What the right function gives for copies of everything, so that nothing it changes is seen."""
    aside = dict(globals())
    for name, value in list(aside.items()):
        if isinstance(value, _torch.Tensor):
            aside[name] = _copy.deepcopy(value)
    function = _types.FunctionType(original.__code__, aside, original.__name__, original.__defaults__)
    state = _torch.get_rng_state()
    right = function(*_copy.deepcopy(arguments), **_copy.deepcopy(keywords))
    _torch.set_rng_state(state)
    return right


def junk(original: _Any, kind: str) -> _Any:
    """What stands in the place of a right answer: None, its argument, or numbers of the right shape and no more."""
    if not callable(original):
        made = None if kind in ("none", "argument") else _like(original, kind)
        return None if _equal(made, original) else made

    def wrong(*arguments: _Any, **keywords: _Any) -> _Any:
        if kind == "none" or not isinstance(original, _types.FunctionType):
            return None
        if kind == "argument":
            return arguments[0] if arguments else None
        right = _ask_aside(original, arguments, keywords)
        made = _like(right, kind)
        return None if _equal(made, right) else made

    return wrong
