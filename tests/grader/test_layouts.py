"""A class as platforms export it: recognised, every attempt found under its owner's name, strangers' names harmless."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from datetime import datetime, timezone
from pathlib import Path

import pytest
from classroom import ONE_WRONG, RIGHT, grade, make_class, records

from grader.batch.handed import NO_ORDER, NO_TIMES, Class, read_handed
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


def all_files(found: Class) -> list[tuple[str, list[str]]]:
    """The files of each student, whatever their kind; an archive stands for itself."""
    return [
        (each.student, sorted(path.name for path in each.path.rglob("*")) if each.path.is_dir() else [each.path.name])
        for each in found.handed
    ]


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


CANVAS = {
    "doejane_1234_9001_victim.py": "old",
    "doejane_1234_9005_victim-1.py": RIGHT,
    "doejane_1234_text.html": "<p>hello</p>",
    "ostbob_LATE_77_9002_victim-2.py": ONE_WRONG,
    "ostbob_LATE_77_9003_my-helper.py": "x = 1",
}


def test_canvas(tmp_path: Path) -> None:
    """Files by user, under the names they had; the last of a name handed in again; late and missing ones are told."""
    found = read(write(tmp_path / "class", CANVAS), ROSTER)
    assert found.recognised == "A Canvas download: 2 students."
    assert listed(found) == {"1234": ["victim-0.py", "victim.py"], "77": ["my-helper.py", "victim.py"]}
    assert (found.handed[0].path / "victim.py").read_text() == RIGHT
    assert found.missing == ["5"]
    assert found.people["77"].extension_days == 2
    assert found.notes == [
        NO_TIMES,
        "1234: a text or link typed into Canvas was not read: only files are.",
        "1234: victim.py was handed in more than once: the last one has its name.",
        "77: Canvas marks it as late, and does not tell by how much.",
    ]


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["LATE_anon_aB3xY_123_victim.py", "anon_qq_5_victim.py"], {"aB3xY": ["victim.py"], "qq": ["victim.py"]}),
        (["a_1_10_lab-1.py", "a_1_11_lab-2.py"], {"1": ["lab-1.py", "lab-2.py"]}),
        (["a_1_10_hw-3.tar.gz"], {"1": ["hw.tar.gz"]}),
        (["a_1_10_x-01234567-89ab-cdef-0123-456789abcdef.py"], {"1": ["x.py"]}),
        (["a_1_10_x_2_20_y.py"], {"1": ["x_2_20_y.py"]}),
        (["नेहाकि_1_10_x.py", "_2_20_x.py"], {"1": ["x.py"], "2": ["x.py"]}),
        (["only_1_text.html", "typed_LATE_2_link.html"], {"1": [], "2": []}),
        (["a_1_10_x?.py", "a_1_11_x*.py", "a_1_12_..", "a_1_13_con.py"], {"1": ["x_.py"]}),
        # Who calls themself `a_77_9_b` is not 77, though Canvas writes it so.
        (["ost_77_5_x.py", "a_77_9_b_12_6_x.py"], {"77, ost": ["x.py"], "77, a": ["b_12_6_x.py"]}),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="names as Unix allows them")
def test_canvas_names(tmp_path: Path, names: list[str], students: dict[str, list[str]]) -> None:
    """Every form that Canvas writes, and what students make of it."""
    found = read(write(tmp_path / "class", dict.fromkeys(names, "x = 1")), layout="canvas")
    assert {
        name: [each for each in files if not each.endswith(".html")] for name, files in all_files(found)
    } == students


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
    assert listed(found) == {name: ["victim.py"] for name in ("1234", "77", "Nobody Known")}
    assert found.notes == [
        NO_TIMES,
        "Nobody Known: not on the roster; graded all the same.",
        "Öst Bob: a text typed into Moodle was not read: only files are.",
    ]


WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade\nTeilnehmer/in11,Li Wei,a@x,,\nTeilnehmer/in12,Li Wei,b@x,,\n"
)


@pytest.mark.parametrize(
    ("names", "roster", "students"),
    [
        (["王小明_5_assignsubmission_file/x.py", "Zoë_6_assignsubmission_file/x.py"], "", ["Zoë", "王小明"]),
        (
            [
                "Li Wei_11_assignsubmission_file_/x.py",
                "Li Wei_12_assignsubmission_file_/x.py",
                "A_1_assignsubmission_file_/x.py",
            ],
            "",
            ["A", "Li Wei, Participant 11", "Li Wei, Participant 12"],
        ),
        (
            ["Li Wei_11_assignsubmission_file_/x.py", "Li Wei_12_assignsubmission_file_/x.py"],
            WORKSHEET,
            ["Teilnehmer/in11", "Teilnehmer/in12"],
        ),
        (
            ["Teilnehmer_11_assignsubmission_file_/x.py", "Teilnehmer_12_assignsubmission_file_/x.py"],
            "",
            ["Participant 11", "Participant 12"],
        ),
        (
            ["Team Ö_3_assignsubmission_file_/x.py", "Default group_assignsubmission_file_/x.py"],
            "",
            ["Default group", "Team Ö"],
        ),
        # A file may be called anything: it is its owner's all the same.
        (
            ["Eve_5_assignsubmission_file_Bob_9_assignsubmission_file_x.py", "Bob_9_assignsubmission_file_x.py"],
            "",
            ["Bob", "Eve"],
        ),
    ],
)
def test_moodle_names(tmp_path: Path, names: list[str], roster: str, students: list[str]) -> None:
    """Names in any language, namesakes, blind marking, teams, and files with names like somebody else's."""
    found = read(write(tmp_path / "class", dict.fromkeys(names, "x = 1")), roster)
    assert found.recognised.startswith("A Moodle download")
    assert [each.student for each in found.handed] == students


