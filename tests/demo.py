"""What `make demo` shows: a sample class, each submission graded by the real command, scores and records."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "grade-demo"
GRADE = [sys.executable, "-m", "grader.cli"]


def make_class(folder: Path) -> list[Path]:
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
    return list(students.values())


def grade(submission: Path) -> dict[str, object]:
    """The record of one submission; keeps it and prints a line."""
    result = subprocess.run(
        [*GRADE, "run", str(submission), "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode == 2:
        sys.exit(f"{submission.name}: {result.stderr}")
    record: dict[str, dict[str, float]] = json.loads(result.stdout)
    path = OUT / "records" / f"{submission.name}.json"
    path.write_text(result.stdout, encoding="utf-8")
    score = record["score"]
    waiting = f"  ({score['pending']:g} pending: they need an accelerator)" if score["pending"] else ""
    print(f"  {submission.name:<6} {score['earned']:>6g} of {score['possible']:g}{waiting}")
    return record


def main() -> None:
    """Grades the class and shows one student's report as they would see it."""
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "records").mkdir(parents=True)
    students = make_class(OUT / "class")
    print("A class of five:\n")
    for student in students:
        grade(student)
    print("\nWhat chen sees (grade run grade-demo/class/chen/first_network.py):\n", flush=True)
    subprocess.run([*GRADE, "run", str(OUT / "class" / "chen" / "first_network.py")], cwd=ROOT, check=False)
    print(f"\nThe records: {OUT / 'records'}")


if __name__ == "__main__":
    main()
