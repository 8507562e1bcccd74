"""Grading a class once more: only what changed runs, who gained and lost is told, a person's word holds."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from classroom import ONE_WRONG, RIGHT, batch, grade, make_class, records

from grader.batch.difference import case_changes, changes
from grader.batch.order import Order, read_order
from grader.errors import IntakeError

needs_fork = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two students, one of them half right."""
    return make_class(tmp_path, {"anna": RIGHT, "ben": ONE_WRONG})


def scores(place: Path, out: str = "out") -> dict[str, dict[str, str]]:
    """The lines of the class table by student."""
    text = (place / out / "scores.csv").read_text(encoding="utf-8")
    return {line["student"]: line for line in csv.DictReader(text.splitlines())}


@needs_fork
def test_a_mended_case(place: Path) -> None:
    """The exercise of that case alone runs; the table names who gained, and through what; a person's word stays."""
    assert batch(place).returncode == 0
    assert grade(place, "override", "ben", "victim.step", "0.5", "--reason", "by phone", "--out", "out").returncode == 0
    assert scores(place)["ben"]["victim.step"] == "0.5"

    cases = place / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text().replace("KNOWN * 2)", "KNOWN * 3)"))
    planned = grade(place, "regrade", "out", "--dry-run")
    assert planned.stdout == "anna: victim.double\nben: victim.double\n"

    again = grade(place, "regrade", "out")
    assert again.returncode == 0, again.stderr
    found = list(csv.DictReader((place / "out/changes.csv").read_text().splitlines()))
    assert [(line["student"], line["exercise"], line["before"]) for line in found] == [
        ("anna", "victim.double", "2"),
        ("ben", "victim.double", "0"),
    ]
    assert float(found[0]["gain"]) < 0 < float(found[1]["gain"])
    assert "test_known: failed, now passed" in found[1]["through"]
    assert "1 gained, 1 lost" in again.stdout
    assert "set by hand, and so" not in again.stdout
    assert scores(place)["ben"]["victim.step"] == "0.5"
    assert "set by hand: victim.step" in scores(place)["ben"]["remarks"]

    unchanged = grade(place, "regrade", "out")
    assert "Nobody's points changed." in unchanged.stdout

    trail = grade(place, "audit", "ben", "--out", "out").stdout
    assert "by phone" in trail
    assert grade(place, "override", "ben", "victim.step", "none", "--reason", "no", "--out", "out").returncode == 0
    assert scores(place)["ben"]["victim.step"] == "2"
    assert "ben" in grade(place, "report", "--out", "out").stdout
    assert len(grade(place, "report", "ben", "--out", "out").stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["regrade", "nowhere"], "holds no graded class"),
        (["override", "eve", "victim.step", "1", "--reason", "x", "--out", "out"], "no record of `eve`"),
        (["override", "anna", "nothing", "1", "--reason", "x", "--out", "out"], "no exercise or unit"),
        (["override", "anna", "victim", "1", "--reason", "x", "--out", "out"], "is 3 exercises"),
        (["override", "anna", "victim.step", "-1", "--reason", "x", "--out", "out"], "No such option"),
        (["override", "anna", "victim.step", "NaN", "--reason", "x", "--out", "out"], "no number of points"),
        (["override", "anna", "victim.step", "1.234", "--reason", "x", "--out", "out"], "no number of points"),
        (["override", "anna", "victim.step", "none", "--reason", "x", "--out", "out"], "Nothing is set by hand"),
        (["report", "eve", "--out", "out"], "no record of `eve`"),
        (["merge", "out"], "not said where"),
        (["merge", "out", "--out", "out"], "one of those to be joined"),
        (["audit", "eve", "--out", "out"], "Nothing was ever changed for `eve`"),
        (["merge", "nothing.json"], "cannot be read"),
        (["merge", "out", "nowhere", "--out", "all"], "nowhere cannot be read: it is not there"),
        (["merge", "out", "class/../out", "--out", "all"], "out is named twice"),
        (["merge", "course/exercises/course.toml"], "holds no record"),
        (["merge", "out", "course/exercises/course.toml"], "in one go"),
    ],
)
@needs_fork
def test_bad_input(graded: Path, words: list[str], said: str) -> None:
    """A sentence, and code 2."""
    ended = grade(graded, *words)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that was graded."""
    place = make_class(tmp_path_factory.mktemp("graded"), {"anna": RIGHT})
    assert batch(place).returncode == 0
    return place


@needs_fork
def test_shards_joined(tmp_path: Path) -> None:
    """The joined parts are what one run over all gives: records, and the class table, people included."""
    place = make_class(tmp_path, {"anna": RIGHT, "ben": ONE_WRONG, "cleo": "x = 1\n"})
    assert batch(place, out="out").returncode == 0
    for part in ("1/2", "2/2"):
        assert batch(place, "--shard", part, out=f"part{part[0]}").returncode == 0
    assert {*records(place / "part1"), *records(place / "part2")} == {"anna", "ben", "cleo"}
    joined = grade(place, "merge", "part1", "part2", "--out", "all")
    assert joined.returncode == 0, joined.stderr
    assert records(place / "all") == records(place / "out")
    assert (place / "all/scores.csv").read_text() == (place / "out/scores.csv").read_text()
    assert "0 submissions would run" in grade(place, "regrade", "all", "--dry-run").stderr


@needs_fork
def test_nobody_seems_absent_who_is_not(tmp_path: Path) -> None:
    """Who is in another part, or in one that is missing, has not handed in nothing; who has is told so in one part."""
    students = {"anna": RIGHT, "ben": ONE_WRONG, "cleo": RIGHT, "dan": RIGHT}
    place = make_class(tmp_path, students)
    (place / "roster.csv").write_text("id,name\n" + "".join(f"{each},{each} x\n" for each in [*students, "zoe"]))
    for part in ("1", "2"):
        ended = batch(place, "--roster", "roster.csv", "--shard", f"{part}/2", out=f"part{part}")
        assert ended.returncode == 0, ended.stderr
    tables = [scores(place, f"part{part}") for part in "12"]
    assert sorted(name for each in tables for name in each) == [*students, "zoe"]
    whole = grade(place, "merge", "part1", "part2", "--out", "all")
    assert "is not among them" not in whole.stderr
    assert [name for name, line in scores(place, "all").items() if line["remarks"] == "nothing handed in"] == ["zoe"]

    half = grade(place, "merge", "part1", "--out", "half")
    assert "Part 2/2 of the class is not among them" in half.stderr
    for name in tables[1].keys() - {"zoe"}:
        assert scores(place, "half")[name]["remarks"] == "not graded yet"
        assert "not graded yet" in grade(place, "report", "--out", "half").stdout


@needs_fork
def test_a_case_that_breaks(tmp_path: Path) -> None:
    """It is told which case broke and by what, nobody has lost anything by it, and once mended the change is told."""
    place = make_class(tmp_path, {"anna": RIGHT, "ben": RIGHT + "\n"})
    assert batch(place).returncode == 0
    cases = place / "course/tests/hidden/test_victim.py"
    sound = cases.read_text()
    cases.write_text(sound.replace("student.double(KNOWN)", "no_such_helper(KNOWN)"))
    broken = grade(place, "regrade", "out")
    assert broken.returncode == 2
    case = "tests/hidden/test_victim.py::TestDouble::test_known"
    assert f"NOT GRADED: anna, ben. {case}: The case itself failed: NameError: name 'no_such_helper'" in broken.stderr
    assert "Mend the case that broke, if one did; then run the same command again." in broken.stderr
    assert "Nobody's points changed." in broken.stdout
    joined = grade(place, "merge", "out", "--out", "all")
    assert joined.returncode == 2
    assert f"NOT GRADED: anna, ben. {case}" in joined.stderr

    cases.write_text(sound.replace("KNOWN * 2)", "KNOWN * 3)"))
    mended = grade(place, "regrade", "out")
    assert mended.returncode == 0
    assert "test_known: passed, now failed" in mended.stdout
    assert "0 gained, 2 lost" in mended.stdout


@needs_fork
def test_a_word_that_does_more_or_less_than_it_seems(tmp_path: Path) -> None:
    """Points above an exercise's own are told, and so are a change that a word hides and whom no word can reach."""
    place = make_class(tmp_path, {"anna": RIGHT})
    (place / "roster.csv").write_text("id\nanna\nzoe\n")
    assert batch(place, "--roster", "roster.csv").returncode == 0
    above = grade(place, "override", "anna", "victim.double", "20", "--reason", "x", "--out", "out")
    assert (above.returncode, above.stdout) == (0, "anna, victim.double: 20 of 2 points (x)\n")
    assert "more than victim.double is worth" in above.stderr
    absent = grade(place, "override", "zoe", "victim.double", "1", "--reason", "x", "--out", "out")
    assert absent.returncode == 2
    assert "put a file under that name among the submissions" in absent.stderr

    cases = place / "course/tests/hidden/test_victim.py"
    cases.write_text(cases.read_text().replace("KNOWN * 2)", "KNOWN * 3)"))
    assert "anna, victim.double: set by hand, and so the final score stays." in grade(place, "regrade", "out").stdout


