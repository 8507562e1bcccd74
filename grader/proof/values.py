"""The values that are in play while a right answer passes a case: what it answers, and what the case keeps for itself.

They are what a message must not tell; see `leaks`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch

MAX_TOLD = 400


@contextmanager
def watched(path: Path) -> Iterator[set[str]]:
    """Fills with the numbers that functions of a case file hold when they return."""
    found: set[str] = set()

    def when_it_returns(frame: FrameType, event: str, _: Any) -> Any:
        if event == "return":
            # Texts are names and sentences of the case's own.
            found.update(each for value in frame.f_locals.values() for each in leaves(value, with_texts=False))
        return when_it_returns

    def follow(frame: FrameType, _: str, __: Any) -> Any:
        return when_it_returns if frame.f_code.co_filename == str(path) else None

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        yield found
    finally:
        sys.settrace(before)


def leaves(value: Any, with_texts: bool = True) -> Iterator[str]:
    """The numbers and texts in a value, as text; of large tensors a part."""
    match value:
        case torch.Tensor():
            if value.device.type != "meta" and not value.is_complex():
                yield from map(str, set(value.detach().flatten()[:MAX_TOLD].tolist()))
        case np.ndarray():
            yield from map(str, np.unique(value.ravel()[:MAX_TOLD]).tolist())
        case bool() | None:
            return
        case int() | float():
            yield str(value)
        case str():
            yield from [value] if with_texts else []
        case list() | tuple():
            for each in value:
                yield from leaves(each, with_texts)
        case dict():
            for each in value.values():
                yield from leaves(each, with_texts)
