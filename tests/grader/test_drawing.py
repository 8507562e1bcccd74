"""What the feedback page draws is asked of a student's process, whatever that answers, and changes no verdict."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader.drawing
from grader.batch.results import Result, from_text, to_text
from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, read_course
from grader.drawing import finite_beginning, numbers, printed_losses
from grader.errors import CourseError
from grader.grading import ForkLaunch, Grading
from grader.judge import Judge, hold_session
from grader.model import Cell, LineDrawing, Note, Source, Submission, Verdict

ROOT = Path(__file__).parents[2]
COURSE = read_course(ROOT)
TRAIN = "first_network.train"
DRAWN = ("right", "an old tutorial's")
# Cells after the solution: the last definition counts.
CHANGES = {
    "right": "",
    "an old tutorial's": """
def get_data():
    return [[3.3], [4.4], [5.5], [6.7]], np.array([1.7, 2.76, 2.09, 3.19])

def train(steps=100, learning_rate=1e-3):
    global w, b
    w, b = 0.5, [0.25]
    for step in range(3):
        print("step", step, "loss:", 4.5 / (step + 1))
""",
    "explodes": "def get_weights():\n    return torch.tensor([math.nan]), torch.tensor([1e30])\n",
    "never ends": "def get_data():\n    while True:\n        pass\n",
    "ends the process": "def get_data():\n    os._exit(3)\n",
    "prints without end": "def get_data():\n    print('loss 1 ' * 1_000_000)\n    raise SystemExit\n",
    "gives too much": "def get_data():\n    return torch.rand(2000), torch.rand(2000)\n",
    "gives words": "def get_data():\n    return ['<script>', '1e999'], [object(), {}]\n",
    "gives nothing": "def get_data():\n    return None\n",
}
Judged = tuple[list[Verdict], dict[str, tuple[Note, ...]], dict[str, LineDrawing]]


@pytest.fixture(scope="module")
def judged() -> Iterator[dict[tuple[str, bool], Judged]]:
    """Every answer judged in one session, with a drawing asked for and without."""
    server = WorkerServer(Wish("auto", hidden=str(ROOT / COURSE_FILE)))
    grading = Grading(COURSE, ForkLaunch(server), None)
    found: dict[tuple[str, bool], Judged] = {}
    path = ROOT / "solutions" / "first_network.py"
    start = Cell(f"import math, os\nimport numpy as np\n{path.read_text(encoding='utf-8')}", 1)

    def work(judge: Judge) -> None:
        for name, text in CHANGES.items():
            for judge.draws in (True, False):
                submission = Submission(name, "0" * 64, (Source("first_network", path, (start, Cell(text, 2))),))
                verdicts, notes = judge.judge(submission, {TRAIN})
                found[name, judge.draws] = verdicts, notes, judge.drawings

    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    patience = grader.drawing.MAX_SECONDS
    try:
        grader.drawing.MAX_SECONDS = 0.5
        # The public case calls the functions as they are, and would wait for the one that never ends.
        hold_session(grading, "", work, ["first_network"], ("hidden",))
        yield found
    finally:
        grader.drawing.MAX_SECONDS = patience
        grading.close()
        if autoload is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)


@pytest.mark.parametrize("name", CHANGES)
def test_verdicts_are_the_same(judged: dict[tuple[str, bool], Judged], name: str) -> None:
    """Whether a page is wanted changes neither a verdict nor a note; where nothing can be drawn, nothing is."""
    (asked, notes, drawings), (plain, plain_notes, none) = judged[name, True], judged[name, False]
    assert [(v.case, v.outcome, v.message, v.mistake) for v in asked] == [
        (v.case, v.outcome, v.message, v.mistake) for v in plain
    ]
    assert notes == plain_notes
    assert not none
    assert (TRAIN in drawings) == (name in DRAWN)


def test_what_is_drawn(judged: dict[tuple[str, bool], Judged]) -> None:
    """The points, the line that the student's own functions reach, and the losses as they were returned."""
    drawing = judged["right", True][2][TRAIN]
    assert len(drawing.points) == 17
    assert drawing.points[0] == pytest.approx((3.3, 1.7))
    assert len(drawing.losses) == 10
    assert drawing.losses[-1] < drawing.losses[0]
    # The last loss belongs to the step 450: fifty steps later it is a little smaller.
    loss = sum((drawing.slope * x + drawing.intercept - y) ** 2 for x, y in drawing.points)
    assert loss == pytest.approx(drawing.losses[-1], rel=0.2)


def test_losses_that_are_only_printed(judged: dict[tuple[str, bool], Judged]) -> None:
    """Old tutorials print the loss and return nothing; arrays, lists and plain numbers are numbers too."""
    drawing = judged["an old tutorial's", True][2][TRAIN]
    assert drawing == LineDrawing(
        ((3.3, 1.7), (4.4, 2.76), (5.5, 2.09), (6.7, 3.19)), 0.5, 0.25, (4.5, 2.25, 1.5), 50
    )  # fmt: skip


def test_a_kept_result_has_its_drawing() -> None:
    """A drawing survives the gradebook; a result without one is written as it always was."""
    drawing = LineDrawing(((1.0, 2.0), (3.5, -4.0)), 0.5, 1.25, (3.0, 2.0), 50)
    assert from_text(to_text(Result((), (), "strict", drawing))).drawing == drawing
    assert to_text(Result((), (), "strict")) == '{"cases":[],"notes":[],"isolation":"strict"}'


def test_numbers() -> None:
    """Only numbers are numbers, and never too many of them."""
    assert numbers([1, [2.5, True]]) == [1.0, 2.5, 1.0]
    assert len(numbers([[0.0] * 10] * 2000)) == grader.drawing.MAX_POINTS + 1
    with pytest.raises(TypeError):
        numbers({"a": 1})


def test_losses() -> None:
    """Of a printed line its last number counts, and the curve ends where training has exploded."""
    assert printed_losses("step 0, loss 12.5\nno number\n1e-3\nepoch 2: -.5\n") == [12.5, 0.001, -0.5]
    assert finite_beginning([3.0, 2.0, math.inf, 1.0]) == (3.0, 2.0)
    assert finite_beginning([math.nan, 1.0]) == ()


@pytest.mark.parametrize(
    "line",
    ['{ kind = "pie" }', '{ kind = "line_fit", data = "d" }', '{ kind = "line_fit", data = "d", slope = "w",'
     ' intercept = "b", every = 0 }'],
)  # fmt: skip
def test_a_drawing_that_is_none(tmp_path: Path, line: str) -> None:
    """A course file that asks for a drawing in a form nobody knows is told so."""
    (tmp_path / "exercises").mkdir()
    text = (
        '[course]\nname = "c"\ntitle = "C"\n[[unit]]\nid = "u"\ntitle = "U"\n[[unit.exercise]]\nid = "f"\npoints = 1\n'
    )
    (tmp_path / COURSE_FILE).write_text(f"{text}drawing = {line}\n", encoding="utf-8")
    with pytest.raises(CourseError, match="line_fit"):
        read_course(tmp_path)
