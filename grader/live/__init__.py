"""What a running notebook uses: `check` judges what is defined there now, `picture` draws where that is possible.

Imports nothing heavy: the cases run in a process of their own.
"""

from grader.live.checking import check
from grader.live.drawing import picture

__all__ = ["check", "picture"]
