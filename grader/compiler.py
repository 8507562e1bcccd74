"""Puts off the import of torch's compiler, which no exercise needs and every optimizer asks for.

`torch.optim` imports `torch._dynamo` at an optimizer's first step, and SymPy with it: more than a second and 60 MB in
every process that trains anything, for two functions which do nothing outside compiled code. A stand-in offers these
two, and turns into the real thing as soon as anybody asks for more. The check of a condition on the device `meta`,
where accelerator cases are rehearsed, imports SymPy too, and needs it only for conditions that are not plain.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

NAME = "torch._dynamo"


class StandIn(types.ModuleType):
    """What an optimizer asks of the compiler."""

    @staticmethod
    def graph_break(*_: Any, **__: Any) -> None:
        """Where a compiled graph would end: there is none."""

    @staticmethod
    def disable(function: Callable[..., Any], *_: Any, **__: Any) -> Callable[..., Any]:
        """The function not to be compiled, as it is."""
        return function

    def __getattr__(self, name: str) -> Any:
        """Anything else is the real module's."""
        # Whoever looks through all modules asks each for its file and its loader, and must not start an import.
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        return getattr(_real(self), name)


def put_off_compiler() -> None:
    """Sets the stand-in, unless the compiler has been imported or this torch has none."""
    if NAME in sys.modules or not hasattr(torch, "compile"):
        return
    stand_in = StandIn(NAME)
    sys.modules[NAME] = stand_in
    torch._dynamo = stand_in
    check = getattr(torch, "_check_with", None)
    if check is not None:
        torch._check_with = partial(_check, check)


def _check(check: Callable[..., None], kind: type[Exception], condition: Any, *rest: Any) -> None:
    """`torch._check_with`, which has nothing to do where a condition holds."""
    if condition is not True:
        check(kind, condition, *rest)


def _real(stand_in: StandIn) -> types.ModuleType:
    if sys.modules.get(NAME) is stand_in:
        del sys.modules[NAME]
        if torch.__dict__.get("_dynamo") is stand_in:
            del torch._dynamo
    return importlib.import_module(NAME)
