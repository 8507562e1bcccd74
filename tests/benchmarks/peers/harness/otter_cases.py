"""The cases of one question as a test file of otter-grader; EXERCISE is filled in when the file is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from cases import CASES
from checking import check
from otter.test_files import test_case

OK_FORMAT = False
name = "EXERCISE"
points = None


def method(label: str) -> Callable[[dict[str, Any]], None]:
    """A case as otter calls it: a submission's names are those of the kernel's main module."""

    def run(env: dict[str, Any]) -> None:
        check(label, sys.modules["__main__"])

    return run


for each in CASES:
    if each.partition(".")[0] == name:
        globals()[each.replace(".", "_")] = test_case(name=each, points=1)(method(each))
