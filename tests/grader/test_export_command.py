"""`grade export`: which sources it reads, where it writes, and what it says about whoever is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import consumers
import pytest
from click.testing import CliRunner, Result
from sample_records import RECORDS, full, half, hostile, not_graded, pending
from test_export_class import GRADEBOOK

from grader.batch.records import file_name
from grader.batch.table import HEAD, SUMS
from grader.cli import cli
from grader.emit.record import dumps
from grader.emit.table import table

SAMPLES = Path(__file__).parents[1] / "samples" / "course"
# student, name, email, section, attempt, submitted, counts, graded, raw, pending, final, possible, days late, remarks
ROWS = [
    ("ada", "Ada Lovelace", "a@school.edu", "A", "1", "", "no", "yes", "3.5", "0", "3.5", "6.5", "0", ""),
    ("ada", "Ada Lovelace", "a@school.edu", "A", "2", "", "yes", "yes", "6.5", "0", "5.85", "6.5", "1", "1 day late"),
    ("=ben", "Ben Bit", "ben@school.edu", "A", "1", "", "yes", "yes", "5", "1.5", "5", "6.5", "0", ""),
    ("cleo", "Cleo Cache", "cleo@school.edu", "B", "1", "", "yes", "no", "0", "0", "0", "6.5", "0", ""),
    ("dora", "Dora Disk", "dora@school.edu", "B", "", "", "", "", "", "", "", "", "", "nothing handed in"),
]


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """A class as `grade batch` leaves it: two attempts of one student, a formula for a name, one not graded."""
    folder = tmp_path / "graded"
    (folder / "records").mkdir(parents=True)
    for name, data in (("ada", half()), ("ada@2", full()), ("=ben", pending()), ("cleo", not_graded())):
        (folder / "records" / f"{file_name(name)}.json").write_text(dumps(data), encoding="utf-8")
    rows = [[*row, *[""] * 3] for row in ROWS]
    text = table([*HEAD, *SUMS, "tensors.scalar", "tensors.head", "gpu.move"], rows)
    (folder / "scores.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def export(*words: object, given: str | None = None) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, ["export", *map(str, words)], input=given)


def file_of(folder: Path, data: dict[str, Any], name: str = "one.json") -> Path:
    """A record as a file."""
    path = folder / name
    path.write_text(dumps(data), encoding="utf-8")
    return path


def test_one_record(tmp_path: Path) -> None:
    """To standard output, to a file, into a folder, and out of a pipe: the same text."""
    source = file_of(tmp_path, half())
    shown = export("--format", "gradescope", source)
    assert shown.exit_code == 0
    assert consumers.gradescope(shown.stdout) == (3.5, True)
    assert export("--format", "gradescope", "-", given=source.read_text()).stdout == shown.stdout
    out = tmp_path / "results" / "results.json"
    assert export("--format", "gradescope", source, "--out", out).exit_code == 0
    assert export("--format", "gradescope", source, "--out", out.parent).exit_code == 0
    assert [out.read_text(), (out.parent / "one.json").read_text()] == [shown.stdout] * 2


def test_the_record_itself(tmp_path: Path) -> None:
    """As json it stays what it was."""
    for make in RECORDS.values():
        source = file_of(tmp_path, make())
        assert export("--format", "json", source).stdout == source.read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "suffix"), [("gradescope", "json"), ("junit", "xml"), ("markdown", "md")])
def test_a_class_of_records(graded: Path, tmp_path: Path, form: str, suffix: str) -> None:
    """A file for each attempt, named as its record; who is not graded is told."""
    ended = export("--format", form, graded, "--out", tmp_path / "out")
    assert ended.exit_code == 1
    assert ended.stderr == "NOT GRADED: cleo\n"
    stems = {path.stem for path in (graded / "records").iterdir()}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{stem}.{suffix}" for stem in stems}


def test_final_scores_go_first(graded: Path, tmp_path: Path) -> None:
    """Lateness and points set by hand are in the class table, and reach the student's own file."""
    export("--format", "gradescope", graded, "--out", tmp_path / "out")
    text = (tmp_path / "out" / "ada@2.json").read_text(encoding="utf-8")
    assert consumers.gradescope(text) == (5.85, True)
    assert "1 day late" in text


