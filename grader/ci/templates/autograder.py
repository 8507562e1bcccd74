"""Grades the checkout it is started in for Classroom 50; written by `grade ci classroom50`.

Ends with 0 when there is a result, and with another code when the grader failed: then there must be no score.
The checkout is a stranger's: Python is always started with -I, so that no file in it is taken for a module.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNITS = json.loads("""%%UNITS%%""")
ENVIRONMENT = Path(
    os.environ.get("GRADE_VENV") or Path(os.environ.get("RUNNER_TEMP") or tempfile.gettempdir()) / "grade"
)
NOT_SUBMITTED = shutil.ignore_patterns(".git", ".github", "result.json", "release-body.md")


def main() -> int:
    """Installs the grader, grades, and writes both files."""
    python = install()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(Path.cwd(), work / "class" / "submission", symlinks=True, ignore=NOT_SUBMITTED)
        only = [word for unit in UNITS for word in ("--only", unit)]
        batch = ["batch", str(work / "class"), "--course", str(HERE / "course"), "--out", str(work / "graded")]
        # Whatever the checkout looks like, it is one submission.
        if code := grade(python, *batch, "--layout", "simple", *only):
            return code
        record = str(next((work / "graded" / "records").glob("*.json")))
        if code := grade(python, "export", "--format", "classroom50", record, "--out", "result.json"):
            return code
        return grade(python, "export", "--format", "markdown", record, "--out", "release-body.md")


def install() -> Path:
    """A virtual environment with the grader and the exact versions it was tried with."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-I", "-m", "venv", str(ENVIRONMENT)], check=True)
    wheel = str(next(HERE.glob("*.whl")))
    options = ["--quiet", "--disable-pip-version-check", "--extra-index-url", "%%INDEX%%"]
    pinned = ["--constraint", str(HERE / "constraints.txt"), wheel]
    subprocess.run([str(python), "-I", "-m", "pip", "install", *options, *pinned], check=True)
    return python


def grade(python: Path, *arguments: str) -> int:
    """One command of the grader, in this folder."""
    return subprocess.run([str(python), "-I", "-m", "grader.cli", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
