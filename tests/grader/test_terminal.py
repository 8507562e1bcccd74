"""What a student reads in a terminal: whole at any width, in any language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(columns: int, *words: str) -> str:
    """What `grade run` prints in a window of that width."""
    command = [sys.executable, "-m", "grader.cli", "run", *words, "--device", "cpu"]
    environment = os.environ | {"COLUMNS": str(columns), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.parametrize(("columns", "language"), [(44, "en"), (60, "zh"), (120, "en")])
def test_a_narrow_window(columns: int, language: str) -> None:
    """Every exercise keeps its sign, its name, its points and what is pending, and no title is cut."""
    shown = run(columns, "--only", "gpu", "--only", "modules", "--cases", "public", "--lang", language)
    lines = shown.splitlines()
    assert "…" not in shown
    for name in ("best_device", "move", "time_matmul", "linear_model", "mse", "cross_entropy", "fit"):
        assert any(re.fullmatch(rf"· +{name} +0 / \d *", line) for line in lines), name
    assert any(re.fullmatch(r"· +matmul_on +0 / 3 .*1\.5.*[)）] *", line) for line in lines)
    assert "exercises/gpu.py" in shown.replace("\n", "")
