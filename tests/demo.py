"""What `make demo` shows: a sample class, each submission graded by the real command, scores and records."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "grade-demo"
GRADE = [sys.executable, "-m", "grader.cli"]


def make_class(folder: Path) -> None:
    """Five students: all right, two units done, a mistake, a syntax error, untouched."""
    solutions = sorted((ROOT / "solutions").glob("*.py"))
    stubs = sorted((ROOT / "exercises").glob("*.py"))
    students = {name: folder / name for name in ("ada", "bo", "chen", "dara", "eli")}
    for name, files in (("ada", solutions), ("bo", stubs), ("chen", solutions), ("dara", solutions), ("eli", stubs)):
        students[name].mkdir(parents=True)
        for file in files:
            shutil.copy(file, students[name] / file.name)
    for unit in ("tensors", "operations"):
        shutil.copy(ROOT / "solutions" / f"{unit}.py", students["bo"] / f"{unit}.py")
    with (students["chen"] / "first_network.py").open("a") as file:
        file.write("\n\ndef optimize(learning_rate):\n    global w, b\n")
        file.write("    w = w - learning_rate * w.grad\n    b = b - learning_rate * b.grad\n")
    with (students["dara"] / "autograd.py").open("a") as file:
        file.write("\n\ndef leaf(rows, columns)\n    return None\n")


def grade_class(folder: Path) -> None:
    """The whole class by `grade batch`; a line for each student out of the class table."""
    command = [*GRADE, "batch", str(folder), "--out", str(OUT), "--course", str(ROOT)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("the class could not be graded")
    with (OUT / "scores.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            waiting = f"  ({line['pending']} pending: they need an accelerator)" if float(line["pending"]) else ""
            print(f"  {line['student']:<6} {line['final']:>6} of {line['possible']}{waiting}")


def main() -> None:
    """Grades the class and shows one student's report as they would see it."""
    shutil.rmtree(OUT, ignore_errors=True)
    make_class(OUT / "class")
    print("A class of five:\n", flush=True)
    grade_class(OUT / "class")
    print("\nWhat chen sees (grade run grade-demo/class/chen/first_network.py):\n", flush=True)
    subprocess.run([*GRADE, "run", str(OUT / "class" / "chen" / "first_network.py")], cwd=ROOT, check=False)
    print(f"\nThe records: {OUT / 'records'}")


if __name__ == "__main__":
    main()