METADATA = """---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '1234'
    :email: jane@x.edu
  - :name: Bob
    :sid: 77
    :email: bob@x.edu
  :created_at: 2026-11-20 10:15:00.861687000 Z
  :status: processed
  :history:
  - :created_at: 2026-11-19 10:15:00.861687000 Z
    :score: 1.0
  :results: {tests: [{name: a, deep: [[[[[[1]]]]]]}]}
submission_2:
  :submitters:
  - :name: &name Cy
    :sid: ''
    :email: cy@x.edu
  :created_at: 2026-11-21 10:15:00.5 +01:00
submission_3:
  :submitters:
  - {":name": Jane Doe, ":sid": "1234"}
  :created_at: 2026-11-22 09:00:00
submission_4:
  :submitters: []
submission_5:
  :submitters:
  - :sid: '0123'
    :name: *name
  :created_at: !!python/object/apply:os.system ['touch hacked']
../../elsewhere:
  :submitters:
  - :sid: '6'
"""


def test_gradescope(tmp_path: Path) -> None:
    """Everybody of a group, the time of each attempt, the last one or all of them; what is not there is told."""
    files = {f"submission_{number}/victim.py": RIGHT for number in (1, 2, 3, 4, 5, 9)}
    place = write(tmp_path / "class/assignment_8046601_export", {**files, "submission_metadata.yml": METADATA}).parent
    found = read(place, attempts="best")
    assert found.recognised == "A Gradescope export: 7 students, 8 attempts."
    assert [(each.student, each.number, each.origin) for each in found.handed] == [
        ("0123", 1, "submission_5"),
        ("1234", 1, "submission_1"),
        ("1234", 2, "submission_3"),
        ("6", 1, "../../elsewhere"),
        ("77", 1, "submission_1"),
        ("cy@x.edu", 1, "submission_2"),
        ("submission_4", 1, "submission_4"),
        ("submission_9", 1, "submission_9"),
    ]
    assert found.handed[1].submitted == datetime(2026, 11, 20, 10, 15, 0, 861687, timezone.utc)
    assert found.notes == [
        "6: submission_metadata.yml names it, and the export holds no such folder.",
        "submission_9: submission_metadata.yml does not name it, so nobody knows whose it is.",
    ]
    assert not found.handed[3].path.exists()
    assert not Path("hacked").exists()
    assert [each.number for each in read(place).handed] == [1, 2, 1, 1, 1, 1, 1]


