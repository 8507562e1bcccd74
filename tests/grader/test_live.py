"""`check` in a running notebook: what is defined now is what is judged. In a real kernel: test_kernel."""

from __future__ import annotations

import linecache
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attacked import ATTACKS
from hypothesis import given
from hypothesis import strategies as st

from grader.live import check, checking, picture
from grader.live.history import History, read_history
from grader.live.selection import Selection
from grader.live.verdict import Problem, Verdict, Verdicts
from grader.model import Cell, Exercise
from grader.worker.magics import without_magics
from grader.worker.silence import ignore

EXERCISE = Exercise("first", "double", Decimal(1), ("Think.", "Think <b>more</b>."))
COSTLY = "raise SystemExit('this must not be run again')"


class Session:
    """A notebook in which cells are run one after another, as IPython runs them."""

    def __init__(self, *cells: str) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.cells: dict[int, str] = {}
        self.runs = 0
        for text in cells:
            self.run(text)

    def run(self, text: str, is_kept: bool = True) -> None:
        """One cell; what fails ends it, and only it."""
        number = len(self.cells) + 1
        self.runs += 1
        name = f"<{id(self)} {self.runs}>"
        plain = without_magics(text, is_cell=True)[0]
        if is_kept:
            self.cells[number] = plain
        linecache.cache[name] = (len(plain), None, plain.splitlines(keepends=True), name)
        try:
            exec(compile(plain, name, "exec", dont_inherit=True), self.namespace)
        except (Exception, SystemExit):
            return

    def select(self, *names: str) -> tuple[Cell, ...]:
        """The cells that these functions need."""
        return Selection(History(self.cells), self.namespace).select(list(names))

    def again(self, *names: str) -> dict[str, Any]:
        """What those cells define when they are run anew."""
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for cell in self.select(*names):
            exec(compile(cell.text, "<again>", "exec", dont_inherit=True), namespace)
        return namespace


F = "def f(x):\n    return {}\n"
SESSIONS = {
    "one function": [F.format("x + 1")],
    "the last one counts": [F.format("x + 1"), F.format("x + 2")],
    "two in a cell": [F.format("x + 1") + F.format("x + 2")],
    "an older cell run again": [F.format("x + 1"), F.format("x + 2"), F.format("x + 1")],
    "a cell that failed first": [F.format("x + 1"), "1 / 0\n" + F.format("x + 2")],
    "a cell that failed after": [F.format("x + 1") + "1 / 0\n"],
    "a cell that is no Python": [F.format("x + 1"), "def f(x:\n"],
    "helpers and constants": ["A = 2\ndef g(x):\n    return x * A\n", F.format("g(x)"), "A = 3"],
    "a helper that changed later": ["def g(x):\n    return x\n", F.format("g(x)"), "def g(x):\n    return -x\n"],
    "a value that grew": ["A = 1\nA += 2", F.format("x + A"), "A += 3"],
    "a list that was changed": ["A = [1]", F.format("x + sum(A)"), "A.append(5)", "A[0] = 7"],
    "an import run again": ["import math", "math.spare = 4", "import math", F.format("x + math.spare")],
    "decorated": ["import functools", "@functools.lru_cache(maxsize=None)\n" + F.format("x + 1")],
    "wrapped afterwards": ["def twice(g):\n    return lambda x: 2 * g(x)", F.format("x + 1"), "f = twice(f)"],
    "recursive": [F.format("x if x > 9 else f(x + 4)")],
    "calling one another": [F.format("x if x > 9 else g(x)"), "def g(x):\n    return f(x + 3)\n"],
    "a lambda": ["A = 2", "f = lambda x: x * A"],
    "a partial": ["import functools\ndef add(a, x):\n    return a + x", "f = functools.partial(add, 4)"],
    "a bound method": ["class C:\n    def m(self, x):\n        return x + 6", "f = C().m"],
    "a class with __call__": ["class C:\n    def __call__(self, x):\n        return x + 6\nf = C()"],
    "a branch": ["A = 1\nif A:\n    def f(x):\n        return x + A\nelse:\n    f = None"],
    "a global that is set": ["A = 1\ndef set_it():\n    global A\n    A = 5", F.format("(set_it(), x + A)[1]")],
    "star and future": ["from __future__ import annotations", "from math import *", F.format("x + floor(2.5)")],
    "default and annotation": ["from pathlib import Path\nD = 3", "def f(x: Path, d=D):\n    return x + d"],
    "magics": ["%%time\nA = 1\n", "!ls\n%time B = 2\nname = !ls\n" + F.format("x + A + B")],
    "deleted and made again": [F.format("x"), "del f", F.format("x + 1")],
    "two on a line": ["A = 1; B = 2\n" + F.format("x + B")],
}


