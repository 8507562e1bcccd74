"""How far a class has come: a bar with rate, remaining time and outcomes; plain lines where nobody watches."""

from __future__ import annotations

import sys
import time
from collections import Counter
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.batch.standing import Standing

SECONDS_BETWEEN_LINES = 10.0


class ClassProgress:
    """Counts submissions as they are graded, on standard error."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total = total
        self.done = 0
        self.counts: Counter[str] = Counter()
        self.started = self.told = time.monotonic()
        self.quiet = quiet
        self.bar = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
            console=Console(stderr=True),
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )
        self.task = self.bar.add_task("", total=total, rate="", counts="")

    def __enter__(self) -> ClassProgress:
        """Shows the bar."""
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Takes it away."""
        self.bar.stop()

    def tell(self, standing: Standing) -> None:
        """One more."""
        self.done += 1
        self.counts[kind_of(standing)] += 1
        rate = f"{self.done / max(time.monotonic() - self.started, 1e-3):.1f}/s"
        counts = " · ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items()))
        self.bar.update(self.task, completed=self.done, rate=rate, counts=counts)
        self._line(rate, counts)

    def _line(self, rate: str, counts: str) -> None:
        now = time.monotonic()
        if self.quiet or sys.stderr.isatty() or (now - self.told < SECONDS_BETWEEN_LINES and self.done < self.total):
            return
        self.told = now
        left = (now - self.started) / self.done * (self.total - self.done)
        click.echo(f"{self.done} of {self.total} graded, {rate}, {left:.0f} s left: {counts}", err=True)


def kind_of(standing: Standing) -> str:
    """In a word, how a submission did."""
    if not standing.is_graded:
        return "not graded"
    if standing.remark:
        return "unreadable"
    if standing.raw == standing.possible - standing.pending:
        return "full marks"
    return "in part" if standing.raw else "nothing"
