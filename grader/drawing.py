"""Asks a student's process, after its cases, for what the feedback page draws; judges nothing and never raises.

The answers come from the untrusted side, so they are bounded and checked number by number. Whatever goes wrong, there
is no drawing, and nothing else is different: verdicts and notes must not depend on whether a page is wanted.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import Any

import numpy as np
import torch

from grader.bridge.connection import Connection
from grader.examination import Examination, case_seed
from grader.model import Exercise, LineDrawing, LineFit
from grader.student import Module

# A fit that takes longer is not waited for: a class has a thousand students.
MAX_SECONDS = 3.0
MAX_POINTS = 1000
MAX_LOSSES = 2000
# Beyond this a picture shows nothing, and differences lose all their digits.
LARGEST = 1e12
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def draw(examination: Examination, exercise: Exercise) -> LineDrawing | None:
    """What the student's own functions come to, called as they stand: each works with what the others give."""
    connection = examination.connections.get((exercise.unit, False))
    # Only a module that can be put back to how it was loaded draws the same whatever was run before.
    if exercise.drawing is None or connection is None or connection.is_dead or not connection.facts.is_whole:
        return None
    has_cut_output = connection.has_cut_output
    try:
        seed = case_seed(examination.seed, f"drawing of {exercise.id}")
        return line_fit(fresh_module(connection, seed, exercise), exercise.name, exercise.drawing)
    except Exception:  # whatever a student's function, or its process, does: it costs the drawing alone
        return None
    finally:
        # Too much printed here must not become a note.
        connection.has_cut_output = has_cut_output


def fresh_module(connection: Connection, seed: int, exercise: Exercise) -> Module:
    """The module as it was loaded, in the process that is there."""
    seconds = min(MAX_SECONDS, exercise.limits.call_seconds)
    connection.settle("", seconds)
    connection.begin_case("", "")
    module = Module(connection, seconds)
    module._begin(seed)
    return module


def line_fit(module: Module, name: str, fit: LineFit) -> LineDrawing | None:
    """Points, line and losses; None where there is nothing that could be drawn."""
    x, y = (numbers(each) for each in module[fit.data]())
    printed_before = len(module.printed())
    returned = module[name]()
    losses = returned_losses(returned) or printed_losses(module.printed()[printed_before:])
    (slope,), (intercept,) = numbers(module[fit.slope]), numbers(module[fit.intercept])
    if not 2 <= len(x) == len(y) <= MAX_POINTS or not all(map(is_fit, [*x, *y, slope, intercept])):
        return None
    points = tuple((plain(one), plain(other)) for one, other in zip(x, y, strict=True))
    return LineDrawing(points, plain(slope), plain(intercept), finite_beginning(losses), fit.every)


def numbers(value: Any) -> list[float]:
    """The numbers in a tensor, an array, a list or a number; raises TypeError or ValueError for anything else."""
    if isinstance(value, torch.Tensor | np.ndarray):
        flat = value.reshape(-1)
        return [float(each) for each in flat[: MAX_POINTS + 1].tolist()]
    if isinstance(value, list | tuple):
        return list(islice((number for each in value for number in numbers(each)), MAX_POINTS + 1))
    return [float(value)]


def returned_losses(value: Any) -> list[float]:
    """A list of numbers, if that is what came."""
    if not isinstance(value, list | tuple) or not all(type(each) in (int, float) for each in value):
        return []
    return [float(each) for each in value[:MAX_LOSSES]]


def printed_losses(text: str) -> list[float]:
    """The last number of each printed line, as old tutorials show the loss."""
    found = [NUMBER.findall(line[:500]) for line in text.splitlines()[:MAX_LOSSES]]
    return [float(each[-1]) for each in found if each]


def finite_beginning(losses: list[float]) -> tuple[float, ...]:
    """The losses up to the first that is no number any more: where training has exploded, the picture ends."""
    end = next((place for place, each in enumerate(losses) if not is_fit(each)), len(losses))
    return tuple(map(plain, losses[:end])) if end > 1 else ()


def is_fit(value: float) -> bool:
    """Whether a number can be drawn."""
    return math.isfinite(value) and abs(value) <= LARGEST


def plain(value: float) -> float:
    """As many digits as a picture needs, the same on every machine."""
    return float(f"{value:.6g}")
