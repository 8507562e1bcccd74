"""The comparison: every contender proves itself on known submissions, then all are measured in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assignment import CASES, FORGERY, right_answers, write_course, write_support, wrong_answer
from contenders import (
    Contender,
    Graded,
    Place,
    grade_batch,
    grade_floor,
    grade_gradescope,
    grade_nbgrader,
    grade_otter,
    grade_pytest,
    grade_xdist,
    version_of,
)
from environments import Missing, prepare
from measure import CommandFailed, Usage

OURS, FLOOR = "this grader, 1 job", "the floor"
ONE_PROCESS = "Student code and tests share a process, without limits of time or memory"
CONTENDERS = (
    Contender(OURS, "", 800, grade_batch(1), ""),
    Contender("this grader, 2 jobs", "", 800, grade_batch(2), ""),
    Contender("nbgrader autograde", "nbgrader", 4, grade_nbgrader,
              "Student code and tests share a kernel; a time limit a cell, no limit of memory; one at a time."),
    Contender("otter run", "otter", 3, grade_otter,
              "Student code and tests share a kernel, without limits (`otter grade` adds a container)."),
    Contender("gradescope-utils", "gradescope", 4, grade_gradescope,
              f"{ONE_PROCESS} (the platform adds a container)."),
    Contender("pytest, a process each", "pytest", 4, grade_pytest, f"{ONE_PROCESS}; no points."),
    Contender("pytest-xdist, whole class", "pytest", 200, grade_xdist,
              f"{ONE_PROCESS}, and so do all students; no points."),
    Contender(FLOOR, "pytest", 200, grade_floor, f"{ONE_PROCESS}; no points, no report, nothing kept."),
)  # fmt: skip
DISTRIBUTIONS = {
    "nbgrader autograde": "nbgrader",
    "otter run": "otter-grader",
    "gradescope-utils": "gradescope-utils",
    "pytest, a process each": "pytest",
    "pytest-xdist, whole class": "pytest-xdist",
}
Tell = Callable[[str], None]


class Comparison:
    """One run of the comparison in a folder of its own."""

    def __init__(self, environments: Path, rounds: int, tell: Tell) -> None:
        self.environments = environments
        self.rounds = rounds
        self.tell = tell

    def run(self, names: list[str]) -> list[dict[str, Any]]:
        """The rows of the table, in the order of the contenders."""
        wanted = [each for each in CONTENDERS if not names or each.name in names or each.environment in names]
        with tempfile.TemporaryDirectory(prefix="peers-") as folder:
            self.folder = Path(folder)
            self.support = write_support(self.folder / "support")
            self.course = write_course(self.folder / "course")
            return self._rows(wanted)

    def _rows(self, wanted: list[Contender]) -> list[dict[str, Any]]:
        facts = {each.name: self._proved(each) for each in wanted}
        measured = self._measured([each for each in wanted if "missing" not in facts[each.name]])
        rows = []
        for each in wanted:
            figures = figures_of(measured[each.name]) if each.name in measured else {}
            rows.append({"name": each.name, **facts[each.name], **figures, "lacks": each.lacks})
        return rows

    def _proved(self, contender: Contender) -> dict[str, Any]:
        """What it makes of known submissions; `missing` with the reason if it is not to be had, or wrong."""
        self.tell(f"{contender.name}: installed, and live?")
        python = self._python(contender)
        if isinstance(python, Missing):
            return {"missing": python.reason}
        try:
            known = self._grade(contender, python, {"right": right_answers(1)["student00000"], "wrong": wrong_answer()})
            forged = self._grade(contender, python, {"forged": FORGERY, "wrong": wrong_answer()})
        except (CommandFailed, OSError, LookupError, ValueError, subprocess.SubprocessError) as error:
            return {"missing": f"It failed: {self._clean(error)}"}
        expected = {"right": CASES, "wrong": self._expected_of_wrong()}
        if known.points != expected:
            return {"missing": f"It gave {known.points} where {expected} is right."}
        if contender.name == FLOOR and forged.points["forged"] != CASES:
            sys.exit("The forgery has died: it must have everything of a process that it shares with its tests.")
        distribution = DISTRIBUTIONS.get(contender.name)
        return {
            "version": version_of(python, distribution) if distribution else "",
            **known.points,
            "forged": forged.points["forged"],
            "changes_others": forged.points["wrong"] != expected["wrong"],
        }

    def _expected_of_wrong(self) -> int:
        """As many cases as the plain functions pass: the floor says it, in a process of its own."""
        if not hasattr(self, "wrong"):
            floor = next(each for each in CONTENDERS if each.name == FLOOR)
            python = self._python(floor)
            if isinstance(python, Missing):
                sys.exit(f"The floor cannot be measured: {python.reason}")
            self.wrong = self._grade(floor, python, {"wrong": wrong_answer()}).points["wrong"]
        return self.wrong

    def _measured(self, contenders: list[Contender]) -> dict[str, list[tuple[Usage, int]]]:
        """All of them in turn, again and again, so that what slows the machine slows all."""
        found: dict[str, list[tuple[Usage, int]]] = defaultdict(list)
        for number in range(self.rounds):
            for each in contenders:
                self.tell(f"round {number + 1} of {self.rounds}: {each.name}")
                answers = right_answers(each.submissions)
                graded = self._grade(each, self._python(each), answers)  # type: ignore[arg-type]
                if graded.points != dict.fromkeys(answers, CASES):
                    sys.exit(f"{each.name} took points from right answers.")
                found[each.name] += graded.usages
        return found

    def _python(self, contender: Contender) -> Path | Missing:
        if not contender.environment:
            return Path(sys.executable)
        return prepare(self.environments.absolute(), contender.environment)

    def _grade(self, contender: Contender, python: Path, answers: dict[str, str]) -> Graded:
        """In an empty folder, which is gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            return contender.grade(Place(Path(place), self.support, self.course, python), answers)

    def _clean(self, error: Exception) -> str:
        """The end of an error, without the folders of this machine."""
        text = str(error).replace(str(self.folder), "…").replace(str(self.environments.absolute()), "…")
        return text.splitlines()[-1] if text else type(error).__name__


def figures_of(usages: list[tuple[Usage, int]]) -> dict[str, float]:
    """Medians a submission."""
    cpu = statistics.median(usage.cpu / number for usage, number in usages)
    return {
        "submissions": sum(number for _, number in usages),
        "wall": statistics.median(usage.wall / number for usage, number in usages),
        "cpu": cpu,
        "per_minute_per_core": 60 / cpu,
        "others": statistics.median(usage.others for usage, _ in usages),
    }
