"""A class as platforms export it: recognised, every attempt found under its owner's name, strangers' names harmless."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest
from classroom import ONE_WRONG, RIGHT, grade, make_class, records

from grader.batch.handed import Class, read_handed
from grader.errors import IntakeError
from grader.intake.layouts.checkouts import common_prefix

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
ROSTER = (
    "ID,Student,Email,Section,Extension days\n1234,Jane Doe,jane@x.edu,A,\n77,Bob Öst,bob@x.edu,B,2\n5,Cy Lee,,B,0\n"
)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with those files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(place: Path, roster: str = "", layout: str = "auto", attempts: str = "latest") -> Class:
    """The class at a place."""
    path = None
    if roster:
        path = place.parent / "roster.csv"
        path.write_text(roster, encoding="utf-8")
    return read_handed(place, path, layout, attempts, (1, 1))


def listed(found: Class) -> dict[str, list[str]]:
    """The files of each student."""
    return {
        each.student: sorted(path.name for path in each.path.rglob("*.py")) if each.path.is_dir() else [each.path.name]
        for each in found.handed
    }


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


CANVAS = {
    "doejane_1234_9001_victim.py": "old",
    "doejane_1234_9001_victim-1.py": RIGHT,
    "doejane_1234_9001_notes_text.html": "<p>hello</p>",
    "ostbob_LATE_77_9002_victim-2.py": ONE_WRONG,
    "ostbob_LATE_77_9002_my-helper.py": "x = 1",
}


def test_canvas(tmp_path: Path) -> None:
    """Files by user, under the names they had; the last of a name handed in again; late and missing ones are told."""
    found = read(write(tmp_path / "class", CANVAS), ROSTER)
    assert found.recognised == "A Canvas download: 2 students."
    assert listed(found) == {"1234": ["victim.py"], "77": ["my-helper.py", "victim.py"]}
    assert (found.handed[0].path / "victim.py").read_text() == RIGHT
    assert found.missing == ["5"]
    assert any("late" in note for note in found.notes)
    assert found.people["77"].extension_days == 2


def test_canvas_without_names(tmp_path: Path) -> None:
    """Anonymous grading has its own form."""
    found = read(write(tmp_path / "class", {"anon_aB3xY_123_victim.py": RIGHT, "anon_LATE_qq_5_victim.py": RIGHT}))
    assert listed(found) == {"aB3xY": ["victim.py"], "qq": ["victim.py"]}


@pytest.mark.parametrize("is_flat", [False, True])
def test_moodle(tmp_path: Path, is_flat: bool) -> None:
    """Folders or flat files, matched with the roster by name; typed texts are told."""
    sign = "" if is_flat else "/"
    files = {
        f"Jane Doe_11_assignsubmission_file_{sign}victim.py": RIGHT,
        f"Öst Bob_12_assignsubmission_file_{sign}victim.py": ONE_WRONG,
        f"Öst Bob_12_assignsubmission_onlinetext_{sign}onlinetext.html": "text",
        f"Nobody Known_13_assignsubmission_file_{sign}victim.py": RIGHT,
    }
    found = read(write(tmp_path / "class", files), ROSTER)
    assert found.recognised == "A Moodle download: 3 students."
    assert set(listed(found)) == {"1234", "77", "Nobody Known"}
    assert any("typed into Moodle" in note for note in found.notes)
    assert any("not on the roster" in note for note in found.notes)


METADATA = """---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '1234'
    :email: jane@x.edu
  - :name: Bob
    :sid: '77'
    :email: bob@x.edu
  :created_at: 2026-11-20 10:15:00.000000000 Z
  :status: processed
  :results: {}
submission_2:
  :submitters:
  - :name: Cy
    :sid: ''
    :email: cy@x.edu
  :created_at: 2026-11-21 10:15:00.5 +01:00
submission_3:
  :submitters:
  - {":name": Jane Doe, ":sid": "1234"}
  :created_at: 2026-11-22 09:00:00
