"""What a class that handed in the whole course costs: each further submission, the same again, and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assignment import ROOT
from contenders import own_environment
from measure import Usage, run, run_watched

FEW, MANY, ALL = 20, 120, 1000
WATCHED = 24
JOBS = (1, 2, 3)
Tell = Callable[[str], None]


def measure_whole(tell: Tell, *, is_long: bool) -> dict[str, Any]:
    """Everything about the whole course."""
    few, many = (in_one_go(number, tell) for number in (FEW, ALL if is_long else MANY))
    more = many["submissions"] - few["submissions"]
    tell("the floor of the whole course")
    script = ROOT / "tests" / "benchmarks" / "whole.py"
    floor = subprocess.run([sys.executable, str(script), "--json"], capture_output=True, text=True, check=True).stdout
    return {
        **many,
        "cpu_each_more": (many["cpu"] - few["cpu"]) / more,
        "again_each_more": (many["cpu_again"] - few["cpu_again"]) / more,
        "floor": json.loads(floor.splitlines()[-1]),
        "memory": [memory(jobs, tell) for jobs in JOBS],
    }


def in_one_go(number: int, tell: Tell) -> dict[str, float]:
    """A class of so many at two jobs, and the same command once more."""
    tell(f"{number} submissions of the whole course")
    with tempfile.TemporaryDirectory(prefix="whole-") as name:
        place = write_whole_class(Path(name), number)
        first = graded(place, 2)
        check(place, number)
        again = graded(place, 2)
    usages = {"wall": first.wall, "cpu": first.cpu, "wall_again": again.wall, "cpu_again": again.cpu}
    return {"submissions": number, **usages, "others": first.others}


def write_whole_class(place: Path, number: int) -> Path:
    """A folder for each student, with every unit answered rightly and no two answers alike."""
    units = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "solutions").glob("*.py"))}
    for index in range(number):
        folder = place / "class" / f"student{index:05}"
        folder.mkdir(parents=True)
        for name, text in units.items():
            # A statement and no comment: comments make no other submission.
            (folder / name).write_text(f"{text}\nNUMBER = {index}\n", encoding="utf-8")
    return place


def graded(place: Path, jobs: int, runner: Callable[..., Usage] = run) -> Usage:
    """Grades the class; whoever is right loses nothing."""
    words = ["batch", str(place / "class"), "--course", str(ROOT), "--out", str(place / "out"), "--device", "cpu"]
    command = [sys.executable, "-m", "grader.cli", *words, "--isolation", "strict", "--jobs", str(jobs)]
    return runner(command, place, own_environment(place))


def check(place: Path, number: int) -> None:
    """Every record is there, and nothing in it failed."""
    records = list((place / "out" / "records").glob("*.json"))
    outcomes = {
        case["outcome"]
        for path in records
        for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]
        for case in exercise["cases"]
    }
    if len(records) != number or outcomes - {"passed", "pending"}:
        raise SystemExit(f"Right answers came out as {sorted(outcomes)} in {len(records)} records.")


def memory(jobs: int, tell: Tell) -> dict[str, float]:
    """The largest sum of proportional set sizes of all processes, and the part that no file backs."""
    tell(f"memory of the whole course at {jobs} jobs")
    with tempfile.TemporaryDirectory(prefix="whole-") as name:
        usage = graded(write_whole_class(Path(name), WATCHED), jobs, run_watched)
    return {"jobs": jobs, "pss_mb": usage.pss_mb, "anonymous_mb": usage.anonymous_mb}
