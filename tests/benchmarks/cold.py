"""A cold `grade run` of one file against `python -c "import torch"`, in turn, in one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 9
GRADE = [sys.executable, "-m", "grader.cli", "run", "solutions/first_network.py", "--json"]
IMPORT = [sys.executable, "-c", "import torch"]


def seconds(command: list[str]) -> float:
    """Seconds of a whole process."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Prints medians and the median of the ratios."""
    seconds(GRADE), seconds(IMPORT)
    pairs = [(seconds(GRADE), seconds(IMPORT)) for _ in range(ROUNDS)]
    grade, torch = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"cold grade run {grade:.2f} s, import torch {torch:.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
