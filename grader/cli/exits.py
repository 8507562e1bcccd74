"""Exit codes, and the one way in which an error is told."""

from __future__ import annotations

import enum
import errno
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


# What a system refuses for a reason that is neither a submission's nor the grader's fault.
REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG)


def fail_refused(error: OSError) -> NoReturn:
    """The system's own words: there is no room, or no leave to write."""
    said = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)
    fail(
        translate("The system refuses: {said}.", said=said),
        translate("Make room, or give another place. Then give the same command again: what was finished is kept."),
    )


def fail(message: str, hint: str = "") -> NoReturn:
    """Says what happened and what to do, and ends with code 2."""
    tell(f"{translate('error')}: {clean(recognise(message))}", err=True)
    if hint:
        tell(f"\n{clean(recognise(hint))}", err=True)
    raise click.exceptions.Exit(Exit.CANNOT_GRADE)
