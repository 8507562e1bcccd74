"""CI that is written for instructors: by its platform's schema and rules, and run where this machine can run it."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import consumers
import pytest
import yaml
from click.testing import CliRunner, Result

from grader.ci.pins import constraints
from grader.ci.recipes import RECIPES
from grader.ci.wheel import digest, make_wheel
from grader.cli import cli

SAMPLES = Path(__file__).parents[1] / "samples" / "course"
RIGHT = (SAMPLES / "solutions" / "basics.py").read_text(encoding="utf-8")
ONLY_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the platforms run Linux")


def write(out: Path, *words: str, course: Path = SAMPLES) -> Result:
    """`grade ci`."""
    return CliRunner().invoke(cli, ["ci", *words, "--out", str(out), "--course", str(course)], catch_exceptions=False)


def written(out: Path, *words: str) -> dict[str, bytes]:
    """The files it wrote, by name."""
    result = write(out, *words)
    assert result.exit_code == 0, result.stderr
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def inside(files: dict[str, bytes]) -> dict[str, bytes]:
    """What is in Gradescope's zip."""
    with zipfile.ZipFile(io.BytesIO(files["gradescope.zip"])) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


class TestGithub:
    def test_least_privilege(self, tmp_path: Path) -> None:
        """The token reads and does no more, no secret is named, and every action is one commit."""
        text = written(tmp_path, "github", "--shards", "3")[".github/workflows/grade-class.yml"].decode()
        assert re.findall(r"^ *permissions:\n(.*)\n", text, re.MULTILINE) == ["  contents: read"]
        assert "secrets." not in text
        assert text.count("uses: actions/checkout@") == text.count("persist-credentials: false")
        used = re.findall(r"uses: (.*)", text)
        assert used
        assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)
        assert "shard: [1, 2, 3]" in text

    def test_no_text_becomes_a_command(self, tmp_path: Path) -> None:
        """What a person types in reaches a script through the environment alone."""
        text = written(tmp_path, "github")[".github/workflows/grade-class.yml"].decode()
        scripts = re.findall(r"run: \|\n((?: {10}.*\n)+)|run: (.*)", text)
        assert len(scripts) == 4
        assert not any("${{" in script for pair in scripts for script in pair)


