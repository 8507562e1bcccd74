"""`check("loss_fn")` in a running notebook: what is defined there now meets the example cases, in another process.

The kernel itself runs no case: an answer that hangs is stopped by its own limits, and by this module if all else fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader import words
from grader.course import find_course, read_course
from grader.errors import CourseError, GradeError, SetupError
from grader.intake.neighbours import Budget, named_neighbours, neighbours_of
from grader.intake.notebook import MAX_CELLS
from grader.live.history import read_history
from grader.live.selection import Selection
from grader.live.verdict import Problem, Verdict, Verdicts
from grader.model import Cell, Course, Exercise, Source
from grader.words import recognise, translate

# Starting Python and PyTorch on a slow disk; a case that hangs twice is not tried again.
START_SECONDS = 120
PATIENCE = 3


def check(*names: str, lang: str = "") -> Verdicts | Problem:
    """Checks functions by name (without a name: all that are defined here) with the course's example cases.

    `lang` is the language of what is told, such as `"zh"`: by default the locale's, else the course's own.
    """
    namespace = sys._getframe(1).f_globals
    try:
        course = _course(_root(), lang)
        return Verdicts(tuple(_check(course, unit, namespace) for unit in _units(course, names, namespace)))
    except GradeError as error:
        return Problem(recognise(error.message), recognise(error.hint))
    except KeyboardInterrupt:
        return Problem(translate("Stopped."), translate("Run the cell again when you like."))
    except Exception as error:  # the last boundary: a person must never meet a traceback of the grader's
        return Problem(
            recognise(f"The grader itself failed: {type(error).__name__}: {str(error)[:300]}"),
            translate("That is not your fault. Save the notebook and try `grade run` on it."),
        )


def _course(root: Path, lang: str) -> Course:
    """The course in the language that is wished for; the notebook shows verdicts later, and speaks it from now on."""
    known = words.languages(root)
    if lang and not words.named(lang, known):
        raise CourseError(f"There are no texts in the language `{lang}`.", f"There are texts in: {', '.join(known)}.")
    language = words.named(lang, known) or words.of_locale(known) or words.named(read_course(root).language, known)
    words.speak(language or words.ENGLISH, root)
    return read_course(root)


def _root() -> Path:
    try:
        return find_course(Path.cwd())
    except CourseError as error:
        raise CourseError(error.message, "Keep the notebook in the course's folder `exercises`.") from None


def _units(course: Course, names: tuple[str, ...], namespace: dict[str, Any]) -> list[tuple[Exercise, ...]]:
    """The exercises asked for, in groups of one unit."""
    chosen = [_exercise(course, name) for name in names]
    if not names:
        chosen = [each for each in course.exercises if each.name in namespace]
    if not chosen:
        raise CourseError("None of the course's functions is defined here yet.", "Run the cell that defines one.")
    units = dict.fromkeys(each.unit for each in chosen)
    return [tuple(each for each in chosen if each.unit == unit) for unit in units]


def _exercise(course: Course, name: object) -> Exercise:
    """By `function` or `unit.function`; the function itself will do, too."""
    text = name if isinstance(name, str) else str(getattr(name, "__name__", name))
    found = [each for each in course.exercises if text in (each.id, each.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CourseError(
            f"There is `{text}` in several units.", f"Say which: {', '.join(repr(each.id) for each in found)}."
        )
    names = [each.name for each in course.exercises]
    near = get_close_matches(text[:100].rpartition(".")[2], names, 1)
    known = f"Is it `{near[0]}`?" if near else f"There are: {', '.join(names)}."
    raise CourseError(f"There is no exercise `{text[:100]}` in this course.", known)


def _check(course: Course, exercises: tuple[Exercise, ...], namespace: dict[str, Any]) -> Verdict:
    there = [each for each in exercises if each.name in namespace]
    absent = tuple(each for each in exercises if each.name not in namespace)
    if not there:
        return Verdict({}, exercises, absent)
    cells = Selection(read_history(), namespace).select([each.name for each in there])
    return Verdict(_grade(course, there, cells), exercises, absent)


def _grade(course: Course, exercises: list[Exercise], cells: tuple[Cell, ...]) -> dict[str, Any]:
    """The record that `grade run` makes of these cells with the example cases."""
    with tempfile.TemporaryDirectory(prefix="grade-check-", ignore_cleanup_errors=True) as place:
        work = Path(place, "work")
        work.mkdir()
        _hand_in(work, course, exercises[0].unit, cells)
        only = [word for each in exercises for word in ("--only", each.id)]
        options = [
            "--course",
            str(course.root.absolute()),
            "--cases",
            "public",
            "--json",
            "--lang",
            words.spoken(),
            *only,
        ]
        # From an empty folder: what lies beside the notebook must not take the place of a library.
        ended = _run([sys.executable, "-m", "grader.cli", "run", str(work), *options], place, _patience(exercises))
    try:
        record: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        told = ("\n" + ended.stderr).partition("\nerror: ")[2] or ended.stderr
        message, _, hint = told.strip().partition("\n\n")
        raise SetupError(message[:1000] or f"The grader ended with code {ended.returncode}.", hint[:1000]) from None
    return record


def _patience(exercises: list[Exercise]) -> float:
    """Seconds after which even the grader is not waited for any more."""
    limits = [each.limits for each in exercises]
    return START_SECONDS + limits[0].load_seconds + PATIENCE * sum(each.call_seconds for each in limits)


def _run(command: list[str], place: str, seconds: float) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1"}
    try:
        return subprocess.run(
            command, cwd=place, env=environment, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SetupError(
            f"Checking took longer than {seconds:.0f} seconds and was stopped.",
            "Is there a loop that never ends? Save the notebook and try `grade run` on it.",
        ) from None


def _hand_in(work: Path, course: Course, unit: str, cells: tuple[Cell, ...]) -> None:
    """Writes the cells as a notebook named for the unit, and what they speak of beside it."""
    by_number = {each.number: each.text for each in cells}
    last = max((number for number in by_number if number), default=0)
    # A notebook may hold only so many cells: of a longer session the numbers are given up.
    numbers = range(1, last + 1) if last <= MAX_CELLS else sorted(number for number in by_number if number)
    written = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": by_number.get(n, "")} for n in numbers]
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": written}
    (work / f"{unit}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    here = Path.cwd() / f"{unit}.ipynb"
    budget = Budget()
    for each in named_neighbours(Source(unit, here, cells, neighbours_of(here, is_alone=False))):
        # The units' own files would be graded in the notebook's place; the course's data are there anyway.
        if course.unit(each.stem) is None and each != course.root / "exercises" / "data":
            budget.copy(each, work / each.name)
