"""Verdicts from a machine with an accelerator stay on a machine without one, as long as they still hold."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import RIGHT, batch, grade, make_class, records

from grader.batch.handed import read_handed
from grader.batch.keys import Circumstances
from grader.batch.order import read_order
from grader.batch.reading import read_entries
from grader.batch.results import Result, from_text
from grader.batch.run import Batch
from grader.batch.slots import Done, Waiting
from grader.course import read_course
from grader.model import Outcome
from grader.store import Gradebook

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")

ACCELERATED = '''

@pytest.mark.exercise("double")
class TestDoubleOnBoth:
    @pytest.mark.devices("cpu", "accelerator")
    def test_on(self, student, device):
        """On every device."""
        x = student.torch.ones(2, device=device)
        assert_close(student.double(x).cpu(), torch.full((2,), 2.0))
'''


class Accelerated:
    """Stands for a machine with an accelerator, on which every case passes that waits elsewhere."""

    is_stopping = False

    def __init__(self, results: dict[str, Result]) -> None:
        self.results = results

    def run(self, works: Sequence[Waiting]) -> Iterator[tuple[Waiting, Done]]:
        """The results that were given."""
        for work in works:
            yield work, {name: self.results[name] for name in work.exercises}

    def stop(self) -> None:
        """It never runs long."""


def grade_there(place: Path) -> None:
    """Fills the folder `gpu` as a machine with an accelerator would, from what the CPU found."""
    with Gradebook.open(place / "cpu/gradebook.db") as book:
        found = [from_text(text) for _, text in book.all_results()]
    results = {each.verdicts[0].case.exercise: judged(each) for each in found}
    course = read_course(place / "course")
    entries = read_entries(course, read_handed(place / "class", None, "auto", "latest", (1, 1)).handed)
    out = place / "gpu"
    with Gradebook.open(out / "gradebook.db") as book:
        graded = Batch(course, entries, book, out, Circumstances("cuda", course.seed), device_name="Some GPU")
        assert graded.look_up()
        graded.execute(Accelerated(results), lambda standing: None)
    replace(read_order(place / "cpu"), device="cuda").keep(out)


def judged(result: Result) -> Result:
    """With a verdict for what waits."""
    verdicts = [
        replace(each, outcome=Outcome.PASSED, message="") if each.outcome is Outcome.PENDING else each
        for each in result.verdicts
    ]
    return replace(result, verdicts=tuple(verdicts))


def waiting(place: Path, out: str) -> float:
    """The points that wait for an accelerator."""
    found: float = records(place / out)["anna"]["score"]["pending"]
    return found


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student with everything right; graded on a CPU, there, and joined."""
    place = make_class(tmp_path_factory.mktemp("elsewhere"), {"anna": RIGHT})
    cases = place / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text(encoding="utf-8") + ACCELERATED, encoding="utf-8")
    assert batch(place, out="cpu").returncode == 0
    assert waiting(place, "cpu") > 0
    grade_there(place)
    assert waiting(place, "gpu") == 0
    joined = grade(place, "merge", "cpu", "gpu", "--out", "all")
    assert joined.returncode == 0, joined.stderr
    assert waiting(place, "all") == 0
    return place


@pytest.fixture
def place(graded: Path, tmp_path: Path) -> Path:
    """The same, for a test to change."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    for out in ("cpu", "gpu", "all"):
        replace(read_order(tmp_path / out), place=str(tmp_path / "class"), device="cpu").keep(tmp_path / out)
    return tmp_path


def change(place: Path, old: str, new: str) -> None:
    """A line of the hidden cases is another one now."""
    cases = place / "course/tests/hidden/test_victim.py"
    text = cases.read_text(encoding="utf-8")
    assert old in text
    cases.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("out", ["all", "gpu"])
def test_a_regrade_without_accelerator_keeps_its_verdicts(place: Path, out: str) -> None:
    """Another exercise's case changes: what was judged there stays, and the record names the accelerator."""
    change(place, "wanted = w.detach() - 0.5 * w.grad", "wanted = w.detach() - 0.25 * w.grad")
    again = grade(place, "regrade", out)
    assert again.returncode == 0, again.stderr
    record = records(place / out)["anna"]
    assert record["score"]["pending"] == 0
    assert (record["environment"]["device"], record["environment"]["device_name"]) == ("cuda", "Some GPU")
    assert "victim.step" in again.stdout
    assert "victim.double" not in again.stdout
    if out == "all":
        # Once more, now from a record that a regrade has written.
        change(place, "0.25 * w.grad", "0.5 * w.grad")
        assert grade(place, "regrade", out).returncode == 0
        assert waiting(place, out) == 0


def test_what_changed_waits_again(place: Path) -> None:
    """Where the exercise's own cases are others now, nothing that was judged before holds."""
    change(place, "torch.full((2,), 2.0)", "torch.full((2,), 2.5)")
    assert grade(place, "regrade", "all").returncode == 0
    record = records(place / "all")["anna"]
    assert record["score"]["pending"] > 0
    assert record["environment"]["device"] == "cpu"


def test_another_answer_waits_again(place: Path) -> None:
    """A verdict is about what was handed in then."""
    (place / "class/anna/victim.py").write_text(RIGHT + "\nNUMBER = 1\n", encoding="utf-8")
    assert grade(place, "regrade", "all").returncode == 0
    assert waiting(place, "all") > 0


def test_nothing_is_kept_where_nothing_ran_there(graded: Path) -> None:
    """A record of a CPU says nothing of accelerators."""
    with Gradebook.open(graded / "cpu/gradebook.db") as book:
        (stored,) = book.newest_records()
    assert json.loads(stored.record)["environment"]["device"] == "cpu"
    assert "on an accelerator" not in stored.came_from
