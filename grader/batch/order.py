"""What a batch was asked for, kept beside its results: `grade regrade` does the same again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from grader.batch.records import write_whole
from grader.errors import IntakeError
from grader.words import ENGLISH

ORDER_FILE = "batch.json"


@dataclass(frozen=True)
class Order:
    """A class, how it is read, and what counts."""

    place: str
    roster: str | None = None
    layout: str = "auto"
    attempts: str = "latest"
    only: tuple[str, ...] = ()
    device: str = "auto"
    seed: int | None = None
    isolation: str = "auto"
    gradebook: str | None = None
    shard: str | None = None
    pages: bool = False
    language: str = ENGLISH
    # Who is on the roster and had handed in nothing; None where that was not kept.
    absent: tuple[str, ...] | None = None

    def keep(self, out: Path) -> None:
        """Writes it beside the results; a database's password is nobody's to read there."""
        kept = replace(self, gradebook=None) if has_password(self.gradebook) else self
        write_whole(out / ORDER_FILE, json.dumps(asdict(kept), indent=2) + "\n")


def has_password(url: str | None) -> bool:
    """Whether a database's URL names a user with a password."""
    authority = (url or "").partition("://")[2].rpartition("@")[0]
    return ":" in authority


def read_order(out: Path) -> Order:
    """The order that made the results in a folder; raises IntakeError where there is none."""
    try:
        data = json.loads((out / ORDER_FILE).read_text(encoding="utf-8"))
        order = Order(**data)
        absent = None if order.absent is None else tuple(order.absent)
        return replace(order, only=tuple(order.only), absent=absent)
    except OSError:
        raise IntakeError(f"{out} holds no graded class.", "Name the folder that `grade batch --out` wrote.") from None
    except (ValueError, TypeError) as error:
        raise IntakeError(f"{out / ORDER_FILE} cannot be read: {error}.", "Run `grade batch` once more.") from None
