"""The cases in the form of gradescope-utils: a unittest class whose methods carry weights."""

from __future__ import annotations

import unittest
from collections.abc import Callable

import first_network
from cases import CASES
from checking import check
from gradescope_utils.autograder_utils.decorators import weight


class TestFirstNetwork(unittest.TestCase):
    """Twenty cases, a point each."""


def method(name: str) -> Callable[[unittest.TestCase], None]:
    """A case as a method."""

    @weight(1)
    def run(self: unittest.TestCase) -> None:
        check(name, first_network)

    return run


for each in CASES:
    setattr(TestFirstNetwork, f"test_{each.replace('.', '_')}", method(each))