@pytest.mark.parametrize("name", SESSIONS)
def test_what_is_defined_now_is_selected(name: str) -> None:
    """The selected cells, run anew, give a function that does what the live one does; nothing costly is among them."""
    session = Session(*(part for text in SESSIONS[name] for part in (text, COSTLY)))
    again = session.again("f")
    for value in (1, 5):
        assert again["f"](value) == session.namespace["f"](value)
    assert not any(COSTLY in cell.text for cell in session.select("f"))


def test_statements_keep_their_cell_and_line() -> None:
    """A message about line 3 of cell 4 means just that."""
    session = Session("import math", "print(1)", "", "x = 1\n\ndef f(x):\n    return math.pi\n")
    assert session.select("f") == (Cell("import math", 1), Cell("\n\ndef f(x):\n    return math.pi", 4))


def test_training_is_not_run_again() -> None:
    """A long loop and what it printed stay where they are: only definitions are needed."""
    loop = "for step in range(3):\n    loss = f(step)\n    print(loss)"
    session = Session("import math\n" + F.format("x + 1"), loop, "best = max([f(1)])\nplan = [f(i) for i in range(9)]")
    assert [cell.number for cell in session.select("f")] == [1]


@pytest.mark.parametrize(
    "cells",
    [
        ["import math\nA = 2", "def g(x):\n    return x * A", F.format("g(x) + math.floor(2.5)")],
        ["from collections import OrderedDict as O", F.format("len(O(a=x))")],
    ],
)
def test_what_no_cell_tells(cells: list[str]) -> None:
    """Run from a file or not kept: functions come from their source, modules and plain values from what they are."""
    session = Session()
    for text in cells:
        session.run(text, is_kept=False)
    session.run("h = 1")
    assert session.again("f")["f"](3) == session.namespace["f"](3)
    numbers = [cell.number for cell in session.select("f")]
    assert len(set(numbers)) == len(numbers)
    assert None not in numbers


def test_outside_a_notebook_there_is_no_history() -> None:
    """In a plain Python nothing is remembered, and IPython is not started for it."""
    code = "import sys\nfrom grader.live.history import read_history\nprint(read_history(), 'IPython' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout == "History(cells={}) False\n"
    assert isinstance(read_history(), History)


def test_the_import_is_light() -> None:
    """`import grader` brings nothing along, `from grader import check` neither torch nor pytest."""
    code = "import sys, grader\nassert not [m for m in sys.modules if m.startswith('grader.')]\n"
    code += "from grader import check, picture\n"
    code += "sys.exit(sorted({'torch', 'pytest', 'numpy', 'rich', 'IPython', 'matplotlib'} & set(sys.modules)) or 0)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr


def report(*cases: tuple[str, str], notes: tuple[str, ...] = ()) -> dict[str, Any]:
    """A record of one exercise."""
    listed = [{"outcome": outcome, "message": message, "asked": "What was asked."} for outcome, message in cases]
    told = [{"where": "cell 2, line 1", "message": note} for note in notes]
    return {"exercises": [{"id": "first.double", "cases": listed}], "notes": told}


