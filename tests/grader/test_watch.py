"""`grade watch`: the next unfinished exercise, a verdict after each save, keys, and what is remembered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacked import ATTACKS

from grader.cli.task import task_of
from grader.course import read_course
from grader.intake import read_submission
from grader.intake.notebook import read_task
from grader.watch import STATE_FILE, Progress, stamps

RIGHT = (ATTACKS / "course/solutions/victim.py").read_text(encoding="utf-8")
STUB = 'def double(x):\n    """Twice x, as a tensor."""\n    raise NotImplementedError("victim.double")\n'
pty = pytest.importorskip("pty", reason="a terminal as Unix has it")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course and a student's folder."""
    shutil.copytree(ATTACKS / "course", tmp_path / "course")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/victim.py").write_text(STUB)
    return tmp_path


class Terminal:
    """A person in front of `grade watch`."""

    def __init__(self, place: Path) -> None:
        command = [sys.executable, "-m", "grader.cli", "watch", "mine", "--course", "course"]
        self.master, slave = pty.openpty()
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
        self.process = subprocess.Popen(command, cwd=place, stdin=slave, stdout=slave, stderr=slave, env=environment)
        os.close(slave)
        os.set_blocking(self.master, False)
        self.text = ""

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Reads until the words have appeared since the last time."""
        until = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < until, self.text
            try:
                self.text += os.read(self.master, 65536).decode(errors="replace")
            except BlockingIOError:
                time.sleep(0.01)
        self.text = self.text.partition(words)[2]

    def press(self, keys: str) -> None:
        """Types."""
        os.write(self.master, keys.encode())

    def close(self) -> int:
        """Waits for its end."""
        code = self.process.wait(30)
        os.close(self.master)
        return code


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a terminal as Linux has it")
def test_at_a_terminal(place: Path) -> None:
    """The task, a wrong answer, a file that cannot be read, the right one, the next exercise, hints, the end."""
    file = place / "mine/victim.py"
    terminal = Terminal(place)
    terminal.wait_for("Twice x, as a tensor.")
    terminal.wait_for("Waiting for a save")
    file.write_text("def double(x):\n    return x\n")
    terminal.wait_for("points lost")
    terminal.wait_for("Waiting for a save")
    file.write_bytes(b"\xff\xfe\x00")
    terminal.wait_for("n next")
    file.write_text(RIGHT)
    terminal.wait_for("double is done")
    terminal.press("n")
    terminal.wait_for("mean_square is done")
    # Typed faster than they are answered, with a letter that is no key among them.
    terminal.press("h汉l")
    terminal.wait_for("There are no hints here")
    terminal.wait_for("n next")
    terminal.wait_for("← here")
    terminal.wait_for("Enter: back to `mean_square`.")
    terminal.press("r")
    terminal.wait_for("Running everything")
    terminal.wait_for("step")
    terminal.wait_for("Score: 6 of 6")
    terminal.wait_for("Enter: back to `mean_square`.")
    terminal.press("\r")
    terminal.wait_for("mean_square is done")
    terminal.press("q")
    terminal.wait_for("3 of 3 exercises are done")
    assert terminal.close() == 0
    assert json.loads((place / "mine" / STATE_FILE).read_text())["done"] == [
        "victim.double",
        "victim.mean_square",
        "victim.step",
    ]


def test_without_a_terminal(place: Path) -> None:
    """Lines stand for keys, nothing is drawn over, and the end of the input is the end."""
    ended = subprocess.run(
        [sys.executable, "-m", "grader.cli", "watch", "mine", "--course", "course", "--manual"],
        cwd=place, input="h\n\nl\nn\n", capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("Twice x") == 2, "An empty line looks again."
    assert "\x1b" not in ended.stdout
    assert ended.stdout.endswith("0 of 3 exercises are done.\n")


def test_what_is_remembered(place: Path) -> None:
    """The place in the course, what is done, how far the hints went; nonsense is a new beginning."""
    course = read_course(place / "course")
    progress = Progress.read(course, place / "mine")
    assert progress.current == "victim.double"
    progress.done = {"victim.double"}
    progress.move_on()
    assert Progress.read(course, place / "mine").current == "victim.mean_square"
    progress.move_back()
    assert Progress.read(course, place / "mine").current == "victim.step", "What is done is passed over."
    progress.move_back()
    assert progress.current == "victim.mean_square"
    progress.done |= {"victim.step"}
    assert progress.next_after("victim.step") == "victim.mean_square"
    progress.done |= {"victim.mean_square"}
    assert progress.is_over
    for text in (
        "",
        "[]",
        '{"current": 3, "done": 4}',
        '{"current": "gone.f", "done": ["gone.f"], "hints": {"a": "b"}}',
    ):
        (place / "mine" / STATE_FILE).write_text(text)
        again = Progress.read(course, place / "mine")
        assert (again.current, again.done) == ("victim.double", set())


def test_changes_on_disk(place: Path) -> None:
    """A save, a new file and one that vanished are seen; what does not concern us is not."""
    folder = place / "mine"
    before = stamps(folder)
    (folder / "notes.txt").write_text("x")
    assert stamps(folder) == before
    (folder / "victim.py").write_text(STUB + "\n")
    assert stamps(folder) != before
    (folder / "victim.py").unlink()
    assert stamps(folder) == {}
    assert stamps(place / "nowhere") == {}


def test_the_task_of_a_notebook() -> None:
    """A notebook's task is shown whole, as that of a file is: its cells hold the first line alone."""
    root = Path(__file__).parents[2]
    paths = [root / "exercises" / f"operations{suffix}" for suffix in (".ipynb", ".py")]
    submission, plain = (read_submission(path, read_course(root)) for path in paths)
    told, in_file = (task_of(each.sources[0], "add_in_place") for each in (submission, plain))
    assert told.split() == in_file.split()
    assert "No new memory is used" in told
    assert read_task(paths[0].read_bytes(), "absent") == ""
    assert read_task(b"no notebook", "add") == ""
