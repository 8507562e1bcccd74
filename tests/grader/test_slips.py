"""What is read in a student's function: each slip in the text that has it, none in right code."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.slips import read_function

ROOT = Path(__file__).parents[2]
MODEL = "w: float\n\n\ndef f(x, n):\n    return x * w + n\n"
SLIPS = {
    "f gives nothing": ("def f(x, n):\n    y = x * n * w\n", True, "`return` is missing"),
    "printed": ("def f(x, n):\n    print(x * n * w)\n", True, "`print` only shows"),
    "print returned": ("def f(x, n):\n    return print(x * n * w)\n", True, "`print(…)` gives None"),
    "only under if": ("def f(x, n):\n    if n > w:\n        return x\n", True, "Not every way"),
    "not called": ("def f(x, n):\n    x.zero_\n    return x * n * w\n", False, "`x.zero_` is only named"),
    "compared": ("def f(x, n):\n    x[n] == w\n    return x\n", False, "`x[n] == w` compares"),
    "thrown away": ("def f(x, n):\n    x.view(n, w)\n    return x\n", False, "`x.view(n, w)` gives a new object"),
    "turned round": ("def f(x, n):\n    x =- n * w\n    return x\n", False, "`=-`"),
    "early return": (
        "def f(x, n):\n    for i in range(n):\n        x += w\n        return x\n",
        False,
        "inside the loop",
    ),
    "rebound": ("def f(x, n):\n    for p in x:\n        p = p - n * w\n    return x\n", False, "`p = …` only gives"),
    "emptied": (
        "def f(x, n):\n    for i in range(n):\n        a = []\n        a.append(x * w)\n    return a\n",
        False,
        "`a = []` stands inside the loop",
    ),
    "one row": ("def f(x, n):\n    m = [[w] * n] * n\n    m[0][0] = x\n    return m\n", False, "one and the same row"),
    "yield": ("def f(x, n):\n    yield x * n * w\n", False, "generator"),
    "unused": ("def f(x, n):\n    return x * w\n", False, "`n` is never used"),
    "set anew": ("def f(x, n):\n    n = 5\n    return x * n * w\n", False, "`n` is set anew"),
    "another order": ("def f(n, x):\n    return x * w + n\n", False, "another order: x, n"),
    "left out": ("def f(x, n):\n    return x + n\n", False, "`w` takes no part"),
    "random": ("def f(x, n):\n    return torch.rand(n) * x * w\n", False, "`torch.rand` draws"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name: str) -> None:
    """It is the first that is told."""
    text, gave_none, words = SLIPS[name]
    reading = read_function([text], "f", MODEL)
    assert reading is not None
    assert words in reading.slips(gave_none)[0].text


def test_right_code_has_none() -> None:
    """The solutions, and right answers in other idioms, have no certain slip."""
    for path in sorted((ROOT / "solutions").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        functions = [line.split("(")[0][4:] for line in text.splitlines() if line.startswith("def ")]
        # Its work is only timed; no mistakes are named there.
        for name in set(functions) - {"time_matmul"}:
            reading = read_function([text], name, text)
            assert reading is not None
            assert reading.slips(False) == [], name
    for path in sorted((ROOT / "solutions/variants").glob("*/*.py")):
        reading = read_function([path.read_text(encoding="utf-8")], path.parent.name)
        if reading is not None and path.parent.name != "time_matmul":
            assert [each for each in reading.slips(False) if each.is_certain] == [], path


def test_what_cannot_be_read() -> None:
    """The last definition counts; what is no function, or no Python, is not read."""
    cells = ["def f(x, n):\n    return x\n", "def f(x, n):\n    x.t()\n    return x * n * w\n", "def g(:"]
    reading = read_function(cells, "f")
    assert reading is not None
    assert "`x.t()`" in reading.slips(False)[0].text
    assert read_function(["f = abs"], "f") is None
    assert read_function(["def f(:"], "f") is None


def test_near_names() -> None:
    """A name that nearly is one of the function's own; an unused argument first."""
    reading = read_function(["def f(x):\n    y_pred = x\n    return y_perd\n"], "f")
    assert reading is not None
    assert reading.near_name("y_perd") == "`y_pred` is meant?"
    assert reading.near_name("something") == ""
    unused = read_function(["def f(steps):\n    return epochs\n"], "f")
    assert unused is not None
    assert "`steps` is never used" in unused.near_name("epochs")
