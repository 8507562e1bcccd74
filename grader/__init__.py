"""An autograder for PyTorch courses: it judges what a student's functions do, from outside their process.

A notebook says `from grader import check, picture`; both are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.live import check, picture

__version__ = "0.1.0"
__all__ = ["__version__", "check", "picture"]


def __getattr__(name: str) -> Any:
    if name in ("check", "picture"):
        from grader import live

        return getattr(live, name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
