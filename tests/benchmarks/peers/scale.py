"""How this grader alone behaves as classes and jobs grow, and what it costs to find that nothing has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from assignment import CASES, right_answers, write_course
from contenders import batch_command, own_environment, recorded, write_class
from measure import Usage, run, run_watched

SIZES = (100, 300, 1000)
LONG = 10_000
JOBS = (1, 2, 3, 4)
WATCHED = 80
ONE_JOB_SIZES = (100, 400)
Tell = Callable[[str], None]


def measure_scale(tell: Tell, *, is_long: bool) -> dict[str, Any]:
    """Everything but the comparison."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        course = write_course(Path(folder) / "course")
        place = Path(folder)
        sizes = growth([in_one_go(course, place, number, 2, tell) for number in [*SIZES, *([LONG] if is_long else [])]])
        one_job = [in_one_go(course, place, number, 1, tell) for number in ONE_JOB_SIZES]
        return {
            "sizes": sizes,
            "cores": [speed(1, one_job[0], one_job[1]), speed(2, sizes[0], sizes[len(SIZES) - 1])],
            "memory": [memory(course, place, jobs, tell) for jobs in JOBS],
        }


def in_one_go(course: Path, folder: Path, number: int, jobs: int, tell: Tell) -> dict[str, float]:
    """A class of so many, and the same command once more."""
    tell(f"{number} submissions, {jobs} {'job' if jobs == 1 else 'jobs'}")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        first = graded(place, course, number, jobs)
        again = run(batch_command(place, course, jobs), place, own_environment(place))
    usages = {"wall": first.wall, "cpu": first.cpu, "wall_again": again.wall, "cpu_again": again.cpu}
    return {"submissions": number, **usages, "others": first.others}


def growth(sizes: list[dict[str, float]]) -> list[dict[str, float]]:
    """Each size with what each further submission cost, beyond the size before it."""
    sizes[0]["cpu_each_more"] = sizes[0]["wall_each_more"] = 0.0
    for smaller, larger in pairwise(sizes):
        for kind in ("cpu", "wall"):
            more = larger["submissions"] - smaller["submissions"]
            larger[f"{kind}_each_more"] = (larger[kind] - smaller[kind]) / more
    return sizes


def speed(jobs: int, small: dict[str, float], large: dict[str, float]) -> dict[str, float]:
    """Submissions a second once all is warm: of two classes, what the larger one took longer."""
    more = large["submissions"] - small["submissions"]
    return {
        "jobs": jobs,
        "per_second": more / (large["wall"] - small["wall"]),
        "cpu_each": (large["cpu"] - small["cpu"]) / more,
        "others": max(small["others"], large["others"]),
    }


def memory(course: Path, folder: Path, jobs: int, tell: Tell) -> dict[str, float]:
    """The largest sum of proportional set sizes of all processes, and the part that no file backs."""
    tell(f"memory at {jobs} jobs")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        write_class(place / "class", right_answers(WATCHED))
        usage = run_watched(batch_command(place, course, jobs), place, own_environment(place))
    return {"jobs": jobs, "pss_mb": usage.pss_mb, "anonymous_mb": usage.anonymous_mb}


def graded(place: Path, course: Path, number: int, jobs: int) -> Usage:
    """Grades a class in an empty folder; every answer must get everything."""
    answers = right_answers(number)
    write_class(place / "class", answers)
    usage = run(batch_command(place, course, jobs), place, own_environment(place))
    if recorded(place / "out") != dict.fromkeys(answers, CASES):
        raise SystemExit("This grader took points from right answers.")
    return usage
