"""`grade doctor`: whether grading can work here, tried, not guessed."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from grader.cli.exits import Exit
from grader.cli.language import language_option
from grader.cli.lines import tell
from grader.errors import GradeError
from grader.sandbox.levels import DESCRIPTIONS, LEVELS, canary_failures
from grader.words import mark, recognise, sentences, translate

if TYPE_CHECKING:
    from grader.bridge.server import Standing

# What a level is made of, as the worker names it.
MEANS = (mark("namespaces"), mark("another user"))


@click.command("doctor")
@language_option
@click.pass_context
def doctor_command(ctx: click.Context) -> None:
    """Check Python, PyTorch, the accelerator and the isolation; exit code 2 if grading cannot work."""
    checks = (("python", _python), ("torch", _torch), ("accelerator", _accelerator), ("worker", _worker))
    # Every check is told, also after one that failed.
    healthy = not [name for name, check in checks if not _tell(name, check)]
    if healthy:
        tell(translate("isolation levels"))
        _tell_levels()
    told = "Grading works here." if healthy else "Grading cannot work here: see above."
    tell(f"\n{translate(told)}")
    ctx.exit(Exit.FULL_MARKS if healthy else Exit.CANNOT_GRADE)


def _tell(name: str, check: Callable[[], str]) -> bool:
    try:
        tell(f"ok    {name:<12} {check()}")
    except GradeError as error:
        tell(f"FAIL  {name:<12} {sentences(recognise(error.message), recognise(error.hint))}")
        return False
    return True


def _python() -> str:
    return f"{platform.python_version()} ({sys.executable})"


def _torch() -> str:
    try:
        import torch
    except Exception as error:  # a broken installation raises anything from ImportError to OSError
        raise GradeError(f"torch cannot be imported: {error}.", "Install it: pip install torch.") from None
    return str(torch.__version__)


def _accelerator() -> str:
    from grader.devices import device_name, find_accelerator

    kind = find_accelerator("auto")
    return f"{kind} ({device_name(kind)})" if kind else translate("none: cases that need one are pending")


def _worker() -> str:
    from grader.grading import try_worker

    milliseconds, level = try_worker("auto")
    told = "a student's process starts and answers in {milliseconds} ms, at the level {level}"
    return translate(told, milliseconds=f"{milliseconds:.0f}", level=level)


def _tell_levels() -> None:
    """Every level, whether it can be had here, and which canaries got through."""
    from grader.grading import stand

    for level in LEVELS:
        try:
            standing = stand(level)
        except GradeError as error:
            tell(f"      {level:<12} {translate('not here: {reason}', reason=recognise(error.message))}")
            continue
        tell(f"      {level:<12} {_works(standing)}: {translate(DESCRIPTIONS[level])}")


def _works(standing: Standing) -> str:
    """By what means a level works, and what was tried against it."""
    means = ", ".join(map(translate, standing.means))
    works = translate("works by {means}", means=means) if means else translate("works")
    through = canary_failures(standing.canaries, ["namespaces"])
    tried = translate("; {count} canaries tried", count=len(standing.canaries)) if standing.canaries else ""
    got = translate("; got through: {canaries}", canaries=", ".join(map(translate, through))) if through else ""
    return f"{works}{tried}{got if tried else ''}"
