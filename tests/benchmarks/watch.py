"""From a save to the verdict in `grade watch`, against a cold `python -m pytest` of the same example cases, in turn.

Both see what a student has: the stubs and the example cases. With `--json` the figures come as one line.
"""

from __future__ import annotations

import json
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
UNIT, FUNCTION = "first_network", "loss_fn"
ROUNDS, SAVES = 5, 4
# What ends a page of `grade watch`, and what it says on the way.
WAITING, DONE, LOST = "Waiting for a save", "is done", "points lost"
RIGHT, WRONG = "(y_pred - y).pow(2).sum()", "(y_pred - y).pow(2).mean()"


class Screen:
    """A person in front of `grade watch`."""

    def __init__(self, place: Path, course: Path) -> None:
        command = [sys.executable, "-m", "grader.cli", "watch", str(place), "--course", str(course)]
        self.master, slave = pty.openpty()
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "40", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env=environment)
        os.close(slave)
        os.set_blocking(self.master, False)

    def read_page(self, seconds: float = 120) -> str:
        """What is shown until the page ends."""
        text, until = "", time.monotonic() + seconds
        while WAITING not in text:
            if time.monotonic() > until:
                sys.exit(f"no verdict came: {text[-500:]}")
            try:
                text += os.read(self.master, 65536).decode(errors="replace")
            except BlockingIOError:
                time.sleep(0.001)
        return text

    def close(self) -> None:
        """Presses q."""
        os.write(self.master, b"q")
        self.process.wait(30)
        os.close(self.master)


def saved(screen: Screen, file: Path, text: str, words: str) -> float:
    """Seconds from a save to its verdict."""
    started = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    if words not in screen.read_page():
        sys.exit(f"the verdict does not say {words!r}")
    return time.perf_counter() - started


def cold(course: Path, file: Path) -> float:
    """Seconds of a new pytest that runs the function's example cases on the file."""
    cases = course / "tests/public" / f"test_{UNIT}.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "grader.plugin", str(cases), "-k", "LossFn"]
    command += ["--submission", str(file), "--course", str(course), "-c", os.devnull]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, env=plain_environment())
    return time.perf_counter() - started


def plain_environment() -> dict[str, str]:
    """The plugin is named once: an installed grader would load it a second time."""
    return os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}


def measure_watch(tell: Callable[[str], None]) -> dict[str, Any]:
    """Medians of both, and the median of the ratios of each round."""
    with tempfile.TemporaryDirectory() as scratch:
        course, place = Path(scratch, "course"), Path(scratch, "mine")
        for folder in ("exercises", "tests/public"):
            shutil.copytree(ROOT / folder, course / folder)
        place.mkdir()
        file, right = place / f"{UNIT}.py", (ROOT / "solutions" / f"{UNIT}.py").read_text(encoding="utf-8")
        file.write_text(right, encoding="utf-8")
        (place / ".grade-watch.json").write_text(json.dumps({"current": f"{UNIT}.{FUNCTION}"}), encoding="utf-8")
        screen = Screen(place, course)
        screen.read_page()
        rounds = [(one_round(screen, file, right), cold(course, file)) for _ in range(ROUNDS)]
        screen.close()
    watch, pytest = (statistics.median(each) for each in zip(*rounds, strict=True))
    ratio = statistics.median(other / one for one, other in rounds)
    tell(f"save to verdict {watch * 1000:.0f} ms, cold pytest {pytest * 1000:.0f} ms, ratio {ratio:.1f}")
    return {"watch": watch, "pytest": pytest, "ratio": ratio, "saves": ROUNDS * SAVES, "rounds": ROUNDS}


def one_round(screen: Screen, file: Path, right: str) -> float:
    """The median of a few saves, wrong and right in turn; the file is right in the end."""
    answers = [(right.replace(RIGHT, WRONG), LOST), (right, DONE)] * (SAVES // 2)
    return statistics.median(saved(screen, file, text, words) for text, words in answers)


if __name__ == "__main__":
    figures = measure_watch(lambda text: None if "--json" in sys.argv else print(text))
    if "--json" in sys.argv:
        print(json.dumps(figures))
