"""In a student's process `from grader import check` gives a function that does nothing: notebooks keep their checks."""

from __future__ import annotations

from typing import Any

import grader


def ignore(*arguments: Any, **keywords: Any) -> None:
    """Nothing is checked or drawn where a notebook is graded."""


def silence_checks() -> None:
    """From now on what a notebook imports from the grader does nothing in this process."""
    vars(grader).update(check=ignore, picture=ignore)
