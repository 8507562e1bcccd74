"""What a student reads in a terminal: whole at any width, in any language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cli.lines import folded
from grader.cli.task import folded_task
from grader.texts.docstrings import columns, words_of

ROOT = Path(__file__).parents[2]


def run(columns: int, *words: str, code: int = 1) -> str:
    """What `grade run` prints in a window of that width."""
    command = [sys.executable, "-m", "grader.cli", "run", *words, "--device", "cpu"]
    environment = os.environ | {"COLUMNS": str(columns), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
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


def test_what_comes_next() -> None:
    """Who has finished what was looked at is told the next exercise; at the end of the course there is none."""
    answers = str(ROOT / "solutions"), "--cases", "public", "--lang", "en"
    assert "Next: `operations.add_in_place`." in run(80, *answers, "--only", "operations.add", code=0)
    assert "Next:" not in run(80, *answers, "--only", "modules.fit", code=0)


def test_what_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    """A file that only calls the course's functions is taken for their unit, and told what it lacks, once."""
    calls = tmp_path / "mine.py"
    calls.write_text(
        "x, y = get_data()\nw, b = get_weights()\nloss = loss_fn(y, simple_network(x))\n", encoding="utf-8"
    )
    shown = run(200, str(calls), "--cases", "public", "--lang", "en")
    names = "get_data, get_weights, simple_network, loss_fn, optimize, train"
    assert f"Not in your file: {names}." in shown
    assert "There is no" not in shown


def test_a_line_that_is_a_question(tmp_path: Path) -> None:
    """Python's own words, quoted with the line, end as they end, in Chinese too."""
    typo = tmp_path / "first_network.py"
    typo.write_text("def get_data():\n    x = [3.3, 4.4.5, 6.71]\n    return x\n", encoding="utf-8")
    shown = run(200, str(typo), "--cases", "public", "--lang", "en")
    assert "`get_data` could not be read, line 2: invalid syntax. Perhaps you forgot a comma?\n" in shown.replace(
        " \n", "\n"
    )
    assert "line 2: Python cannot read `x = [3.3, 4.4.5, 6.71]`: invalid syntax. Perhaps you forgot a comma?" in shown
    assert "第 2 行: Python 读不懂 `x = [3.3, 4.4.5, 6.71]`：语法无效。是不是漏了逗号？" in run(
        200, str(typo), "--cases", "public", "--lang", "zh"
    )


@given(st.text(alphabet="ab，。（）形状 `(1,)", max_size=200), st.integers(20, 60))
def test_folding_keeps_every_letter(text: str, width: int) -> None:
    """Sentences are broken between words and lose nothing but the spaces there."""
    lines = folded(text, width)
    assert "".join(lines.split()) == "".join(text.split())
    if all(columns(word.rstrip()) <= width for word in words_of(text)):
        assert all(columns(line) <= width for line in lines.split("\n"))


def test_chinese_is_broken_between_characters() -> None:
    """Up to the last column, no line begins with a comma, and code in backticks stays whole."""
    text = "标量没有任何维度：它的形状是 `torch.Size([])`，不是 `(1,)`。即使给的是整数，也是 float32。"
    lines = folded(text, 30).split("\n")
    assert all(columns(line) <= 30 and line[0] not in "，。" for line in lines)
    assert len(lines) == 4
    assert any("`torch.Size([])`" in line for line in lines)


def test_a_task_flows() -> None:
    """Paragraphs are filled anew, in Chinese without a space where a line ended; code is left as it is."""
    text = "一段很长的\n话。\n\n>>> f(1, 2, 3, 4, 5, 6, 7, 8, 9)\n45\n\n```python\n>>> x\n```\n\nOne\nword."
    told = folded_task(text, 20)
    assert told == text.replace("的\n话", "的话").replace("One\nword", "One word")
