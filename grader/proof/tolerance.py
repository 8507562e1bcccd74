"""Which tolerances tell right answers from wrong ones: how far each is from what was expected, in every comparison.

A comparison says how large its `rtol` would have had to be. Right answers in every idiom, with other seeds, in double
precision and with several threads must stay well below the one that is used, wrong ones well above it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.model import Exercise
from grader.proof.finding import Finding
from grader.proof.kills import End, Kills
from grader.proof.task import Seen, short_name
from grader.proof.verdicts import Judged

Place = tuple[str, str, str]
# A right answer nearer to the tolerance than this factor is one unlucky seed away from failing.
MARGIN = 3.0
# What is further off than this in a run of another precision was broken by the run itself.
FAR = 10.0

TWO_THREADS = "import torch as _torch\n_torch.set_num_threads(2)\n"
WITH_TF32 = (
    "import torch as _torch\n_torch.backends.cuda.matmul.allow_tf32 = {0}\n_torch.backends.cudnn.allow_tf32 = {0}\n"
)
IN_DOUBLE = '''
import functools as _functools
import types as _types

import torch as _torch


def _cast(value, one, other):
    """Every tensor of one precision in the other; what requires grad is left as it is."""
    if isinstance(value, _torch.Tensor):
        return value.to(other) if value.dtype is one and not value.requires_grad else value
    if isinstance(value, list | tuple):
        return type(value)(_cast(each, one, other) for each in value)
    return value


def _in_double(function):
    """Calculates in double precision what comes in single."""
    if not isinstance(function, _types.FunctionType):
        return function

    @_functools.wraps(function)
    def wrapped(*arguments, **keywords):
        result = function(*_cast(arguments, _torch.float32, _torch.float64), **keywords)
        return _cast(result, _torch.float64, _torch.float32)

    return wrapped

'''


@dataclass(frozen=True)
class Tolerance:
    """One comparison of a case: the tolerance used, the largest a right answer needs, the least a wrong one would."""

    exercise: str
    case: str
    what: str
    used: float
    right: float
    wrong: float


def other_runs(exercises: Iterable[Exercise], has_cuda: bool) -> dict[str, str]:
    """Right answers computed otherwise: what is laid over the solution of a unit."""
    names = [f"{each.name} = _in_double({each.name})" for each in exercises]
    runs = {"two threads": TWO_THREADS, "double precision": IN_DOUBLE + "\n".join(names) + "\n"}
    if has_cuda:
        runs |= {f"TF32 {state}": WITH_TF32.format(state) for state in ("True", "False")}
    return runs


def measure(right: Iterable[Judged], other: Iterable[Judged], wrong: Iterable[Judged]) -> list[Tolerance]:
    """Of every comparison that has a tolerance."""
    used: dict[Place, tuple[str, float]] = {}
    needed: dict[Place, float] = {}
    for judged in right:
        for place, rtol, need, seen in _measures(judged):
            used[place] = seen.case.exercise, rtol
            needed[place] = max(needed.get(place, 0.0), need)
    for judged in other:
        for place, rtol, need, _ in _measures(judged):
            if place in needed and need <= FAR * rtol:
                needed[place] = max(needed[place], need)
    least: dict[Place, float] = {}
    for judged in wrong:
        for place, rtol, need, seen in _measures(judged):
            if need > rtol and seen.case.exercise == judged.task.exercise:
                least[place] = min(least.get(place, math.inf), need)
    return [
        Tolerance(exercise, short_name(place[0]), place[2], rtol, needed[place], least.get(place, math.inf))
        for place, (exercise, rtol) in used.items()
    ]


def _measures(judged: Judged) -> Iterator[tuple[Place, float, float, Seen]]:
    for seen in judged.seen:
        for each in seen.measures:
            if each.rtol > 0:
                yield (seen.case.id, seen.case.device, each.what), each.rtol, each.needed, seen


def check_tolerances(tolerances: Iterable[Tolerance], kills: Kills, judged: dict[int, Judged]) -> Iterator[Finding]:
    """Right answers near the limit, and wrong ones that a tolerance lets through."""
    right: dict[Place, float] = {}
    for each in tolerances:
        right[each.case, "", each.what] = each.right
        if each.right * MARGIN > each.used:
            words = f"{each.case}, {each.what}: right answers need {each.right:.1e} of the {each.used:.0e} allowed."
            yield Finding("narrow tolerance", each.exercise, words)
    for fate in kills.ended(End.SURVIVED):
        for place, rtol, need, seen in _measures(judged[id(fate.mutant)]):
            if 0 < need <= rtol:
                case = short_name(seen.case.id)
                honest = right.get((case, "", place[2]), 0.0)
                advice = f"one of {need / 2:.0e} would tell" if need > 2 * honest else "no tolerance tells them apart"
                words = (
                    f"{case}, {place[2]}: {fate.mutant.name} is off by {need:.1e}, and {rtol:.0e} is allowed: {advice}."
                )
                yield Finding("wide tolerance", fate.mutant.exercise, words)
