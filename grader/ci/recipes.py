"""What each platform gets: its templates filled in, the grader's wheel, exact versions, and the course if it needs it.

No template has more than names put into it, so what is written can be read beside its template line by line.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
import tarfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.ci.pins import constraints
from grader.ci.wheel import make_wheel, pack
from grader.errors import CourseError
from grader.model import Course

TEMPLATES = Path(__file__).with_name("templates")
PLACE = re.compile(r"%%([A-Z_]+)%%")
# PyTorch's own index of builds without CUDA: the ordinary ones bring gigabytes that no CI machine can use.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
PUBLIC = ("exercises", "tests/public")
HIDDEN = ("solutions", "tests/hidden")
# What Classroom 50's runner downloads of a bundle.
BUNDLE = 10 * 2**20

Files = dict[str, bytes]


@dataclass(frozen=True)
class Plan:
    """What was asked for."""

    course: Course
    units: tuple[str, ...]
    shards: int = 4
    with_hidden: bool = False


def github(plan: Plan) -> Files:
    """A workflow that grades a class in shards."""
    shards = range(1, plan.shards + 1)
    names = {"SHARDS": str(plan.shards), "LIST": ", ".join(map(str, shards))}
    return {".github/workflows/grade-class.yml": filled("github.yml", names), **grader_files("grading/")}


def gitlab(plan: Plan) -> Files:
    """A pipeline that does the same."""
    return {".gitlab-ci.yml": filled("gitlab.yml", {"SHARDS": str(plan.shards)}), **grader_files("grading/")}


def gradescope(plan: Plan) -> Files:
    """The zip to upload as an autograder, with its scripts at the root."""
    names = {"UNITS": " ".join(map(shlex.quote, plan.units))}
    scripts = {"setup.sh": filled("setup.sh", {}), "run_autograder": filled("run_autograder", names)}
    inside = {**scripts, **grader_files(""), **course_files(plan.course, (*PUBLIC, *HIDDEN))}
    return {"gradescope.zip": pack(inside, frozenset(scripts))}


def classroom50(plan: Plan) -> Files:
    """The folder of one assignment; hidden cases only if that is asked for, since students can fetch the bundle."""
    parts = (*PUBLIC, *HIDDEN) if plan.with_hidden else PUBLIC
    names = {"UNITS": json.dumps(plan.units)}
    inside = {
        "autograder.py": filled("autograder.py", names), **grader_files(""), **course_files(plan.course, parts),
    }  # fmt: skip
    size = packed_size(inside)
    if size > BUNDLE:
        raise CourseError(
            f"The bundle would have {size / 2**20:.1f} MB, and Classroom 50 takes 10.",
            "Make the files in exercises/data smaller.",
        )
    return {f"classroom50/{name}": content for name, content in inside.items()}


RECIPES: Mapping[str, Callable[[Plan], Files]] = {
    "github": github,
    "gitlab": gitlab,
    "gradescope": gradescope,
    "classroom50": classroom50,
}


def filled(template: str, names: Mapping[str, str]) -> bytes:
    """A template with its names put in; one that is unknown is our own fault."""
    known = {"PYTHON": PYTHON, "INDEX": TORCH_INDEX, **names}
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return PLACE.sub(lambda found: known[found[1]], text).encode("utf-8")


def grader_files(folder: str) -> Files:
    """The wheel and the versions it was tried with."""
    name, content = make_wheel()
    return {f"{folder}{name}": content, f"{folder}constraints.txt": constraints().encode("utf-8")}


def course_files(course: Course, parts: Sequence[str]) -> Files:
    """The course's own files in these parts of it."""
    found: Files = {}
    for part in parts:
        for path in sorted((course.root / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found[f"course/{path.relative_to(course.root).as_posix()}"] = path.read_bytes()
    return found


def packed_size(files: Files) -> int:
    """How large an archive like the platform's own would be."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return len(stream.getvalue())
