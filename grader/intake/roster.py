"""Who is in a class."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Student:
    """One line of a roster."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    extension_days: Decimal = Decimal(0)
