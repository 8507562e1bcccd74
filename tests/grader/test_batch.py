"""A class: every submission has a verdict, work is done once, and a grader that is killed has lost nothing."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attacked import ATTACKS, processes

from grader.batch.keys import Circumstances, Keys, exercise_of, source_digests
from grader.batch.plan import Entry, Handed
from grader.batch.reading import read_entries
from grader.batch.records import file_name
from grader.batch.results import Result
from grader.batch.run import Batch
from grader.batch.slots import Done, Work
from grader.course import read_course
from grader.emit.table import cell
from grader.errors import IntakeError
from grader.intake import read_submission
from grader.model import Case, Outcome, Submission, Verdict
from grader.store import Gradebook

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")
RIGHT = (ATTACKS / "course/solutions/victim.py").read_text(encoding="utf-8")
ONE_WRONG = RIGHT.replace("return 2 * x", "return 3 * x")
CLASS = {
    "anna": RIGHT,
    "ben": ONE_WRONG,
    "cleo": "def double(x):\n    while True:\n        pass\n",
    "dora": "import os\n\n\ndef double(x):\n    os._exit(0)\n",
    "emil": "def double(:\n",
    "fay": RIGHT.replace("2 * x", "x + x"),
    "gus": "def double(x):\n    return [bytes(2**20) for _ in range(4096)]\n",
}
SCORES = {"anna": 6, "ben": 4, "cleo": 0, "dora": 0, "emil": 0, "fay": 6, "gus": 0, "hal": 0}
# A class in which somebody's file changes after it was read.
CHANGING = """
import sys
from pathlib import Path

from grader.batch.keys import Circumstances
from grader.batch.plan import Handed
from grader.batch.reading import read_entries
from grader.batch.run import Batch
from grader.batch.slots import Slots
from grader.batch.warm import Terms, hold_warm
from grader.course import read_course
from grader.store import Gradebook

place = Path(sys.argv[1])
course = read_course(place / "course")
entries = read_entries(course, [Handed(student, place / "class" / student) for student in ("anna", "ben")])
(place / "class/anna/victim.py").write_text("nothing = 1\\n")
terms = Terms(tuple(each.id for each in course.exercises), "auto", None, course.seed)
with Gradebook.open(place / "gradebook.db") as book:
    batch = Batch(course, entries, book, place / "out", Circumstances("cpu", course.seed))
    batch.look_up()
    hold_warm(course, terms, lambda judge: batch.execute(Slots(judge, 1), lambda standing: None))
print([entry.handed.student for entry in batch.not_graded])
"""
# More of them by hand: GRADE_KILLS=50.
KILLS = int(os.environ.get("GRADE_KILLS", "4"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course of its own, which tests may change, and a class."""
    shutil.copytree(ATTACKS / "course", tmp_path / "course")
    for name, text in CLASS.items():
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "victim.py").write_text(text)
    (tmp_path / "class" / "hal").mkdir()
    (tmp_path / "class" / "hal" / "essay.docx").write_bytes(b"no Python")
    return tmp_path


def command(place: Path, *more: str, out: str = "out") -> list[str]:
    """`grade batch` on the class."""
    words = ["batch", str(place / "class"), "--course", str(place / "course"), "--out", str(place / out)]
    return [sys.executable, "-m", "grader.cli", *words, "--device", "cpu", "--jobs", "2", *more]