@pytest.mark.parametrize(
    ("platform", "name", "options"),
    [
        ("github", ".github/workflows/grade-class.yml", ["--builtin-schema", "vendor.github-workflows"]),
        ("gitlab", ".gitlab-ci.yml", ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_published_schemas(tmp_path: Path, platform: str, name: str, options: list[str]) -> None:
    """The platform's own schema takes the file, and does not take everything."""
    pytest.importorskip("check_jsonschema", reason="it carries the schemas")
    for shards in ("1", "4"):
        assert write(tmp_path / shards, platform, "--shards", shards).exit_code == 0
    good = [tmp_path / "1" / name, tmp_path / "4" / name]
    assert check(options, *good).returncode == 0
    bad = tmp_path / "bad.yml"
    bad.write_text(good[0].read_text().replace("timeout", "time-out"))
    assert check(options, bad).returncode == 1


def check(options: list[str], *files: Path) -> subprocess.CompletedProcess[str]:
    """Runs the validator, which brings the schemas along."""
    command = [sys.executable, "-m", "check_jsonschema", *options, *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_gitlab(tmp_path: Path) -> None:
    """Shards in parallel; results are kept whatever happens, and not by everybody."""
    text = written(tmp_path, "gitlab", "--shards", "7")[".gitlab-ci.yml"].decode()
    assert "parallel: 7" in text
    assert '--shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"' in text
    assert text.count("access: developer") == text.count("artifacts:") == 2


class TestContents:
    def test_gradescope(self, tmp_path: Path) -> None:
        """Both scripts are at the root and may be executed; the course is complete."""
        files = written(tmp_path, "gradescope")
        names = inside(files)
        assert {"setup.sh", "run_autograder", "constraints.txt"} <= names.keys()
        assert {"course/tests/hidden/test_basics.py", "course/solutions/basics.py"} <= names.keys()
        with zipfile.ZipFile(io.BytesIO(files["gradescope.zip"])) as archive:
            assert archive.getinfo("run_autograder").external_attr >> 16 == 0o100755
        assert b"\r" not in names["run_autograder"] + names["setup.sh"]

    def test_classroom50(self, tmp_path: Path) -> None:
        """Nothing hidden is in the bundle, which students can fetch, unless it was asked for."""
        names = written(tmp_path / "a", "classroom50").keys()
        assert "classroom50/autograder.py" in names
        assert "classroom50/course/tests/public/test_basics.py" in names
        assert not [name for name in names if "hidden" in name or "solutions" in name]
        assert "classroom50/course/tests/hidden/test_basics.py" in written(tmp_path / "b", "classroom50", "--hidden")
        assert "not secret" in write(tmp_path / "b", "classroom50", "--hidden").stderr

    @pytest.mark.parametrize("platform", RECIPES)
    def test_the_same_again(self, tmp_path: Path, platform: str) -> None:
        """Written twice it is the same, byte for byte, and is not written over what a person changed."""
        first = written(tmp_path, platform)
        assert written(tmp_path, platform) == first
        assert not [name for name in first if "%%" in name]
        path = tmp_path / next(iter(sorted(first)))
        path.write_bytes(b"mine")
        refused = write(tmp_path, platform)
        assert refused.exit_code == 2
        assert path.read_bytes() == b"mine"
        assert "Add --force" in refused.stderr
        assert write(tmp_path, platform, "--force").exit_code == 0

    def test_units(self, tmp_path: Path) -> None:
        """One assignment may be one unit; whatever folders a submission has, it is one."""
        script = inside(written(tmp_path, "gradescope", "--only", "places"))["run_autograder"].decode()
        assert "UNITS=(places)\n" in script
        assert "--layout simple" in script
        assert write(tmp_path, "gradescope", "--only", "nowhere").exit_code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash to ask")
def test_scripts_can_be_read(tmp_path: Path) -> None:
    """Bash finds no mistake in them."""
    for name, content in inside(written(tmp_path, "gradescope")).items():
        if name in ("setup.sh", "run_autograder"):
            subprocess.run(["bash", "-n"], input=content, check=True, timeout=10)


def test_wheel() -> None:
    """Its list of files is right, and it has the grader with its templates."""
    name, content = make_wheel()
    assert re.fullmatch(r"torch_course_grader-[0-9.]+-py3-none-any\.whl", name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        record = next(each for each in archive.namelist() if each.endswith("/RECORD"))
        listed = {row[0]: row for row in csv.reader(archive.read(record).decode().splitlines())}
        assert listed.keys() == set(archive.namelist())
        for each in listed.keys() - {record}:
            assert listed[each][1] == f"sha256={digest(archive.read(each))}"
    assert {"grader/cli/__init__.py", "grader/ci/templates/setup.sh", "grader/py.typed"} <= listed.keys()


def test_pins() -> None:
    """Each package that the grader needs, in the version that is installed; no build for one kind of machine."""
    pinned = dict(line.split("==") for line in constraints().splitlines() if not line.startswith("#"))
    assert pinned["torch"] == importlib.metadata.version("torch").partition("+")[0]
    assert {"torch", "numpy", "pytest", "pluggy", "click"} <= pinned.keys()
    assert not {"ruff", "mypy", "torch-course-grader"} & pinned.keys()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that sees every package of this one but the grader, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    seen = folder / "seen"
    seen.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.search(r"torch_course_grader|^__editable__|^grader$", path.name):
            (seen / path.name).symlink_to(path)
    own = next((folder / "lib").glob("python*/site-packages"))
    (own / "seen.pth").write_text(f"{seen}\n")
    return folder


def run(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """As a platform would run it, without any network."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return subprocess.run(
        command, env={**kept, "PIP_NO_INDEX": "1", **variables}, capture_output=True, encoding="utf-8", timeout=180,
        check=False, cwd=variables.get("CWD"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, environment: Path) -> Path:
    """Gradescope's folder, set up, with a right submission that came one day late."""
    folder = tmp_path_factory.mktemp("autograder")
    course = tmp_path_factory.mktemp("course") / "course"
    shutil.copytree(SAMPLES, course)
    with (course / "exercises" / "course.toml").open("a") as file:
        file.write("\n[late]\ndue = 2026-11-01T12:00:00Z\npercent_per_day = 10\n")
    assert write(folder, "gradescope", course=course).exit_code == 0
    with zipfile.ZipFile(folder / "gradescope.zip") as archive:
        archive.extractall(folder / "source")
    (folder / "venv").symlink_to(environment)
    (folder / "submission").mkdir()
    (folder / "submission" / "basics.py").write_text(RIGHT)
    (folder / "submission_metadata.json").write_text('{"id": 1, "created_at": "2026-11-02T08:00:00.000000-00:00"}')
    ended = run(["bash", str(folder / "source" / "setup.sh")], GRADE_ROOT=str(folder))
    assert ended.returncode == 0, ended.stderr
    return folder


@ONLY_LINUX
class TestGradescopeForReal:
    """The zip in a clean folder that is laid out as Gradescope lays it out."""

    def results(self, root: Path, **variables: str) -> tuple[int, str]:
        """The exit code of `run_autograder`, and what it wrote."""
        ended = run(["bash", str(root / "source" / "run_autograder")], GRADE_ROOT=str(root), **variables)
        return ended.returncode, (root / "results" / "results.json").read_text(encoding="utf-8")

    def test_a_late_submission(self, root: Path) -> None:
        """Graded unit by unit, and a tenth is taken off by the submission's own time."""
        code, text = self.results(root)
        assert code == 0
        data = json.loads(text)
        assert consumers.gradescope(text) == (5.4, True)
        assert "1 day late" in data["output"]
        assert {each["tags"][0]: each["score"] for each in data["tests"]}["basics"] > 0
        assert {each["tags"][0] for each in data["tests"]} == {"basics", "places"}

    def test_no_time(self, root: Path) -> None:
        """Where nothing could be finished there is a sentence and no score."""
        code, text = self.results(root, GRADE_SECONDS="0")
        assert code == 1
        with pytest.raises(consumers.Refused):
            consumers.gradescope(text)
        assert "no time" in json.loads(text)["output"]


@ONLY_LINUX
def test_shards_for_real(tmp_path: Path, root: Path) -> None:
    """The pipeline's own lines, on two machines of which one has nobody to grade, and then on the one that joins."""
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "submissions" / "ada").mkdir(parents=True)
    (tmp_path / "submissions" / "ada" / "basics.py").write_text(RIGHT)
    pipeline = yaml.safe_load(written(tmp_path / "ci", "gitlab", "--shards", "2")[".gitlab-ci.yml"])
    path = f"{root / 'venv' / 'bin'}:{os.environ['PATH']}"
    common = {"CWD": str(tmp_path), "PATH": path, "CI_NODE_TOTAL": str(pipeline["grade"]["parallel"])}
    common |= {
        name: str(value.get("value")) for name, value in pipeline["variables"].items() if isinstance(value, dict)
    }
    for job, number in (("grade", "1"), ("grade", "2"), ("merge", "")):
        ended = run(["bash", "-ec", "\n".join(pipeline[job]["script"])], CI_NODE_INDEX=number, **common)
        assert ended.returncode == 0, ended.stderr
    table = list(csv.DictReader((tmp_path / "graded" / "scores.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["student"], row["graded"], float(row["final"])) for row in table] == [("ada", "yes", 6.0)]


@ONLY_LINUX
def test_classroom50_for_real(tmp_path: Path, environment: Path) -> None:
    """The runner's call in a checkout with folders like a class's and files named like the grader's modules."""
    checkout = tmp_path / "checkout"
    (checkout / "grader").mkdir(parents=True)
    (checkout / "homework").mkdir()
    (checkout / "homework" / "basics.py").write_text(RIGHT)
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')\nraise SystemExit(0)\n"
    for name in ("grader/__init__.py", "json.py", "venv.py", "pip.py", "click.py", "sitecustomize.py"):
        (checkout / name).write_text(trap)
    assert write(tmp_path, "classroom50", "--only", "basics").exit_code == 0
    command = [sys.executable, str(tmp_path / "classroom50" / "autograder.py")]
    whose = {
        **{"CLASSROOM": "spring", "ASSIGNMENT": "basics", "ASSIGNMENT_TYPE": "individual", "OWNER": "ada"},
        **{"SUBMISSION_TAG": "submit/2026-11-01T10-00-00Z-abc1234", "COMMIT_URL": "https://host/c"},
        **{"RELEASE_URL": "https://host/r", "REVIEW_URL": "https://host/d"},
    }
    ended = run(command, CWD=str(checkout), GRADE_VENV=str(environment), **whose)
    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "sprung").exists()
    text = (checkout / "result.json").read_text(encoding="utf-8")
    score, out_of = consumers.classroom50(text, "spring", "basics", "ada")
    assert score == out_of > 0
    assert "hidden ones remain" in (checkout / "release-body.md").read_text(encoding="utf-8")