def test_class_csv(graded: Path) -> None:
    """One line for each student: the attempt that counts, an empty cell where there is no score."""
    ended = export("--format", "csv", graded)
    assert ended.exit_code == 1
    lines = ended.stdout_bytes.decode().split("\r\n")
    assert [line.split(",")[:6] for line in lines[1:5]] == [
        ["ada", "Ada Lovelace", "a@school.edu", "A", "5.85", "6.5"],
        ["'=ben", "Ben Bit", "ben@school.edu", "A", "5", "6.5"],
        ["cleo", "Cleo Cache", "cleo@school.edu", "B", "", "6.5"],
        ["dora", "Dora Disk", "dora@school.edu", "B", "", ""],
    ]
    assert ended.stderr == ("left out: cleo: not graded; run the batch once more\nleft out: dora: nothing handed in\n")


def test_canvas(graded: Path, tmp_path: Path) -> None:
    """The downloaded gradebook, filled in; what it counts otherwise is said."""
    template = tmp_path / "gradebook.csv"
    template.write_text(GRADEBOOK, encoding="utf-8")
    ended = export("--format", "canvas", graded, "--template", template, "--assignment", "Homework 1")
    assert ended.exit_code == 1
    assert '"Lovelace, Ada",101,s1,alovelace,A,5.85\n' in ended.stdout
    assert "Canvas counts this assignment out of 65, the scores are out of 6.5." in ended.stderr
    ended = export("--format", "canvas", graded, "--template", template, "--assignment", "12345", "--out-of", "65")
    assert '"Lovelace, Ada",101,s1,alovelace,A,58.5\n' in ended.stdout
    assert "out of 65" not in ended.stderr


def test_moodle(graded: Path) -> None:
    """An import without the student whose name a spreadsheet would compute."""
    ended = export("--format", "moodle", graded, "--assignment", "Homework 1")
    assert ended.exit_code == 1
    assert ended.stdout.splitlines()[0] == "email,username,Homework 1,Homework 1 feedback"
    assert len(ended.stdout.splitlines()) == 2


def test_late_by_the_submissions_own_time(tmp_path: Path) -> None:
    """The course's rules and `created_at` of the metadata give the score."""
    course = tmp_path / "course" / "exercises"
    course.mkdir(parents=True)
    points = {"tensors": {"scalar": 1, "head": 2.5}, "gpu": {"move": 3}}
    units = ""
    for unit, exercises in points.items():
        units += f'[[unit]]\nid = "{unit}"\ntitle = "x"\n'
        units += "".join(f'[[unit.exercise]]\nid = "{name}"\npoints = {n}\n' for name, n in exercises.items())
    late = "[late]\ndue = 2026-11-01T12:00:00+00:00\npercent_per_day = 10\n"
    (course / "course.toml").write_text(f'[course]\nname = "x"\ntitle = "x"\n{units}\n{late}')
    metadata = tmp_path / "submission_metadata.json"
    words = [
        "--format",
        "gradescope",
        file_of(tmp_path, full()),
        "--course",
        tmp_path / "course",
        "--metadata",
        metadata,
    ]
    for created, score in (("2026-11-01T11:00:00.5-00:00", 6.5), ("2026-11-01T05:30:00.123456-07:00", 5.85)):
        metadata.write_text(json.dumps({"created_at": created.replace(".5-", ".500000-")}))
        assert consumers.gradescope(export(*words).stdout) == (score, True)
    for bad in ("{}", "[", '{"created_at": "yesterday"}', '{"created_at": 5}', '{"created_at": "2026-11-01T05:30:00"}'):
        metadata.write_text(bad)
        ended = export(*words)
        assert ended.exit_code == 2
        assert "no time of submission under `created_at`" in ended.stderr


