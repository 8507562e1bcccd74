"""The cases as one submission's plain pytest file."""

from __future__ import annotations

import first_network
import pytest
from cases import CASES
from checking import check


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    """One of the twenty."""
    check(name, first_network)
