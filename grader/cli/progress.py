"""A progress line on standard error while cases run; nothing at all where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType

from grader.model import Verdict
from grader.words import translate


class Counter:
    """Counts what is done of several rounds of work, on one line of the terminal."""

    def __init__(self, doing: str, quiet: bool) -> None:
        self.doing = doing
        self.is_shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> Counter:
        """Begins at once: the first may take a while."""
        self._draw("")
        return self

    def tell(self, done: int, total: int) -> None:
        """So many of a round are done."""
        self._draw(f" {done}/{total}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves no trace on the screen."""
        self._draw(None)

    def _draw(self, words: str | None) -> None:
        if self.is_shown:
            sys.stderr.write("\r\x1b[K" + ("" if words is None else f"{self.doing}{words}"))
            sys.stderr.flush()


class Progress:
    """Counts cases on one line of the terminal."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total = total
        self.done = 0
        self.is_shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        """Begins at once: the first case may take a while."""
        self._draw("")
        return self

    def tell(self, verdict: Verdict) -> None:
        """One more case."""
        self.done += 1
        self._draw(verdict.case.exercise)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves no trace on the screen."""
        if self.is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _draw(self, exercise: str) -> None:
        if self.is_shown:
            sys.stderr.write(f"\r\x1b[K{translate('grading')} {self.done}/{self.total} {exercise}")
            sys.stderr.flush()
