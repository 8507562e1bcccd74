"""What a system refuses, and a place that is none: a sentence and code 2, no traceback, no zero, nothing lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import RIGHT, batch, make_class, records

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks, /dev/full is Linux's")
COURSE = ["--course", "course"]
NEW = ["--out", "new", *COURSE]
# The gradebook needs more.
SMALL = 40 * 1024


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that was graded."""
    place = make_class(tmp_path_factory.mktemp("graded"), {"anna": RIGHT})
    assert batch(place).returncode == 0
    (place / "a_file").write_text("text")
    return place


def run(place: Path, words: list[str], out: Path | None = None, largest: int = -1) -> subprocess.CompletedProcess[str]:
    """A command whose output goes to a file, or that may write small files only: students' own limits stay."""

    def restrict() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    with (out or Path(os.devnull)).open("w") as stream:
        return subprocess.run(
            [sys.executable, "-m", "grader.cli", *words], cwd=place, env=os.environ | {"LC_ALL": "C.UTF-8"},
            stdout=stream, stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False, preexec_fn=restrict,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", *NEW], "nowhere is not there."),
        (["class", "--out", "a_file", *COURSE], "a_file is a file, and results need a folder."),
        (["class", "--out", "class", *COURSE], "class holds the submissions, and results need a folder of their own."),
        (["class", "--out", "a_file/new", *COURSE], "a_file/new: Not a directory."),
        (["class", "--roster", "class", *NEW], "class is a folder.\n\nGive a CSV file."),
        (["class", "--roster", "nowhere.csv", *NEW], "nowhere.csv is not there.\n\nGive a CSV file."),
        (["class", "--only", "nothing", *NEW], "There is no exercise or unit `nothing`"),
        (["class", "--out", "new", "--course", "a_file"], "a_file is no course"),
    ],
)
def test_places_that_are_none(graded: Path, words: list[str], said: str) -> None:
    """The sentence is about that place, and nothing is made."""
    ended = run(graded, ["batch", *words])
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Errno" not in ended.stderr
    assert not (graded / "new").exists()


def test_what_is_passed_over_is_told(tmp_path: Path) -> None:
    """A link and a file of another kind may be somebody's work: what will not be graded is said before."""
    place = make_class(tmp_path, {"anna": RIGHT})
    (place / "class/ben").symlink_to("anna")
    (place / "class/cleo").symlink_to("nowhere")
    (place / "class/dan.docx").write_bytes(b"no Python")
    (place / "roster.csv").write_text("id\nanna\ndan\n")
    for more in (["--dry-run"], []):
        ended = run(place, ["batch", "class", "--roster", "roster.csv", "--device", "cpu", *NEW, *more])
        assert ended.returncode == 0
        assert "ben, cleo: a link, which is not followed: nothing was graded.\n" in ended.stderr
        assert "dan.docx: no Python file, notebook or archive: it was not graded.\n" in ended.stderr
        assert "Nothing handed in: dan.\n" in ended.stderr
    assert list(records(place / "new")) == ["anna"]


@pytest.mark.parametrize(
    "words",
    [
        ["export", "--format", "csv", "out", *COURSE],
        ["run", "class/anna", *COURSE],
        ["report", "--out", "out", *COURSE],
        ["--help"],
        ["--version"],
    ],
)
def test_no_room_for_what_is_printed(graded: Path, words: list[str]) -> None:
    """It is no failure of the grader that there is no room."""
    ended = run(graded, words, out=Path("/dev/full"))
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: The system refuses: No space left on device.\n\nMake room")
    assert "Traceback" not in ended.stderr


def test_no_room_for_results(tmp_path: Path) -> None:
    """Nobody is graded wrongly, a sentence says what to do, and the same command then goes on."""
    place = make_class(tmp_path, {"anna": RIGHT, "ben": RIGHT})
    words = ["batch", "class", "--out", "out", "--device", "cpu", "--jobs", "2", *COURSE]
    refused = run(place, words, largest=SMALL)
    assert refused.returncode == 2
    assert "The gradebook out/gradebook.db cannot be used: " in refused.stderr
    assert "there must be room" in refused.stderr
    assert "failed" not in refused.stderr
    assert run(place, words).returncode == 0
    assert {name: record["score"]["earned"] for name, record in records(place / "out").items()} == {"anna": 6, "ben": 6}
