"""A large class is read by several processes, and is the same class."""

from __future__ import annotations

import os
import signal
import sys
import zipfile
from pathlib import Path

import pytest
from attacked import ATTACKS
from classroom import RIGHT

from grader.batch import reading
from grader.batch.plan import Handed
from grader.batch.reading import Reader, read_entries
from grader.course import read_course

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no forks")
MANY = 3 * reading.SHARE


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> list[Handed]:
    """Many attempts; some are archives, some cannot be read."""
    place = tmp_path_factory.mktemp("class")
    return [Handed(f"student{number}", hand_in(place, number)) for number in range(MANY)]


def hand_in(place: Path, number: int) -> Path:
    """One of them."""
    text = f"{RIGHT}\nNUMBER = {number}\n"
    if number % 50 == 7:
        return place / "nothing"
    if number % 50 == 9:
        path = place / f"{number}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("victim.py", text)
        return path
    path = place / f"victim_{number}.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_same_class(handed: list[Handed], monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, with the same digests and the same complaints; each can be read again."""
    course = read_course(ATTACKS / "course")
    found = read_entries(course, handed)
    monkeypatch.setattr(reading, "SHARE", MANY + 1)
    alone = read_entries(course, handed)
    assert [each.handed for each in found] == handed
    for one, other in zip(found, alone, strict=True):
        assert (one.submission, one.problem, one.digests) == (other.submission, other.problem, other.digests)
        assert bool(one.sources) != bool(one.problem)
    assert sum(bool(each.problem) for each in found) == MANY // 50


def test_a_reader_that_is_killed(handed: list[Handed]) -> None:
    """Its share is read by whoever waits for it."""
    course = read_course(ATTACKS / "course")
    reader = Reader(course, handed)
    os.kill(reader.process, signal.SIGKILL)
    outlines = reader.finish()
    assert len(outlines) == MANY
    assert sum(bool(each.problem) for each in outlines) == MANY // 50