def test_changes_of_cases() -> None:
    """A case that ends otherwise, is new, is gone, or is worth something else."""

    def case(name: str, outcome: str, points: float = 1) -> dict[str, object]:
        earned = points if outcome == "passed" else 0
        return {"id": f"t.py::{name}", "device": "cpu", "outcome": outcome, "earned": earned, "possible": points}

    before = [case("a", "failed"), case("b", "passed"), case("c", "passed")]
    after = [case("a", "passed"), case("b", "passed", 2), case("d", "raised")]
    assert list(case_changes(before, after)) == [
        "a: failed, now passed",
        "b: worth 1, now 2",
        "d: new, raised",
        "c: no longer there, was passed",
    ]
    one = {"exercises": [{"id": "u.f", "earned": 2, "cases": before}]}
    two = {"exercises": [{"id": "u.f", "earned": 3, "cases": after}, {"id": "u.g", "earned": 0, "cases": []}]}
    (change,) = changes("anna", 1, one, two)
    assert (change.exercise, change.gain) == ("u.f", 1)


def test_an_order_is_kept_without_its_password(tmp_path: Path) -> None:
    """What names no password is kept whole."""
    order = Order("class", only=("u.f",), gradebook="postgresql://host/name")
    order.keep(tmp_path)
    assert read_order(tmp_path) == order
    Order("class", gradebook="postgresql://me:secret@host/name").keep(tmp_path)
    assert "secret" not in (tmp_path / "batch.json").read_text()
    for text in ("", "[]", '{"place": "x", "other": 1}', "{"):
        (tmp_path / "batch.json").write_text(text)
        with pytest.raises(IntakeError):
            read_order(tmp_path)
