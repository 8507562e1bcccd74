"""A small class and a course of its own, for tests of `grade batch` and what follows it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from attacked import ATTACKS

RIGHT = (ATTACKS / "course/solutions/victim.py").read_text(encoding="utf-8")
ONE_WRONG = RIGHT.replace("return 2 * x", "return 3 * x")


def make_class(place: Path, texts: dict[str, str]) -> Path:
    """A course in `course`, which tests may change, and a folder for each student in `class`."""
    shutil.copytree(ATTACKS / "course", place / "course")
    for name, text in texts.items():
        folder = place / "class" / name
        folder.mkdir(parents=True)
        (folder / "victim.py").write_text(text, encoding="utf-8")
    return place


def grade(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A `grade` command on the course, in the folder of both."""
    command = [sys.executable, "-m", "grader.cli", *words]
    if words[0] not in ("audit",):
        command += ["--course", str(place / "course")]
    return subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8", timeout=120, check=False)


def batch(place: Path, *more: str, out: str = "out") -> subprocess.CompletedProcess[str]:
    """`grade batch` on the class."""
    return grade(place, "batch", "class", "--out", out, "--device", "cpu", "--jobs", "2", *more)


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """The records by student, without what may differ from run to run."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "records").glob("*.json")}
    for record in found.values():
        del record["timing"]
    return found