submission_4: nonsense
"""


def test_gradescope(tmp_path: Path) -> None:
    """Everybody of a group, the time of each attempt, the last one or all of them."""
    files = {f"submission_{number}/victim.py": RIGHT for number in range(1, 5)}
    place = write(tmp_path / "class", {**files, "submission_metadata.yml": METADATA})
    found = read(place, attempts="best")
    assert found.recognised == "A Gradescope export: 3 students, 4 attempts."
    assert [(each.student, each.number, each.origin) for each in found.handed] == [
        ("1234", 1, "submission_1"),
        ("1234", 2, "submission_3"),
        ("77", 1, "submission_1"),
        ("cy@x.edu", 1, "submission_2"),
    ]
    assert found.handed[0].submitted == datetime(2026, 11, 20, 10, 15, tzinfo=timezone.utc)
    assert [each.number for each in read(place).handed] == [2, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list",
        "a: [",
        "!!python/object/apply:os.system ['touch hacked']",
        "a: &a [*a, *a]",
        "\x00",
        "x: 99999-99-99",
    ],
)
def test_gradescope_metadata_that_are_none(tmp_path: Path, text: str) -> None:
    """A sentence."""
    place = write(tmp_path / "class", {"submission_1/victim.py": RIGHT, "submission_metadata.yml": text})
    with pytest.raises(IntakeError, match="submission_metadata"):
        read(place)
    assert not Path("hacked").exists()


@needs_git
def test_checkouts(tmp_path: Path) -> None:
    """Students by the folder's name without the assignment's, the time of the commit; no program of theirs is run."""
    for name in ("week-1-jane", "week-1-bob-lee"):
        folder = write(tmp_path / "class" / name, {"victim.py": RIGHT})
        told = {"GIT_COMMITTER_DATE": "2026-11-20T10:00:00+01:00", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
        identity = ["-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "work"]):
            subprocess.run(["git", "-C", str(folder), *identity, *words], env=os.environ | told, check=True)
    hostile = tmp_path / "class/week-1-jane/.git/config"
    run = f"touch {tmp_path}/run"
    hostile.write_text(f"[core]\n\tfsmonitor = {run}\n[gpg]\n\tprogram = {run}\n[log]\n\tshowSignature = true\n")
    subprocess.run(["git", "-C", str(tmp_path / "class/week-1-bob-lee"), "pack-refs", "--all"], check=True)
    subprocess.run(["git", "-C", str(tmp_path / "class/week-1-bob-lee"), "repack", "-adq"], check=True)
    found = read(tmp_path / "class")
    assert found.recognised == "Git checkouts: 2 students."
    assert [(each.student, str(each.submitted)) for each in found.handed] == [
        ("bob-lee", "2026-11-20 10:00:00+01:00"),
        ("jane", "2026-11-20 10:00:00+01:00"),
    ]
    assert not (tmp_path / "run").exists()


@needs_git
def test_checkouts_that_lie(tmp_path: Path) -> None:
    """A head that leads elsewhere, links, nothing at all: no time, and no crash."""
    for name, head in {
        "a": "ref: ../../../secret",
        "b": "ref: refs/heads/../../x",
        "c": "zzz",
        "d": "0" * 40,
        "e": "",
    }.items():
        write(tmp_path / "class" / name, {"victim.py": RIGHT, ".git/HEAD": head, ".git/objects/x": ""})
    (tmp_path / "class/e/.git/HEAD").unlink()
    (tmp_path / "class/e/.git/HEAD").symlink_to("/etc/passwd")
    assert [each.submitted for each in read(tmp_path / "class").handed] == [None] * 5


def test_common_prefixes() -> None:
    """Whole pieces only, and never all of a name."""
    assert common_prefix(["hw-1-anna", "hw-1-ben"]) == "hw-1-"
    assert common_prefix(["hw-anna", "hw-anna-b"]) == "hw-"
    assert common_prefix(["anna", "annika"]) == ""
    assert common_prefix(["hw-1-anna"]) == ""


def test_simple(tmp_path: Path) -> None:
    """Files, folders and archives; attempts by number or time; what cannot be work is passed over."""
    files = {
        "anna.py": RIGHT,
        "ben/victim.py": RIGHT,
        "cleo.zip": zipped({"victim.py": RIGHT}),
        "dan/attempt-1/victim.py": ONE_WRONG,
        "dan/attempt-10/victim.py": RIGHT,
        "dan/attempt-2/victim.py": ONE_WRONG,
        "eve/2026-11-20T10-00-00Z/victim.py": RIGHT,
        "eve/2026-11-21T10-00-00+0100/victim.py": RIGHT,
        "fay@1.py": ONE_WRONG,
        "fay@2.py": RIGHT,
        "readme.txt": "x",
        "__MACOSX/x": "x",
    }
    found = read(write(tmp_path / "class", files))
    assert found.recognised == "One file, folder or archive for each student: 6 students, 10 attempts."
    assert {each.student: each.origin for each in found.handed}["dan"] == "dan/attempt-10"
    assert {each.student: each.number for each in found.handed} == {
        "anna": 1, "ben": 1, "cleo": 1, "dan": 3, "eve": 2, "fay": 2,
    }  # fmt: skip


def test_a_zip_of_zips(tmp_path: Path) -> None:
    """A class in one archive, also inside a folder of its own; a broken one is its owner's problem alone."""
    inner = {"anna.zip": zipped({"victim.py": RIGHT}), "ben.zip": b"no archive", "../evil.py": "x"}
    (tmp_path / "class.zip").write_bytes(zipped({f"export/{name}": data for name, data in inner.items()}))
    found = read(tmp_path / "class.zip")
    assert sorted(each.student for each in found.handed) == ["anna", "ben"]
    where = found.handed[0].path
    assert where.exists()
    del found
    assert not where.exists()
    assert not (tmp_path / "evil.py").exists()