VERDICTS = {
    "all passed": (report(("passed", ""), ("passed", "")), "✓ double: passed 2 example cases."),
    "one passed": (report(("passed", "")), "✓ double: passed 1 example case."),
    "some lost": (report(("passed", ""), ("failed", "It is 3.")), "◐ double: 1 of 2 example cases passed."),
    "all lost": (report(("raised", "It raised.")), "✗ double: 0 of 1 example case passed."),
    "not started": (report(("raised", "Not started yet: this function still is the stub.")), "not started yet"),
    "waiting": (report(("passed", ""), ("pending", "")), "(1 more on an accelerator)"),
    "only waiting": (report(("pending", "")), "there is none here"),
    "no cases": (report(), "no example cases"),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts(name: str) -> None:
    """Each state has its sentence, in text and in HTML."""
    record, words = VERDICTS[name]
    verdicts = Verdicts((Verdict(record, (EXERCISE,)),))
    assert words in repr(verdicts)
    assert words.split(": ")[-1] in verdicts._repr_html_()
    assert verdicts.passed is (name in ("all passed", "one passed", "waiting"))


def test_a_verdict_teaches() -> None:
    """What was asked, what came, hints one inside the other, notes, what cells are meant, what remains."""
    record = report(
        ("failed", "It is 3 (cell 2, line 1)."), ("failed", "It is 3 (cell 2, line 1)."), notes=("dropped",)
    )
    verdicts = Verdicts((Verdict(record, (EXERCISE,)),))
    page = verdicts._repr_html_()
    assert page.count("It is 3") == 1
    assert page.count("<details>") == 2
    assert page.index("Think.") < page.index("Think &lt;b&gt;more&lt;/b&gt;.")
    assert "cell 2, line 1: dropped" in page
    assert "number in brackets" in page
    assert "What was asked." in repr(verdicts)


@given(st.text())
def test_a_verdict_escapes_everything(text: str) -> None:
    """Tags, quotes, control characters and text that is turned round are shown, not obeyed."""
    record = report(("failed", f"<script>{text}"), notes=(f"<img src=x>{text}",))
    verdicts = Verdicts((Verdict(record, (EXERCISE,)),))
    for page in (verdicts._repr_html_(), Problem(f"<script>{text}", f"<img {text}")._repr_html_()):
        assert "<script" not in page
        assert "<img" not in page
        assert all(each.isprintable() or each in "\n\t" for each in page)
    assert all(each.isprintable() or each in "\n\t" for each in repr(verdicts))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course with example cases and short limits, and a student in its exercises folder."""
    shutil.copytree(ATTACKS / "course", tmp_path / "course")
    course = tmp_path / "course"
    (course / "tests/public").mkdir()
    (course / "tests/public/test_victim.py").write_text(PUBLIC, encoding="utf-8")
    monkeypatch.chdir(course / "exercises")
    return course


PUBLIC = '''"""Example cases."""

import pytest
import torch

from grader.compare import assert_close


@pytest.mark.exercise("double")
def test_two(student):
    """Twice one is two."""
    assert_close(student.double(torch.ones(1)), torch.full((1,), 2.0))
'''


def ask(session: Session, words: str) -> Any:
    """What a cell with that question gives, asked in the namespace of the session."""
    session.namespace["check"] = check
    return eval(words, session.namespace)


def test_what_cannot_be_checked_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name, nothing defined, no course: a sentence and a way out, never a traceback."""
    session = Session("x = 1")
    assert "no exercise `nope`" in repr(ask(session, "check('nope')"))
    assert "Is it <code>double</code>?" in ask(session, "check('dubble')")._repr_html_()
    assert "是不是 `double`？" in repr(ask(session, "check('dubble', lang='zh')"))
    assert "None of the course's functions" in repr(ask(session, "check(lang='en')"))
    assert "not defined here yet" in repr(ask(session, "check('double')"))
    monkeypatch.chdir(place.parent)
    told = ask(session, "check('double')")
    assert "No course was found" in repr(told)
    assert "Keep the notebook" in told._repr_html_()
    monkeypatch.setattr(checking, "find_course", lambda start: 1 / 0)
    assert "The grader itself failed: ZeroDivisionError" in repr(ask(session, "check('double')"))


def test_an_answer_that_hangs(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is stopped by its own limit, in another process; hidden cases are not run, and nothing is printed."""
    session = Session("import time\ndef double(x):\n    while True:\n        time.sleep(1)\n")
    told = repr(ask(session, "check('double')"))
    assert "✗ double: 0 of 1 example case passed." in told
    assert "ran for more than 1 seconds" in told
    assert capfd.readouterr() == ("", "")


def test_a_grader_that_hangs_is_ended(tmp_path: Path) -> None:
    """If all else fails, the process is killed and a sentence comes back."""
    told = []
    try:
        checking._run([sys.executable, "-c", "import time; time.sleep(600)"], str(tmp_path), 0.2)
    except checking.SetupError as error:
        told.append(error.message)
    assert told == ["Checking took longer than 0 seconds and was stopped."]


def test_pictures() -> None:
    """Drawn where it can be; else a sentence: no matplotlib, a stub, a function that is still wrong."""
    drawn = []
    assert picture(lambda: drawn.append(1)) is None
    assert drawn == [1]

    def without_matplotlib() -> None:
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    def with_a_stub() -> None:
        raise NotImplementedError("first.double")

    def wrong() -> None:
        raise ValueError("<b>\x1b[31m")

    told = [picture(draw) for draw in (without_matplotlib, with_a_stub, wrong)]
    assert [each is not None for each in told] == [True, True, True]
    texts = list(map(repr, told))
    assert "pip install matplotlib" in texts[0]
    assert texts[1] == "This picture comes when `double` is filled in."
    assert texts[2] == "No picture yet: ValueError: <b>\\x1b[31m"
    assert told[2] is not None
    assert "&lt;b&gt;" in told[2]._repr_html_()


def test_in_a_students_process_checks_do_nothing() -> None:
    """The worker puts this in their place."""
    assert ignore("double", draw=True) is None
