"""Where namespaces are refused: as in a container of Docker's, without privilege, and on a kernel without Landlock."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from children import LINUX
from container import CANNOT, NOBODY

from grader.sandbox.landlock import version
from grader.sandbox.lock import FIRST_UID

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
pytestmark = [
    LINUX,
    pytest.mark.skipif(sys.platform.startswith("linux") and os.geteuid() != 0, reason="only root can emulate it"),
]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`container.py`, skipped where this machine refuses even the emulation."""
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    command = [sys.executable, str(HERE / "container.py"), *arguments]
    result = subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", env=environment, cwd="/tmp", timeout=120
    )
    if result.returncode == CANNOT:
        pytest.skip(result.stdout)
    return result


@functools.cache
def tried(mode: str, level: str, hidden: str = "/etc/passwd") -> dict[str, Any]:
    """What a server of the level met in that kind of container."""
    result = run(mode, level, hidden)
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


needs_landlock = pytest.mark.skipif(
    sys.platform.startswith("linux") and not version(), reason="this kernel has no Landlock"
)


def assert_another_user(told: dict[str, Any]) -> None:
    """strict+, and a child of a user who owns nothing."""
    assert (told["level"], told["means"]) == ("strict+", ["another user"]), told["refusals"]
    assert told["refusals"] == []
    # That a path in an open folder exists can be found out: only namespaces hide it.
    assert set(told["through"]) <= {"stat of a hidden file"}
    doubled, uid = told["answer"]
    assert doubled == 42
    assert uid >= FIRST_UID


@needs_landlock
@pytest.mark.parametrize("level", ["auto", "strict+"])
def test_root_in_docker_has_another_user(tmp_path: Path, level: str) -> None:
    """Namespaces are refused; another user per child takes their place where the course lies in a closed folder."""
    tmp_path.chmod(0o700)
    hidden = tmp_path / "course.toml"
    hidden.write_text("")
    assert_another_user(tried("docker", level, str(hidden)))


@needs_landlock
def test_root_in_docker_has_another_user_for_an_open_folder() -> None:
    """The same where anybody may see the course's folder: the usual case in a container."""
    assert_another_user(tried("docker", "auto"))


@needs_landlock
@pytest.mark.parametrize("mode", ["bare", "nobody"])
def test_without_rights_it_is_strict(mode: str) -> None:
    """Neither namespaces nor another user: auto takes strict, and says why not strict+."""
    told = tried(mode, "auto")
    assert (told["level"], told["means"]) == ("strict", [])
    assert [level for level, _ in told["refusals"]] == ["strict+"]
    assert "namespaces are refused" in told["refusals"][0][1]
    assert told["through"] in ([], ["stat of a hidden file"])
    assert told["answer"] == [42, NOBODY if mode == "nobody" else 0]


@needs_landlock
@pytest.mark.parametrize("mode", ["bare", "nobody"])
def test_strict_plus_asked_for_in_vain(mode: str) -> None:
    """What is asked for and cannot be had is an error with the reason and a way out."""
    told = tried(mode, "strict+")
    assert told["level"] == ""
    assert "strict+ cannot be had" in told["error"]
    assert "namespaces are refused" in told["error"]
    assert "--isolation" in told["hint"]


@pytest.mark.parametrize(
    ("mode", "level"), [("docker", "strict"), ("nobody", "strict"), ("nobody", "process"), ("old", "strict")]
)
def test_the_other_levels(mode: str, level: str) -> None:
    """They need no privilege; strict needs Landlock."""
    told = tried(mode, level)
    if level == "strict" and (mode == "old" or not version()):
        assert "no Landlock" in told["error"]
    else:
        assert told["level"] == level
        assert told["answer"][0] == 42


def test_an_old_kernel_falls_back_to_process() -> None:
    """Without Landlock neither strict nor strict+ count, and both say so."""
    told = tried("old", "auto")
    assert told["level"] == "process"
    assert [level for level, _ in told["refusals"]] == ["strict+", "strict"]
    assert all("Landlock" in reason for _, reason in told["refusals"])


@needs_landlock
def test_the_reason_names_the_real_cause() -> None:
    """A root that may not change its user is told this, not that Python cannot be read."""
    assert "read this Python" not in tried("bare", "auto")["refusals"][0][1]


@needs_landlock
def test_doctor_without_rights() -> None:
    """`grade doctor` says what can be had, and why the rest cannot."""
    result = run("nobody", "--", "doctor")
    assert result.returncode == 0, result.stdout + result.stderr
    lines = {words[0]: " ".join(words[1:]) for words in map(str.split, result.stdout.splitlines()) if words}
    assert "namespaces are refused" in lines["strict+"]
    assert lines["strict"].startswith("works")
    assert lines["process"].startswith("works")


@needs_landlock
def test_grade_run_refuses_with_exit_code_2() -> None:
    """Nothing is graded at another level than the one asked for."""
    solution = next(path for path in sorted((REPOSITORY / "solutions").glob("*.py")))
    result = run("nobody", "--", "run", str(solution), "--course", str(REPOSITORY), "--isolation", "strict+")
    assert result.returncode == 2, result.stdout + result.stderr
    assert "strict+ cannot be had" in result.stdout + result.stderr
    assert "passed" not in result.stdout
