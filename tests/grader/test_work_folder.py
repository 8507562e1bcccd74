"""Folders for what is unpacked: a killed process leaves one, and the next process takes it away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HOLDER = """
from grader.intake.work_folder import new_work_folder
folder = new_work_folder()
(folder.path / "unpacked.py").write_text("w = 1")
print(folder.path, flush=True)
input()
folder.remove()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def hold(place: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process with a work folder at a place, and the folder."""
    command = [sys.executable, "-c", HOLDER]
    environment = os.environ | {"TMPDIR": str(place)}
    started = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    return started, Path(started.stdout.readline().strip())


def let_go(started: subprocess.Popen[str]) -> None:
    """It ends by itself."""
    started.communicate("\n")
    assert started.returncode == 0


def test_what_a_killed_process_left_goes_and_what_is_used_stays(tmp_path: Path) -> None:
    """The lock ends with its process, however that ends."""
    killed, left = hold(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert (left / "unpacked.py").is_file()
    using, used = hold(tmp_path)
    assert not left.exists()
    third, other = hold(tmp_path)
    assert (used / "unpacked.py").is_file()
    let_go(using)
    let_go(third)
    assert not used.exists()
    assert not other.exists()
    assert not list(tmp_path.iterdir())


def test_links_of_that_name_are_not_followed(tmp_path: Path) -> None:
    """In a folder for everybody, anybody may put anything there."""
    place, own = tmp_path / "temporary", tmp_path / "own"
    place.mkdir()
    own.mkdir()
    (own / "thesis.txt").write_text("three years", encoding="utf-8")
    (place / "grade-intake-link").symlink_to(own)
    (place / "grade-intake-file").write_text("no folder", encoding="utf-8")
    started, _ = hold(place)
    let_go(started)
    assert (own / "thesis.txt").is_file()
    assert (place / "grade-intake-file").is_file()


def test_many_at_once(tmp_path: Path) -> None:
    """Nobody's new folder is taken for one that was left, however close they start."""
    holders = [hold(tmp_path) for _ in range(8)]
    assert len({path for _, path in holders}) == len(holders)
    assert all((path / "unpacked.py").is_file() for _, path in holders)
    for started, _ in holders:
        let_go(started)