def test_notes(tmp_path: Path) -> None:
    """A sentence can be added, for what the record cannot know."""
    ended = export("--format", "prairielearn", file_of(tmp_path, full()), "--note", "Only half\x1b of it.")
    assert json.loads(ended.stdout)["output"] == "grading: Only half\\x1b of it."


def test_classroom50(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner's environment says whose it is; without it, or without a score, there is no file."""
    source = file_of(tmp_path, half())
    ended = export("--format", "classroom50", source)
    assert ended.exit_code == 2
    assert "CLASSROOM, ASSIGNMENT, SUBMISSION_TAG" in ended.stderr
    for name in ("CLASSROOM", "ASSIGNMENT", "USERNAME", "COMMIT_URL", "RELEASE_URL"):
        monkeypatch.setenv(name, name.lower())
    monkeypatch.setenv("SUBMISSION_TAG", "submit/1")
    ended = export("--format", "classroom50", source, "--scale", "2")
    assert consumers.classroom50(ended.stdout, "classroom", "assignment", "username") == (7, 13)
    refused = export("--format", "classroom50", file_of(tmp_path, not_graded()), "--out", tmp_path / "result.json")
    assert refused.exit_code == 2
    assert not (tmp_path / "result.json").exists()


@pytest.mark.parametrize("make", [hostile, full])
def test_not_graded_is_no_zero(tmp_path: Path, make: Callable[[], dict[str, Any]]) -> None:
    """Code 2 for a record that is not graded, and never for one that is."""
    assert export("--format", "gradescope", file_of(tmp_path, make())).exit_code == 0
    assert export("--format", "gradescope", file_of(tmp_path, not_graded())).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "junit", "nowhere.json"], "nowhere.json cannot be read"),
        (["--format", "junit", "empty"], "empty holds no graded class"),
        (["--format", "csv", "empty"], "scores.csv cannot be read"),
        (["--format", "junit", "graded"], "not said where they shall go"),
        (["--format", "classroom50", "graded", "--out", "x"], "one submission at a time"),
        (["--format", "csv", "graded", "graded"], "in several of the sources"),
        (["--format", "junit", "graded", "graded", "--out", "x"], "files of the same name"),
        (["--format", "canvas", "graded"], "never made"),
        (["--format", "moodle", "graded", "--out-of", "-1"], "no number of points"),
        (["--format", "moodle", "graded", "--out-of", "nan"], "no number of points"),
        (["--format", "moodle", "graded", "--out-of", "1000"], "above 100"),
        (["--format", "json", "bad/list.json"], "no record of the form"),
        (["--format", "json", "bad/shape.json"], "no record of the form"),
        (["--format", "json", "bad/nan.json"], "not valid JSON"),
        (["--format", "json", "bad/latin.json"], "not UTF-8"),
        (["--format", "json", "bad/deep.json"], "not valid JSON"),
    ],
)
def test_what_cannot_be_done(
    graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    """One sentence, code 2, and no traceback."""
    monkeypatch.chdir(tmp_path)
    bad = tmp_path / "bad"
    bad.mkdir()
    (tmp_path / "empty").mkdir()
    (bad / "list.json").write_text("[]")
    (bad / "shape.json").write_text(json.dumps({**full(), "exercises": [{"id": "a.b"}]}))
    (bad / "nan.json").write_text('{"schema": NaN}')
    (bad / "latin.json").write_bytes(b'{"schema": "\xe9"}')
    (bad / "deep.json").write_text("[" * 100_000)
    ended = export(*words)
    assert ended.exit_code == 2, ended.output
    assert ended.stderr.startswith("error: ")
    assert said in ended.stderr
    assert isinstance(ended.exception, SystemExit)
