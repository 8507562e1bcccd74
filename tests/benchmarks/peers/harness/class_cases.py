"""The cases of a whole class in one pytest session, to be spread over processes by pytest-xdist."""

from __future__ import annotations

import functools
import types
from pathlib import Path

import pytest
from cases import CASES
from checking import check
from direct import load

CLASS = sorted(path.parent.name for path in Path("class").glob("*/first_network.py"))


@functools.cache
def module_of(student: str) -> types.ModuleType:
    """A student's module, loaded once in a process."""
    return load(student, (Path("class") / student / "first_network.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("student", CLASS)
@pytest.mark.parametrize("name", CASES)
def test_case(student: str, name: str) -> None:
    """One of the twenty, of one student."""
    check(name, module_of(student))