@pytest.mark.skipif(os.name == "nt", reason="names as Unix allows them")
def test_hostile_names(tmp_path: Path) -> None:
    """Line breaks, arrows that turn text round, bytes that are no text: one student each, storable, and told apart."""
    names = ["a\nb", "a\u202eb", "Anna", "anna", os.fsdecode(b"\xff\xfe"), "-rf", "=1+1"]
    for name in names:
        write(tmp_path / "class" / name, {"victim.py": RIGHT})
    (tmp_path / "class/link").symlink_to("/etc")
    found = read(tmp_path / "class")
    students = [each.student for each in found.handed]
    assert len(set(students)) == len(names)
    assert all(student.isprintable() and student.encode() for student in students)


@pytest.mark.parametrize("what", ["nothing", "empty", "file", "device", "other layout"])
def test_nothing_there(tmp_path: Path, what: str) -> None:
    """A sentence."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    write(tmp_path / "other layout", {"notes.txt": "x"})
    place = Path("/dev/null") if what == "device" else tmp_path / what
    with pytest.raises(IntakeError):
        read(place)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")
def test_a_canvas_zip_from_end_to_end(tmp_path: Path) -> None:
    """The real command on a real download, with a roster: scores, a late policy, who is missing; then nothing to do."""
    place = make_class(tmp_path, {})
    (place / "submissions.zip").write_bytes(zipped(CANVAS))
    (place / "roster.csv").write_text(ROSTER + "9,Dee,,B,\n", encoding="utf-8")
    words = ["batch", "submissions.zip", "--roster", "roster.csv", "--out", "out", "--device", "cpu"]
    ended = grade(place, *words)
    assert ended.returncode == 0, ended.stderr
    assert "A Canvas download: 2 students." in ended.stderr
    assert "Nothing handed in: 5, 9." in ended.stderr
    assert {name: each["score"]["earned"] for name, each in records(place / "out").items()} == {"1234": 6, "77": 4}
    table = (place / "out/scores.csv").read_text(encoding="utf-8")
    assert "1234,Jane Doe,jane@x.edu,A,1," in table
    assert "9,Dee,,B,,,,,,,,,,nothing handed in" in table
    again = grade(place, *words, "--dry-run")
    assert "0 submissions would run" in again.stderr
