"""One case on a student's module, in this very process: what the tests of all the other contenders call."""

from __future__ import annotations

import types
import warnings

import right
from cases import CASES
from direct import run_case

SEED = 1
# nbgrader takes a warning in a cell of tests for a failure.
warnings.filterwarnings("ignore", category=UserWarning)


def check(name: str, module: types.ModuleType) -> None:
    """Fails as the case fails."""
    run_case(CASES[name], module, right, SEED)
