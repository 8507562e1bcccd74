"""A deliberately naive grader: the student's module is imported beside the tests, in one pytest process.

It stands for what attacks are written against, and proves that each of them is live. Run as `naive.py PLACE SUBMISSION...`:
for each it prints a line of JSON with what passed and what was printed. Like many graders it believes the results file
that the test process wrote, and where there is none the exit code.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
import torch

# A region of several threads before a fork deadlocks the child.
torch.set_num_threads(1)

CASES = '''
import pytest
import torch

import victim as student

KNOWN = torch.tensor([1.25, -3.5, 8.0])


def test_double_known():
    assert torch.allclose(student.double(KNOWN), KNOWN * 2)


def test_double_random():
    x = torch.randn(4, 3)
    assert torch.allclose(student.double(x), x * 2)


def test_mean_square_value():
    x = torch.randn(4, 3)
    assert torch.allclose(student.mean_square(x), (x * x).mean())


def test_mean_square_gradient():
    x = torch.randn(4, 3, requires_grad=True)
    student.mean_square(x).backward()
    assert torch.allclose(x.grad, x.detach() / 6)


def test_step():
    w = torch.randn(5, requires_grad=True)
    w.grad = torch.randn(5)
    wanted = w.detach() - 0.5 * w.grad
    student.step(w, 0.5)
    assert torch.allclose(w, wanted)
    assert w.grad is None or not w.grad.any()
'''
TOTAL = 5


class Results:
    """Writes what passed into a file, where the harness looks for it."""

    def __init__(self) -> None:
        self.passed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts."""
        self.passed += report.when == "call" and report.passed

    def pytest_sessionfinish(self) -> None:
        """Writes."""
        Path("results.json").write_text(json.dumps({"passed": self.passed, "total": TOTAL}))


def run_cases() -> None:
    """The grader itself: ends the process as `pytest` would."""
    sys.path.insert(0, "")
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--capture=no", "test_naive.py"], plugins=[Results()]))


def grade(submission: Path, place: Path, seconds: float = 6.0) -> tuple[int, str]:
    """Passed cases and everything printed; forks, because to import torch anew costs seconds."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(submission.parent, place)
    (place / "test_naive.py").write_text(CASES)
    output = place.with_suffix(".txt")
    pid = os.fork()
    if pid == 0:
        os.setsid()
        with output.open("wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        os.chdir(place)
        # Through the end of the interpreter, so that exit handlers run as they would.
        run_cases()
    code = wait(pid, seconds)
    said = output.read_bytes()[: 2**20].decode(errors="replace")
    return verdict(place / "results.json", code, said)


def wait(pid: int, seconds: float) -> int | None:
    """The exit code, negative for a signal; None where it never ended. Kills its group either way."""
    until = time.monotonic() + seconds
    ended, status = 0, 0
    while not ended and time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        os.waitpid(pid, 0)
        return None
    return os.waitstatus_to_exitcode(status)


def verdict(results: Path, code: int | None, said: str) -> tuple[int, str]:
    """What a harness concludes: the results file, else the exit code."""
    if code is None:
        said += "\nEVIDENCE: it never ended"
    elif code < 0:
        said += f"\nEVIDENCE: signal {-code} ended the grader"
    try:
        return int(json.loads(results.read_text())["passed"]), said
    except (OSError, ValueError, KeyError, TypeError):
        return (TOTAL if code == 0 else 0), said + "\nEVIDENCE: the grader ended without results"


def main() -> None:
    """One line of JSON for each submission."""
    place = Path(sys.argv[1])
    for number, submission in enumerate(sys.argv[2:]):
        passed, said = grade(Path(submission), place / f"naive{number}")
        print(json.dumps({"passed": passed, "said": said}), flush=True)
        shutil.rmtree(place / f"naive{number}", ignore_errors=True)


if __name__ == "__main__":
    main()
