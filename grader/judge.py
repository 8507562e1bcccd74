"""The judge: one pytest session that collects the cases once and then runs them for one submission after another."""

from __future__ import annotations

import gc
import os
import platform
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import torch

from grader import plugin
from grader.compiler import put_off_compiler
from grader.course import KINDS, course_digest
from grader.devices import device_name
from grader.drawing import draw
from grader.errors import CourseError
from grader.examination import Examination, script_name
from grader.grading import Grading
from grader.memory import give_back_large_blocks
from grader.model import Case, Environment, LineDrawing, Note, Outcome, Report, Submission, Verdict
from grader.score import score_exercise
from grader.words import translate

QUIET = (
    *(
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:warnings",
        "-p",
        "no:logging",
        "-p",
        "no:junitxml",
    ),
    *(
        "-p",
        "no:pastebin",
        "-p",
        "no:faulthandler",
        "-p",
        "no:doctest",
        "-p",
        "no:unittest",
        "-p",
        "no:stepwise",
    ),
    *(
        "-p",
        "no:nose",
        "-p",
        "no:setuponly",
        "-p",
        "no:setupplan",
        "-p",
        "no:debugging",
        "--capture=no",
        "--assert=plain",
    ),
    *("--import-mode=importlib", "--strict-markers", "-c", os.devnull),
)
Work = Callable[["Judge"], None]
# A rehearsal of a case that needs an accelerator stays pending, and has gone well.
SOUND = (Outcome.PASSED, Outcome.PENDING)


class Judge:
    """A warm session; use it inside `hold_session`."""

    def __init__(self, grading: Grading, isolation: str) -> None:
        # A region of several threads before a fork deadlocks the child.
        torch.set_num_threads(1)
        put_off_compiler()
        give_back_large_blocks()
        self.grading = grading
        self.isolation = isolation
        self.kinds = KINDS
        self.items: list[pytest.Item] = []
        self.problems: list[str] = []
        self.warm: set[str] = set()
        self.digest = course_digest(grading.course)
        self.device_name = device_name(grading.accelerator)
        # Whether pages are wanted: then what they draw is asked for after the cases.
        self.draws = False
        self.drawings: dict[str, LineDrawing] = {}

    @property
    def cases(self) -> list[Case]:
        """The collected cases in teaching order."""
        return [item.stash[plugin.CASE] for item in self.items]

    def grade(
        self, submission: Submission, exercises: Iterable[str], tell: Callable[[Verdict], None] = lambda verdict: None
    ) -> Report:
        """Runs the cases of those exercises; `tell` hears each verdict as it comes."""
        started = time.perf_counter()
        wanted = set(exercises)
        verdicts, notes = self._judge(submission, wanted, tell)
        return self._report(submission, verdicts, wanted, notes, time.perf_counter() - started)

    def judge(self, submission: Submission, exercises: set[str]) -> tuple[list[Verdict], dict[str, tuple[Note, ...]]]:
        """The verdicts on those exercises, and what was met while loading each unit's source."""
        verdicts, _ = self._judge(submission, exercises, lambda verdict: None)
        examination = self.grading.examination
        return verdicts, examination.notes_by_unit() if examination else {}

    def warm_up(self, wanted: set[str]) -> None:
        """Does once what each submission would do again: asks the reference, and writes down what the cases ask."""
        if wanted <= self.warm:
            return
        # A fork that found the server not yet ready would take the news away from all others.
        self.grading.prepare()
        units = dict.fromkeys(name.split(".")[0] for name in wanted)
        sources = tuple(self.grading.references.source(unit) for unit in units) if self._has_hidden_items() else ()
        self.grading.scripts.is_recording = True
        verdicts, _ = self._judge(Submission("reference", "", sources), wanted, lambda verdict: None)
        for verdict in verdicts:
            self.grading.scripts.finish(script_name(verdict.case), verdict.outcome in SOUND)
        self.grading.scripts.is_recording = False
        self.warm |= wanted
        self.grading.stay_warm()
        gc.collect()
        gc.freeze()

    def _has_hidden_items(self) -> bool:
        return any(case.visibility == "hidden" for case in self.cases)

    def _judge(
        self, submission: Submission, wanted: set[str], tell: Callable[[Verdict], None]
    ) -> tuple[list[Verdict], tuple[Note, ...]]:
        items = self._items(wanted)
        # The ledger: what has no verdict at the end was not passed.
        ledger = {key(item.stash[plugin.CASE]): unjudged(item.stash[plugin.CASE]) for item in items}
        examination = self.grading.examine(submission)
        try:
            for index, item in enumerate(items):
                following = items[index + 1] if index + 1 < len(items) else None
                verdict = plugin.run_case(item, following)
                ledger[key(verdict.case)] = verdict
                tell(verdict)
            self.drawings = self._draw(examination, wanted)
        finally:
            examination.close()
        self._name_mistakes(ledger, items)
        return list(ledger.values()), examination.notes()

    def _draw(self, examination: Examination, wanted: set[str]) -> dict[str, LineDrawing]:
        """What the pages draw of those exercises; where there is nothing to draw, nothing."""
        if not self.draws or self.grading.scripts.is_recording:
            return {}
        chosen = [each for each in self.grading.course.exercises if each.id in wanted]
        found = {each.id: draw(examination, each) for each in chosen if each.drawing}
        return {name: drawing for name, drawing in found.items() if drawing is not None}

    def _name_mistakes(self, ledger: dict[tuple[str, str], Verdict], items: list[pytest.Item]) -> None:
        """Looks for the cause of what was not passed, exercise by exercise."""
        direct = {key(item.stash[plugin.CASE]): item for item in items if not plugin.traits(item).needs_pytest}
        verdicts = [verdict for each, verdict in ledger.items() if each in direct]
        for exercise in dict.fromkeys(verdict.case.exercise for verdict in verdicts):
            own = [verdict for verdict in verdicts if verdict.case.exercise == exercise]
            ledger.update({key(named.case): named for named in self.grading.name_mistakes(own, direct)})

    def _items(self, wanted: set[str]) -> list[pytest.Item]:
        return [item for item in self.items if item.stash[plugin.CASE].exercise in wanted]

    def _report(
        self, submission: Submission, verdicts: list[Verdict], wanted: set[str], notes: Any, seconds: float
    ) -> Report:
        course = self.grading.course
        reports = tuple(
            score_exercise(exercise, [each for each in verdicts if each.case.exercise == exercise.id])
            for exercise in course.exercises
            if exercise.id in wanted
        )
        return Report(
            submission,
            course.name,
            self.digest,
            self._environment(),
            reports,
            notes,
            course.has_hidden_cases and "hidden" in self.kinds,
            seconds,
            self.drawings,
        )

    def _environment(self) -> Environment:
        device = self.grading.accelerator or "cpu"
        return Environment(
            platform.python_version(),
            torch.__version__,
            device,
            self.device_name,
            self.isolation,
            self.grading.seed,
        )


