"""Exit codes, and the one way in which an error is told."""

from __future__ import annotations

import enum
from typing import NoReturn

import click

from grader.cli.lines import tell
from grader.emit.record import clean
from grader.words import recognise, translate


class Exit(enum.IntEnum):
    """What the process says to the shell."""

    FULL_MARKS = 0
    POINTS_LOST = 1
    CANNOT_GRADE = 2


def fail(message: str, hint: str = "") -> NoReturn:
    """Says what happened and what to do, and ends with code 2."""
    tell(f"{translate('error')}: {clean(recognise(message))}", err=True)
    if hint:
        tell(f"\n{clean(recognise(hint))}", err=True)
    raise click.exceptions.Exit(Exit.CANNOT_GRADE)
