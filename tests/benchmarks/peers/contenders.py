"""The contenders: how each is given the assignment, which command is measured, and where it tells what passed.

Only the grading itself is measured: what an instructor prepares once is not.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from assignment import FUNCTIONS, ROOT
from environments import variables
from measure import Usage, run
from notebooks import released, submitted

HARNESS = Path(__file__).parent / "harness"
FILE = "first_network.py"
PASSED_NOT_ALL = (0, 1)


@dataclass(frozen=True)
class Place:
    """Where a contender works: an empty folder, the shared cases, this grader's course, and its interpreter."""

    folder: Path
    support: Path
    course: Path
    python: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables of its commands."""
        return variables(self.python, self.support, self.folder)


@dataclass(frozen=True)
class Graded:
    """What commands took, each for how many submissions, and how many cases each submission passed."""

    usages: list[tuple[Usage, int]]
    points: dict[str, int]


@dataclass(frozen=True)
class Contender:
    """One row of the table."""

    name: str
    environment: str
    submissions: int
    grade: Callable[[Place, dict[str, str]], Graded]
    lacks: str


def write_class(folder: Path, answers: dict[str, str]) -> Path:
    """A folder for each student."""
    for student, text in answers.items():
        (folder / student).mkdir(parents=True)
        (folder / student / FILE).write_text(text, encoding="utf-8")
    return folder


def batch_command(place: Path, course: Path, jobs: int) -> list[str]:
    """`grade batch` on the class in a folder."""
    words = ["batch", str(place / "class"), "--course", str(course), "--out", str(place / "out")]
    return [sys.executable, "-m", "grader.cli", *words, "--device", "cpu", "--isolation", "strict", "--jobs", str(jobs)]


def own_environment(place: Path) -> dict[str, str]:
    """This repository's grader, whatever else is installed."""
    return variables(Path(sys.executable), ROOT, place)


def grade_batch(jobs: int) -> Callable[[Place, dict[str, str]], Graded]:
    """This grader, with so many submissions at a time."""

    def grade(place: Place, answers: dict[str, str]) -> Graded:
        write_class(place.folder / "class", answers)
        command = batch_command(place.folder, place.course, jobs)
        usage = run(command, place.folder, own_environment(place.folder))
        return Graded([(usage, len(answers))], recorded(place.folder / "out"))

    return grade


def recorded(out: Path) -> dict[str, int]:
    """The passed cases of each record."""
    found = {}
    for path in (out / "records").glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        cases = [case for exercise in record["exercises"] for case in exercise["cases"]]
        found[path.stem] = sum(case["outcome"] == "passed" for case in cases)
    return found


def grade_floor(place: Place, answers: dict[str, str]) -> Graded:
    """A fork of a warm process, and nothing else; its start does not count."""
    write_class(place.folder / "class", answers)
    command = [str(place.python), str(HARNESS / "floor.py"), "class", "result.json"]
    others = run(command, place.folder, place.environment).others
    told = json.loads((place.folder / "result.json").read_text(encoding="utf-8"))
    return Graded([(Usage(told["wall"], told["cpu"], others), len(answers))], told["points"])


def grade_nbgrader(place: Place, answers: dict[str, str]) -> Graded:
    """`nbgrader autograde` on a class of notebooks."""
    nbgrader = [str(place.python), "-m", "nbgrader"]
    source = place.folder / "source" / "five" / "first_network.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(released(next(iter(answers.values()))), encoding="utf-8")
    run([*nbgrader, "generate_assignment", "five"], place.folder, place.environment)
    for student, text in answers.items():
        folder = place.folder / "submitted" / student / "five"
        folder.mkdir(parents=True)
        (folder / source.name).write_text(submitted(text), encoding="utf-8")
    usage = run([*nbgrader, "autograde", "five"], place.folder, place.environment)
    run([*nbgrader, "export", "--to", "grades.csv"], place.folder, place.environment)
    with (place.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        points = {line["student_id"]: round(float(line["raw_score"])) for line in csv.DictReader(file)}
    return Graded([(usage, len(answers))], points)


def grade_otter(place: Place, answers: dict[str, str]) -> Graded:
    """`otter run`, once for each submission."""
    otter = [str(place.python), "-m", "otter"]
    (place.folder / "tests").mkdir()
    for name in FUNCTIONS:
        text = (HARNESS / "otter_cases.py").read_text(encoding="utf-8").replace("EXERCISE", name)
        (place.folder / "tests" / f"{name}.py").write_text(text, encoding="utf-8")
    generate = [*otter, "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements", "--no-environment"]
    run(generate, place.folder, place.environment)
    command = [*otter, "run", "--no-logo", "-a", str(place.folder / "autograder.zip"), FILE]
    return one_by_one(place, answers, command, "results.json", scores_sum)


def grade_gradescope(place: Place, answers: dict[str, str]) -> Graded:
    """gradescope-utils, a process for each submission as on that platform."""
    harness = {"gradescope_run.py": "run_tests.py", "gradescope_cases.py": "gradescope_cases.py"}
    return one_by_one(place, answers, [str(place.python), "run_tests.py"], "results.json", scores_sum, harness)


def grade_pytest(place: Place, answers: dict[str, str]) -> Graded:
    """`python -m pytest`, once for each submission."""
    command = [str(place.python), "-m", "pytest", "--quiet", "--junitxml=results.xml"]
    harness = {"pytest_cases.py": "test_first_network.py"}
    return one_by_one(place, answers, command, "results.xml", lambda path: junit_passed(path)[""], harness)


def grade_xdist(place: Place, answers: dict[str, str]) -> Graded:
    """One session of pytest with pytest-xdist, two processes, the whole class in it."""
    write_class(place.folder / "class", answers)
    shutil.copy(HARNESS / "class_cases.py", place.folder / "test_class.py")
    command = [str(place.python), "-m", "pytest", "--quiet", "-n", "2", "--tb=no", "--junitxml=results.xml"]
    usage = run(command, place.folder, place.environment, PASSED_NOT_ALL)
    passed = junit_passed(place.folder / "results.xml")
    return Graded([(usage, len(answers))], {student: passed[student] for student in answers})


def one_by_one(
    place: Place, answers: dict[str, str], command: list[str], results: str, points_of: Callable[[Path], int],
    harness: dict[str, str] | None = None,
) -> Graded:  # fmt: skip
    """Runs the command in a folder of its own for each submission."""
    usages, points = [], {}
    for student, text in answers.items():
        folder = place.folder / student
        folder.mkdir()
        (folder / FILE).write_text(text, encoding="utf-8")
        for source, name in (harness or {}).items():
            shutil.copy(HARNESS / source, folder / name)
        usages.append((run(command, folder, place.environment, PASSED_NOT_ALL), 1))
        points[student] = points_of(folder / results)
    return Graded(usages, points)


def scores_sum(path: Path) -> int:
    """The points of a `results.json`; every case is worth one."""
    return round(sum(each.get("score", 0) for each in json.loads(path.read_text(encoding="utf-8"))["tests"]))


def junit_passed(path: Path) -> Counter[str]:
    """The passed cases by student, from names such as `test_case[get_data.test_x-student]`."""
    passed: Counter[str] = Counter()
    for case in ElementTree.parse(path).iter("testcase"):
        if case.find("failure") is None and case.find("error") is None:
            _, _, student = case.attrib["name"].rstrip("]").partition("-")
            passed[student] += 1
    return passed


def version_of(python: Path, distribution: str) -> str:
    """What is installed there."""
    code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    command = [str(python), "-c", code, distribution]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()