BOMB = "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a}]\n" for a, b in itertools.pairwise("abcdefghijklmnopqrst"))


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
        BOMB + "submission_1: {:submitters: *t}",
        "submission_2: {:submitters: []}",
        "submission_1: {:submitters: " + "[" * 5000,
        "? [a, b]\n: c\n",
    ],
)
def test_gradescope_metadata_that_are_none(tmp_path: Path, text: str) -> None:
    """A sentence."""
    place = write(tmp_path / "class", {"submission_x/victim.py": RIGHT, "submission_metadata.yml": text})
    with pytest.raises(IntakeError, match="submission_metadata"):
        read(place)
    assert not Path("hacked").exists()


def repository(folder: Path) -> Path:
    """A checkout with one commit."""
    write(folder, {"victim.py": RIGHT})
    told = {"GIT_COMMITTER_DATE": "2026-11-20T10:00:00+01:00", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
    identity = ["-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "work"]):
        subprocess.run(["git", "-C", str(folder), *identity, *words], env=os.environ | told, check=True)
    return folder


@needs_git
def test_checkouts(tmp_path: Path) -> None:
    """Students by the folder's name without the assignment's, the time of the commit; no program of theirs is run."""
    jane = repository(tmp_path / "class/week-1-jane")
    bob = repository(tmp_path / "class/week-1-bob-lee")
    write(tmp_path / "class", {"scores.csv": "username\n"})
    run = f"touch {tmp_path}/run"
    hostile = (
        f"[core]\n\tfsmonitor = {run}\n\tsshCommand = {run}\n[gpg]\n\tprogram = {run}\n[log]\n\tshowSignature = true\n"
    )
    (jane / ".git/config").write_text(f"{hostile}[include]\n\tpath = {tmp_path}/more\n")
    write(jane / ".git/hooks", {"post-index-change": f"#!/bin/sh\n{run}\n"})
    (jane / ".git/hooks/post-index-change").chmod(0o755)
    for words in (["pack-refs", "--all"], ["repack", "-adq"]):
        subprocess.run(["git", "-C", str(bob), *words], check=True)
    found = read(tmp_path / "class")
    assert found.recognised == "Git checkouts: 2 students."
    assert [(each.student, str(each.submitted)) for each in found.handed] == [
        ("bob-lee", "2026-11-20 10:00:00+01:00"),
        ("jane", "2026-11-20 10:00:00+01:00"),
    ]
    assert found.notes == [
        "bob-lee, jane: its time is that of the last commit, which is what the student's machine said."
    ]
    assert not (tmp_path / "run").exists()


@needs_git
def test_checkouts_with_a_roster(tmp_path: Path) -> None:
    """User names of several pieces are found; a roster's time goes before a commit's."""
    for name in ("hw-cs-anna", "hw-cs-ben-b"):
        repository(tmp_path / "class" / name)
    text = "username,datetime\ncs-anna,2026-11-21T00:00:00Z\nben-b,\nb,\n"
    found = read(tmp_path / "class", text)
    assert [(each.student, str(each.submitted)) for each in found.handed] == [
        ("ben-b", "2026-11-20 10:00:00+01:00"),
        ("cs-anna", "2026-11-21 00:00:00+00:00"),
    ]
    shutil.rmtree(tmp_path / "class/hw-cs-anna")
    assert found.missing == ["b"]
    # Alone it may be anybody's whose name it ends with.
    assert read(tmp_path / "class", text).handed[0].student == "hw-cs-ben-b"


@needs_git
def test_checkouts_that_lie(tmp_path: Path) -> None:
    """A head that leads elsewhere, links, others' objects, a commit too large: no time, and no crash."""
    heads = {
        "a": "ref: ../../../secret",
        "b": "ref: refs/heads/../../x",
        "c": "zzz",
        "d": "0" * 40,
        "e": "",
        "f": "-" + "0" * 39,
    }
    for name, head in heads.items():
        write(tmp_path / "class" / name, {"victim.py": RIGHT, ".git/HEAD": head, ".git/objects/x": ""})
    (tmp_path / "class/e/.git/HEAD").unlink()
    (tmp_path / "class/e/.git/HEAD").symlink_to("/etc/passwd")
    honest = repository(tmp_path / "honest")
    for name in ("linked", "alternate"):
        shutil.copytree(honest, tmp_path / "class" / name)
        shutil.rmtree(tmp_path / "class" / name / ".git/objects")
    (tmp_path / "class/linked/.git/objects").symlink_to(honest / ".git/objects")
    write(tmp_path / "class/alternate/.git/objects/info", {"alternates": f"{honest}/.git/objects\n"})
    for name, size in (("large", 70 * 2**20), ("zlarge", 10)):
        content = b"tree x\ncommitter x <x@x> 1700000000 +0000\n\n" + b"\0" * size
        whole = b"commit %d\0" % len(content) + content
        digest = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        where = {f".git/objects/{digest[:2]}/{digest[2:]}": zlib.compress(whole, 1), ".git/HEAD": digest}
        write(tmp_path / "class" / name, {"victim.py": RIGHT, **where})
    times = {each.student: each.submitted for each in read(tmp_path / "class").handed}
    assert times.pop("zlarge") is not None
    assert times == dict.fromkeys([*heads, "linked", "alternate", "large"])


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
        "gus/1/victim.py": RIGHT,
        "gus/2/other.py": RIGHT,
        "hal.ipynb": "{}",
        "hal.py": RIGHT,
        "readme.txt": "x",
        "__MACOSX/x": "x",
    }
    found = read(write(tmp_path / "class", files))
    assert found.recognised == "One file, folder or archive for each student: 8 students, 13 attempts."
    assert {each.student: each.origin for each in found.handed}["dan"] == "dan/attempt-10"
    assert {each.student: each.number for each in found.handed} == {
        "anna": 1, "ben": 1, "cleo": 1, "dan": 3, "eve": 2, "fay": 2, "gus": 1, "hal": 2,
    }  # fmt: skip
    passed_over = "readme.txt: no Python file, notebook or archive: it was not graded."
    assert sorted(found.notes) == [f"hal: {NO_ORDER}.", passed_over]
    both = read(tmp_path / "class", "id,submitted\neve,2026-12-01T00:00:00Z\n", attempts="best")
    assert [str(each.submitted) for each in both.handed if each.student == "eve"] == [
        "2026-11-20 10:00:00+00:00",
        "2026-12-01 00:00:00+00:00",
    ]


@pytest.mark.parametrize("kind", [".zip", ".tar", ".tar.gz"])
def test_a_zip_of_zips(tmp_path: Path, kind: str) -> None:
    """A class in one archive, also inside a folder of its own; what was made of it is gone with it."""
    inner = {"anna.zip": zipped({"victim.py": RIGHT}), "ben.zip": b"no archive", "../../evil.py": b"x"}
    files = {f"export/{name}": data for name, data in inner.items()}
    place = tmp_path / f"class{kind}"
    if kind == ".zip":
        place.write_bytes(zipped(dict(files)))
    else:
        with tarfile.open(place, "w:gz" if kind == ".tar.gz" else "w") as archive:
            for name, data in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    found = read(place)
    assert sorted(each.student for each in found.handed) == ["anna", "ben"]
    assert found.notes == [
        f"export/../../evil.py: it names a place outside the archive, so it was left in class{kind}."
    ]
    where = found.handed[0].path
    assert where.exists()
    del found
    assert not where.exists()
    assert not list(tmp_path.rglob("evil.py"))
    assert not (tmp_path.parent / "evil.py").exists()


def test_packed_by_the_student(tmp_path: Path) -> None:
    """An archive in a student's folder is opened, also where there are several; a broken one is told."""
    one, two = zipped({"victim.py": RIGHT}), zipped({"other.py": "x = 1"})
    files: dict[str, str | bytes] = {
        "a_1_10_work.zip": one,
        "b_2_11_one.zip": one,
        "b_2_12_two.zip": two,
        "b_2_13_bad.zip": b"no archive",
        "c_3_14_old.zip": one,
        "c_3_15_victim.py": RIGHT,
    }
    found = read(write(tmp_path / "class", files))
    assert listed(found) == {"1": ["work.zip"], "2": ["other.py", "victim.py"], "3": ["victim.py"]}
    assert found.notes[1:] == [
        "2: bad.zip was not read: bad.zip is damaged, or is no archive.",
        "3: old.zip was left packed, as other files lie beside it.",
    ]


def test_one_student_alone(tmp_path: Path) -> None:
    """A folder of one student's is no wrapping of a class."""
    write(tmp_path / "class", {"anna/src/victim.py": RIGHT, "anna/more/x.py": RIGHT})
    assert [each.student for each in read(tmp_path / "class").handed] == ["anna"]
    (tmp_path / "c.zip").write_bytes(zipped({"anna/attempt-1/victim.py": ONE_WRONG, "anna/attempt-2/victim.py": RIGHT}))
    assert [(each.student, each.number) for each in read(tmp_path / "c.zip").handed] == [("anna", 2)]


@pytest.mark.skipif(os.name == "nt", reason="names as Unix allows them")
def test_hostile_names(tmp_path: Path) -> None:
    """Line breaks, arrows that turn text round, bytes that are no text: one student each, storable, and told apart."""
    names = ["a\nb", "a\u202eb", "a\\nb", "Anna", "anna", os.fsdecode(b"\xff\xfe"), "-rf", "=1+1", "x" * 200]
    for name in names:
        write(tmp_path / "class" / name, {"victim.py": RIGHT})
    (tmp_path / "class/link").symlink_to("/etc")
    (tmp_path / "class/link.py").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "class/pipe.py")
    found = read(tmp_path / "class", "id,name\nAnna,Anna\n")
    students = [each.student for each in found.handed]
    assert len(set(students)) == len(names)
    assert {"Anna", "anna"} <= set(students)
    assert all(student.isprintable() and student.encode() for student in students)
    assert all(note.isprintable() for note in found.notes)
    assert found.missing == []


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
    """The real command on a real download, with a roster: scores, who is missing; then again, with the same records."""
    place = make_class(tmp_path, {})
    broken = {"brokenbo_8_9009_work.zip": b"no archive", "textonly_9_text.html": "<p>"}
    (place / "submissions.zip").write_bytes(zipped(CANVAS | broken))
    (place / "roster.csv").write_text(f"{ROSTER}8,Bo Broken,,B,\n", encoding="utf-8")
    words = ["batch", "submissions.zip", "--roster", "roster.csv", "--device", "cpu", "--jobs", "2"]
    ended = grade(place, *words, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    assert "A Canvas download: 4 students." in ended.stderr
    assert "Nothing handed in: 5." in ended.stderr
    assert "9: not on the roster; graded all the same." in ended.stderr
    found = records(place / "out")
    assert {name: each["score"]["earned"] for name, each in found.items()} == {"1234": 6, "77": 4, "8": 0, "9": 0}
    assert found["8"]["notes"][0]["message"] == "work.zip is damaged, or is no archive."
    assert "no Python file or notebook in textonly_9_text.html" in found["9"]["notes"][0]["message"]
    table = (place / "out/scores.csv").read_text(encoding="utf-8")
    assert "1234,Jane Doe,jane@x.edu,A,1," in table
    assert "5,Cy Lee,,B,,,,,,,,,,nothing handed in" in table
    assert "0 submissions would run" in grade(place, *words, "--out", "out", "--dry-run").stderr
    assert grade(place, *words, "--out", "again").returncode == 0
    assert records(place / "again") == found