def run(place: Path, *more: str, out: str = "out") -> subprocess.CompletedProcess[str]:
    """Runs it to its end."""
    return subprocess.run(
        command(place, *more, out=out), capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """The records by student, without what may differ from run to run."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "records").glob("*.json")}
    for record in found.values():
        del record["timing"]
    return found


def test_a_class(place: Path) -> None:
    """Everybody has a record and a line; what ran once does not run again; a mended case runs alone."""
    first = run(place)
    assert first.returncode == 0, first.stderr
    assert {name: record["score"]["earned"] for name, record in records(place / "out").items()} == SCORES
    table = list(csv.DictReader((place / "out/scores.csv").read_text(encoding="utf-8").splitlines()))
    assert {line["student"]: int(Decimal(line["final"])) for line in table} == SCORES
    assert "no Python file or notebook" in records(place / "out")["hal"]["notes"][0]["message"]

    again = run(place, "--dry-run")
    assert again.returncode == 0
    assert "0 submissions would run" in again.stderr

    cases = place / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text().replace('"""Three numbers doubled."""', '"""Three numbers, twice."""'))
    mended = run(place, "--dry-run")
    assert "anna: victim.double\n" in mended.stdout
    assert "mean_square" not in mended.stdout

    narrow = run(place, "--only", "double")
    assert narrow.returncode == 2
    assert "have exercises that --only leaves out: victim.m" in narrow.stderr
    assert run(place, "--only", "victim", "--dry-run").returncode == 0

    submission = place / "class/ben/victim.py"
    submission.write_text(RIGHT)
    assert run(place).returncode == 0
    assert records(place / "out")["ben"]["score"]["earned"] == 6
    with Gradebook.open(place / "out/gradebook.db") as book:
        assert len(book.history("ben")) == 2
    assert run(place, "--fail-under", "6").returncode == 1


def test_killed_again_and_again(place: Path) -> None:
    """Whenever it is killed, it goes on where it was, ends with the same records, and leaves nothing running."""
    assert run(place, out="unbroken").returncode == 0
    before = processes(anywhere=True)
    chance = random.Random(7)
    for _ in range(KILLS):
        started = subprocess.Popen(command(place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 5.0))
        started.send_signal(signal.SIGKILL)
        started.wait()
    assert run(place).returncode == 0
    assert records(place / "out") == records(place / "unbroken")
    until = time.monotonic() + 10
    while left := processes(anywhere=True).keys() - before.keys():
        assert time.monotonic() < until, left
        time.sleep(0.1)


@pytest.mark.parametrize("moment", [0.5, 2.5], ids=["warming up", "grading"])
def test_stopped_by_hand(place: Path, moment: float) -> None:
    """Ctrl-C lets what is under way end, and says how to go on."""
    roster = place / "roster.csv"
    roster.write_text("id\n" + "\n".join([*SCORES, "zoe"]))
    started = subprocess.Popen(
        command(place, "--roster", str(roster)), stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    until = time.monotonic() + 60
    while not list((place / "out" / "records").glob("*.json")) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(moment)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert "Traceback" not in said
    if started.returncode:
        # Where the signal came while a C library was loading, Python ends by it, after the same words.
        assert started.returncode in (2, -signal.SIGINT)
        assert "Ctrl-C" in said or "goes on from here" in said
    if "goes on from here" in said:
        table = csv.DictReader((place / "out/scores.csv").read_text(encoding="utf-8").splitlines())
        absent = {line["student"]: line["remarks"] for line in table if not line["attempt"]}
        assert [name for name, why in absent.items() if why != "not graded yet"] == ["zoe"]
    assert run(place).returncode == 0
    assert len(records(place / "out")) == len(SCORES)


def test_a_course_that_changes_meanwhile(place: Path) -> None:
    """Cases that are others than those the results would be kept for are not run."""
    started = subprocess.Popen(command(place), stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    until = time.monotonic() + 60
    while not list((place / "out" / "records").glob("*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    cases = place / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text(encoding="utf-8").replace("KNOWN * 2)", "KNOWN * 3)"), encoding="utf-8")
    _, said = started.communicate(timeout=60)
    assert started.returncode == 2
    assert "The course was changed while the class was read." in said
    assert run(place).returncode == 0
    assert records(place / "out")["anna"]["score"]["earned"] < SCORES["anna"]


def test_shards_make_up_a_class(place: Path) -> None:
    """Every student is in exactly one part."""
    names = []
    for part in ("1/3", "2/3", "3/3"):
        said = run(place, "--shard", part, "--dry-run")
        names += [line.partition(":")[0] for line in said.stdout.splitlines()]
    assert sorted(names) == sorted(CLASS)
    assert run(place, "--shard", "4/3").returncode == 2


@pytest.mark.parametrize("words", [["nowhere"], ["."]])
def test_nothing_to_grade(tmp_path: Path, words: list[str]) -> None:
    """One sentence, and code 2."""
    ended = subprocess.run(
        [sys.executable, "-m", "grader.cli", "batch", *words, "--course", str(ATTACKS / "course")],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: ")


class TestKeys:
    """What makes an exercise run again."""

    def key(self, place: Path, exercise: str = "double", text: str = RIGHT) -> str:
        """The key of an exercise for a source."""
        course = read_course(place / "course")
        path = place / "class/anna/victim.py"
        path.write_text(text)
        submission = read_submission(path.parent, course)
        found = course.exercise(f"victim.{exercise}")
        assert found is not None
        return Keys(course, Circumstances("cpu", 1)).of(found, source_digests(submission)["victim"])

    def edit(self, place: Path, name: str, old: str, new: str) -> None:
        """Changes a file of the course."""
        path = place / "course" / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    def test_the_students_own_file(self, place: Path) -> None:
        """Any change of it."""
        assert self.key(place) != self.key(place, text=RIGHT + "\n# a comment\n")

    def test_a_file_beside_it(self, place: Path) -> None:
        """Only if the source names it."""
        text = RIGHT + "\nimport helper\n"
        (place / "class/anna/helper.py").write_text("a = 1\n")
        (place / "class/anna/unnamed.py").write_text("a = 1\n")
        before = self.key(place, text=text)
        (place / "class/anna/unnamed.py").write_text("a = 2\n")
        assert self.key(place, text=text) == before
        (place / "class/anna/helper.py").write_text("a = 2\n")
        assert self.key(place, text=text) != before

    def test_a_case(self, place: Path) -> None:
        """Its own exercise alone; a comment nothing; what all cases share, everything."""
        cases = "tests/hidden/test_victim.py"
        double, step = self.key(place), self.key(place, "step")
        self.edit(place, cases, "KNOWN * 2", "KNOWN + KNOWN")
        assert self.key(place) != double
        assert self.key(place, "step") == step
        double = self.key(place)
        self.edit(place, cases, "KNOWN = ", "# a comment\nKNOWN = ")
        assert self.key(place) == double
        self.edit(place, cases, "1.25", "1.5")
        assert self.key(place) != double
        assert self.key(place, "step") != step

    def test_solution_and_limits(self, place: Path) -> None:
        """Both count; points and titles do not."""
        before = self.key(place)
        self.edit(place, "exercises/course.toml", "points = 2", "points = 3")
        self.edit(place, "exercises/course.toml", "Attacked", "Another title")
        assert self.key(place) == before
        self.edit(place, "exercises/course.toml", "memory_mb = 512", "memory_mb = 600")
        assert self.key(place) != before
        before = self.key(place)
        self.edit(place, "solutions/victim.py", "2 * x", "x * 2")
        assert self.key(place) != before


def test_exercise_of_a_statement() -> None:
    """Only a mark with a plain name says whose a case is."""
    import ast

    marked = ast.parse('@pytest.mark.points(2)\n@pytest.mark.exercise("f")\nclass A: pass').body[0]
    assert exercise_of(marked) == "f"
    assert exercise_of(ast.parse("@pytest.mark.exercise(name)\nclass A: pass").body[0]) is None
    assert exercise_of(ast.parse("x = 1").body[0]) is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("anna", "anna"), ("Anna", "Anna-"), ("../x", "_x-"), ("a/b", "a_b-"), ("", "student-"), ("名", "_-")],
)
def test_file_names(name: str, wanted: str) -> None:
    """Plain names stay; others are told apart by a digest, also where a file system ignores case."""
    assert file_name(name).startswith(wanted)
    assert "/" not in file_name(name)
    assert not file_name(name).startswith(".")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_formulas_stay_text(text: str) -> None:
    """What a spreadsheet would execute begins with an apostrophe or is spelt out."""
    assert cell(text)[0] in "'\\"
    assert cell(Decimal("-1.50")) == "-1.50"
    assert "\x1b" not in cell("a\x1b[31m")


class OutOfOrder:
    """Gives every case a pass, in an order of its own."""

    def __init__(self, *students: str) -> None:
        self.students = students

    def run(self, works: list[Work]) -> Iterator[tuple[Work, Done]]:
        """The works of those students, one after another."""
        by_student = {work.read().submission.id: work for work in works}
        for student in self.students:
            work = by_student[student]
            yield work, {name: Result((self.passed(name),), ()) for name in work.exercises}

    @staticmethod
    def passed(exercise: str) -> Verdict:
        """A verdict on an exercise's only case."""
        return Verdict(Case(f"{exercise}::a", exercise, "cpu", "hidden", Decimal(1), ""), Outcome.PASSED)


class TestReadWhenItsTurnComes:
    """A class's texts are not kept: each submission is read once more when it is graded."""

    def entry(self, place: Path, student: str) -> Entry:
        """One student's, as it was read with the class."""
        handed = Handed(student, place / "class" / student)
        (entry,) = read_entries(read_course(place / "course"), [handed])
        return entry

    def test_the_same(self, place: Path) -> None:
        """It is whole again, and nothing but its outline was kept."""
        entry = self.entry(place, "anna")
        assert entry.submission is not None
        assert entry.submission.sources == ()
        assert entry.reopen is not None
        opened = entry.reopen()
        assert (opened.id, opened.digest) == ("anna", entry.submission.digest)
        assert [source.unit for source in opened.sources] == ["victim"]

    @pytest.mark.parametrize("change", ["edited", "gone"])
    def test_another_by_then(self, place: Path, change: str) -> None:
        """What was edited or taken away meanwhile is not graded under the old name, and that is said."""
        entry = self.entry(place, "anna")
        path = place / "class/anna/victim.py"
        path.write_text("nothing = 1\n") if change == "edited" else path.unlink()
        assert entry.reopen is not None
        with pytest.raises(IntakeError, match="was changed while the class was graded"):
            entry.reopen()
        assert entry.sources is None

    def test_the_others_go_on(self, place: Path) -> None:
        """Every case of it is broken, never a zero, and nobody else is touched."""
        script = place / "changing.py"
        script.write_text(CHANGING)
        ended = subprocess.run(
            [sys.executable, str(script), str(place)], capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert ended.stdout == "['anna']\n", ended.stderr
        assert "was changed while" in json.dumps(records(place / "out")["anna"])
        assert records(place / "out")["ben"]["score"]["graded"] is True


def test_completed_by_others(place: Path) -> None:
    """Whose exercises others have in common is complete when theirs are, and once: their own work may end later."""
    course = read_course(place / "course")
    keys = {"anna": ("a", "x", "p"), "ben": ("a", "y", "q"), "cleo": ("c", "y", "q"), "dora": ("a", "y", "p")}
    entries = [
        Entry(
            Handed(student, place),
            Submission(student, student, ()),
            reopen=partial(Submission, student, student, ()),
            keys=dict(zip([each.id for each in course.exercises], own, strict=True)),
        )
        for student, own in keys.items()
    ]
    told: list[str] = []
    with Gradebook.open(place / "gradebook.db") as book:
        batch = Batch(course, entries, book, place / "out", Circumstances("cpu", 1))
        batch.execute(OutOfOrder("anna", "cleo", "ben"), lambda standing: told.append(standing.student))
        assert len(book.results(["a", "c", "x", "y", "p", "q"])) == 6
    assert told == ["anna", "cleo", "ben", "dora"]