class SessionPlugin:
    """Gives pytest the grading before collection and takes its run loop over."""

    def __init__(self, judge: Judge, work: Work) -> None:
        self.judge = judge
        self.work = work
        self.error: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Before collection asks for it."""
        config.stash[plugin.GRADING] = self.judge.grading

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A case file that cannot be read is the course's fault, and said aloud."""
        if report.failed:
            self.judge.problems.append(f"{report.nodeid}: {str(report.longrepr).strip().splitlines()[-1][:300]}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hands the collected cases to the judge's work."""
        order = {exercise.id: index for index, exercise in enumerate(self.judge.grading.course.exercises)}
        items = [item for item in session.items if plugin.CASE in item.stash]
        self.judge.items = sorted(items, key=lambda item: order.get(item.stash[plugin.CASE].exercise, len(order)))
        try:
            if not self.judge.problems:
                # What is alive now stays: collecting garbage in a fork would copy its pages.
                gc.freeze()
                self.work(self.judge)
        except BaseException as error:  # pytest would turn it into a printed traceback; hold_session raises it again
            self.error = error
        return True


def hold_session(
    grading: Grading,
    isolation: str,
    work: Work,
    units: Iterable[str] | None = None,
    kinds: tuple[str, ...] = KINDS,
) -> None:
    """Collects the cases of those units (default: all), then does the work; raises CourseError for faulty cases."""
    judge = Judge(grading, isolation)
    judge.kinds = kinds
    session = SessionPlugin(judge, work)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    files = case_files(grading, units, kinds)
    arguments = [*QUIET, "--rootdir", str(grading.course.root), "-p", "grader.plugin", *map(str, files)]
    ended = pytest.main(arguments, plugins=[session])
    if session.error is not None:
        raise session.error
    if ended == pytest.ExitCode.INTERRUPTED:
        # Ctrl-C while the cases were collected: pytest keeps it to itself.
        raise KeyboardInterrupt
    if judge.problems or not judge.items:
        raise CourseError("The cases cannot be used. " + ("; ".join(judge.problems[:3]) or "None were collected."))


def case_files(grading: Grading, units: Iterable[str] | None, kinds: tuple[str, ...]) -> list[Path]:
    """The files with the cases of those units; raises CourseError where there are none."""
    course = grading.course
    wanted = [unit.id for unit in course.units] if units is None else list(units)
    files = [course.folder(kind) / f"test_{unit}.py" for unit in wanted for kind in kinds]
    found = [file for file in files if file.is_file()]
    if not found:
        raise CourseError(
            f"There are no cases for {', '.join(wanted)} in {course.root / 'tests'}.",
            "Is the course folder complete?",
        )
    return found


def key(case: Case) -> tuple[str, str]:
    """What tells a case from all others."""
    return case.id, case.device


def unjudged(case: Case) -> Verdict:
    """The entry of a case nobody has judged yet."""
    return Verdict(case, Outcome.BROKEN, translate("The case was not run."))
