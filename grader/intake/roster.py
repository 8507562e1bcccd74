"""Who is in a class."""

from __future__ import annotations

from grader.model import Student

__all__ = ["Student"]
