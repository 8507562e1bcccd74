"""Submissions of every kind through the real command: each folder of tests/samples holds one and what it must get."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import grader.cli.run
from grader.bridge.server import Wish, WorkerServer
from grader.cli import cli
from grader.course import COURSE_FILE, read_course
from grader.emit.record import SCHEMA_FILE

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SAMPLES = Path(__file__).parents[1] / "samples"
COURSE = SAMPLES / "course"
COMMAND = [sys.executable, "-m", "grader.cli"]
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/expected.toml"))
# These end a process or fill it up, so they are also graded by a command that nothing has warmed.
AS_PROCESSES = (
    "binary_junk",
    "deaf_loop_at_import",
    "endless_loop_in_a_call",
    "error_hides_secrets",
    "folder",
    "four_deaths_at_import",
    "memory_of_torch",
    "notebook_magics",
    "notebook_no_json",
    "prints_a_lot",
    "result_lying_subclass",
    "right",
    "segfault_in_a_call",
    "starts_threads",
    "stub",
    "text_file",
)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and signals as Linux has them")
pytestmark = linux


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


class WarmServer(WorkerServer):
    """A server that the commands of all tests use, one after the other."""

    def close(self) -> None:
        """A command closes its server; this one stays."""

    def end(self) -> None:
        """The tests are over."""
        super().close()


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    """One warm server: to start one for each sample would take minutes."""
    course = read_course(COURSE)
    warm = WarmServer(Wish("auto", grader.cli.run.shared_folders(course), str(COURSE / COURSE_FILE)))
    yield warm
    warm.end()


@pytest.fixture
def warm(server: WarmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the commands of a test use the warm server."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setattr(grader.cli.run, "start_server", lambda course, level: server)


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    """The published schema of the record."""
    return jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def expected(name: str) -> dict[str, Any]:
    """What a sample must get."""
    return tomllib.loads((SAMPLES / name / "expected.toml").read_text(encoding="utf-8"))


def arguments(name: str) -> list[str]:
    """The command's arguments for a sample."""
    path = SAMPLES / name / expected(name)["submission"]
    return ["run", str(path), "--course", str(COURSE), "--device", "cpu", "--json"]


def run_here(name: str) -> Said:
    """The command in this process."""
    result = CliRunner().invoke(cli, arguments(name), prog_name="grade")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return Said(result.exit_code, result.stdout, result.stderr)


def run_process(name: str) -> Said:
    """The command in a process of its own."""
    result = subprocess.run(
        [*COMMAND, *arguments(name)], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    return Said(result.returncode, result.stdout, result.stderr)


def judge(name: str, said: Said, schema: jsonschema.Draft202012Validator) -> None:
    """Holds what was said against what the sample must get."""
    wanted = expected(name)
    assert "Traceback" not in said.err
    assert '"outcome": "broken"' not in said.out, said.out
    for fragment in wanted.get("error", []):
        assert fragment in said.err
    if wanted["exit"] == 2:
        assert said.code == 2, said.out
        assert said.err.startswith("error: ")
        assert not said.out
        return
    assert not said.err
    record = json.loads(said.out)
    schema.validate(record)
    assert outcomes(record) == spread(wanted["outcomes"], record)
    assert (said.code, record["score"]["earned"]) == (wanted["exit"], wanted["score"])
    for exercise, fragments in wanted.get("words", {}).items():
        for fragment in fragments:
            assert any(fragment in message for message in messages(record, exercise)), messages(record, exercise)
    told = [f"{note['where']}: {note['message']}" for note in record["notes"]]
    for fragment in wanted.get("notes", []):
        assert any(fragment in each for each in told), told
    # A clean file gives no notes at all.
    assert wanted.get("notes") or wanted.get("notes_depend_on_the_machine") or not told, told


def cases(record: dict[str, Any], exercise: str) -> list[dict[str, Any]]:
    """The hidden cases of an exercise."""
    found = next(each["cases"] for each in record["exercises"] if each["id"] == exercise)
    return [case for case in found if case["visibility"] == "hidden"]


def outcomes(record: dict[str, Any]) -> dict[str, list[str]]:
    """The outcomes of the hidden cases by exercise."""
    return {each["id"]: [case["outcome"] for case in cases(record, each["id"])] for each in record["exercises"]}


def spread(wanted: dict[str, Any], record: dict[str, Any]) -> dict[str, list[str]]:
    """One outcome stands for all hidden cases of its exercise."""
    return {
        name: told if isinstance(told, list) else [told] * len(cases(record, name)) for name, told in wanted.items()
    }


def messages(record: dict[str, Any], exercise: str) -> list[str]:
    """What the hidden cases of an exercise told."""
    return [case["message"] for case in cases(record, exercise)]


def samples() -> list[Any]:
    """Every sample; one that shows a bug still to be mended is expected to fail, and says so once mended."""
    bugs = {name: expected(name).get("known_bug", "") for name in NAMES}
    marks = {name: [pytest.mark.xfail(reason=bug, strict=True)] if bug else [] for name, bug in bugs.items()}
    return [pytest.param(name, marks=marks[name]) for name in NAMES]


@pytest.mark.parametrize("name", samples())
def test_sample(name: str, warm: None, schema: jsonschema.Draft202012Validator) -> None:
    """A sample gets its exit code, outcomes, score, words and notes."""
    judge(name, run_here(name), schema)


@pytest.mark.parametrize("name", AS_PROCESSES)
def test_sample_in_a_process_of_its_own(name: str, schema: jsonschema.Draft202012Validator) -> None:
    """The command as a person starts it gives the sample the same."""
    judge(name, run_process(name), schema)


@pytest.mark.parametrize("name", NAMES)
def test_sample_says_what_it_shows(name: str) -> None:
    """Every sample has a sentence, a submission that is there, and either outcomes or an error."""
    wanted = expected(name)
    assert wanted["about"].endswith(".")
    assert (SAMPLES / name / wanted["submission"]).exists()
    assert ("error" in wanted) == (wanted["exit"] == 2)
    assert ("outcomes" in wanted) == (wanted["exit"] != 2)
