"""What a student reads in a terminal: whole at any width, in any language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import RIGHT, grade, make_class
from hypothesis import given
from hypothesis import strategies as st

from grader.cli.lines import folded
from grader.cli.task import folded_task
from grader.texts.docstrings import columns, words_of

ROOT = Path(__file__).parents[2]


def run(columns: int, *words: str, code: int = 1, command: str = "run") -> str:
    """What `grade run`, or another command, prints in a window of that width."""
    more = ["--device", "cpu"] if command == "run" else []
    command_line = [sys.executable, "-m", "grader.cli", command, *words, *more]
    environment = os.environ | {"COLUMNS": str(columns), "PYTHONUTF8": "1"}
    done = subprocess.run(command_line, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
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


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "1 example case fails, no points are lost"), ("zh", "1 个示例用例未通过，不扣分")],
)
def test_only_an_example_fails(tmp_path: Path, language: str, said: str) -> None:
    """Where hidden cases give every point, it is said everywhere that an example fails and nothing is lost."""
    special = tmp_path / "tensors.py"
    special.write_text(
        "import torch\n\n\ndef vector(values):\n    return torch.tensor([values, [0.0]][values == [1, 2, 3]]).float()\n"
    )
    page = tmp_path / "page.html"
    one = str(special), "--only", "tensors.vector", "--lang", language
    shown = run(100, *one, "--html", str(page), code=0)
    assert f"tensors.vector   {said}\n" in shown.replace(" \n", "\n")
    assert f'<span class="state">{said}</span>' in page.read_text(encoding="utf-8")
    record = tmp_path / "record.json"
    record.write_text(run(100, *one, "--json", code=0), encoding="utf-8")
    exported = run(100, "--format", "markdown", str(record), command="export", code=0)
    assert "### tensors\\.vector\n\n```text\n(1 example case fails, no points are lost)\n\nAsked: " in exported


def test_a_case_that_broke_costs_nothing(tmp_path: Path) -> None:
    """Of an exercise with a case that broke by the grader's own fault no point is said to be lost."""
    make_class(tmp_path, {"anna": RIGHT})
    cases = tmp_path / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text().replace("student.double(", "no_such_helper(", 1))
    shown = grade(tmp_path, "run", "class/anna", "--device", "cpu")
    assert shown.returncode == 2
    assert "points lost" not in shown.stdout
    assert "victim.double   not graded" in shown.stdout


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
