"""A kit and the wheel: nothing in them that students must not see, and together they are enough."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from filled import filled

from grader.cli import cli

ROOT = Path(__file__).parents[2]
SECRET = ("tests/hidden",)
MORE_SECRET = ("solutions/mistakes", "solutions/variants")
CANARY = "canary-c0ffee-7d1"
REGION = re.compile(r"^(( *)# >>> solution)$", re.MULTILINE)
BEGIN, END = "# >>> solution", "# <<< solution"
LINE = 16
# In a whole program shorter ones than that say nothing: `if grad is not None:`.
WHEEL_LINE = 40
# Of the grader itself, which compares and measures as any program does: no answer to anything.
OWN_LINES = {
    "times.append(time.perf_counter() - started)",
    "a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)",
}
IGNORED = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info", "grade-demo", "attacks", "samples")


def kit(out: Path, *words: str, course: Path = ROOT) -> Result:
    """`grade kit`."""
    return CliRunner().invoke(cli, ["kit", str(out), "--course", str(course), *words])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it, from a copy of the whole repository: hidden cases and solutions lie there."""
    place = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, place / "copy", ignore=IGNORED)
    assert (place / "copy/tests/hidden/test_tensors.py").is_file()
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run([*command, "--wheel-dir", str(place), str(place / "copy")], check=True, env=os.environ)
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A kit as a folder, with the grader in it."""
    place = tmp_path_factory.mktemp("kit") / "kit"
    written = kit(place, "--grader", str(wheel))
    assert written.exit_code == 0, written.output
    return place


def marked_lines(path: Path) -> Iterator[str]:
    """What stands in the solution's regions."""
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            yield line.strip()


def secrets() -> set[str]:
    """Every line long enough to be told from others, of solution regions, hidden cases, known mistakes and variants."""
    lines = {line for path in (ROOT / "solutions").glob("*.py") for line in marked_lines(path)}
    for path in [*(ROOT / "tests/hidden").glob("*.py"), *(ROOT / "solutions/mistakes").rglob("*.py")]:
        lines.update(line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    for path in (ROOT / "solutions/variants").rglob("*.py"):
        lines.update(line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if len(line) >= LINE}


def given() -> set[str]:
    """What students are meant to see: stubs (of which mistakes repeat the heads), pictures and example cases."""
    from grader.stubs import make_stub

    texts = [make_stub(path.read_text("utf-8"), path.stem) for path in (ROOT / "solutions").glob("*.py")]
    for place in ("tests/public", "solutions/pictures"):
        texts += [path.read_text("utf-8") for path in (ROOT / place).glob("*.py")]
    return {line.strip() for text in texts for line in text.splitlines()}


def texts_of(files: dict[str, bytes]) -> Iterator[tuple[str, set[str]]]:
    """The lines of every text file; of notebooks the lines in their cells, too."""
    for name, content in files.items():
        text = content.decode("utf-8", errors="replace")
        lines = {line.strip() for line in text.splitlines()}
        if name.endswith(".ipynb"):
            cells = json.loads(text)["cells"]
            lines |= {line.strip() for cell in cells for line in "".join(cell["source"]).splitlines()}
        yield name, lines


def contents(place: Path) -> dict[str, bytes]:
    """All files of a folder or an archive."""
    if place.is_dir():
        return {p.relative_to(place).as_posix(): p.read_bytes() for p in sorted(place.rglob("*")) if p.is_file()}
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_secret_is_handed_out(folder: Path, wheel: Path, tmp_path: Path) -> None:
    """No line of a solution, a hidden case, a known mistake or variant is in the kit, its archive or the wheel."""
    secret = secrets() - given()
    assert len(secret) > 1500
    assert kit(tmp_path / "kit.zip", "--format", "zip").exit_code == 0
    for place in (folder, tmp_path / "kit.zip", wheel):
        files = contents(place)
        assert not [name for name in files if any(part in name for part in ("solutions", "hidden", "mistakes/"))]
        least = WHEEL_LINE if place is wheel else LINE
        looked_for = {line for line in secret - OWN_LINES if len(line) >= least}
        found = {name: sorted(lines & looked_for) for name, lines in texts_of(files)}
        assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_wheel_holds_the_package_alone(wheel: Path) -> None:
    """Each of its files is one of grader/, byte for byte, or what every wheel says about itself."""
    for name, content in contents(wheel).items():
        if ".dist-info/" not in name:
            assert name.startswith("grader/")
            assert content == (ROOT / name).read_bytes()


def test_a_canary_in_every_secret_place(tmp_path: Path) -> None:
    """What is planted in each region and each secret file, and in what lies about in exercises/, is not handed out."""
    for name in (*SECRET, "solutions", "exercises", "tests/public"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    regions = 0
    for path in (tmp_path / "solutions").glob("*.py"):
        text, count = REGION.subn(rf'\1\n\2planted = "{CANARY}"', path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
        regions += count
    assert regions > 39
    secret = [each for name in (*SECRET, *MORE_SECRET) for each in (tmp_path / name).rglob("*.py")]
    litter = ["exercises/tensors.py", "exercises/tensors.ipynb", "exercises/.grade-watch.json", "exercises/mine.py"]
    litter += ["exercises/data/.DS_Store", "exercises/data/__pycache__/x.pyc", "tests/public/solved.py", "roster.csv"]
    for path in (*secret, *(tmp_path / name for name in litter)):
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"# {CANARY}\n")
    assert kit(tmp_path / "kit", course=tmp_path).exit_code == 0
    found = [name for name, content in contents(tmp_path / "kit").items() if CANARY.encode() in content]
    assert found == []


def test_what_is_in_a_kit(folder: Path) -> None:
    """Stubs, notebooks, data, course file, example cases, README, requirements, licence, the wheel; no more."""
    units = ("tensors", "operations", "gpu", "autograd", "first_network", "modules")
    expected = {"README.md", "LICENSE", "requirements.txt", "exercises/course.toml"}
    expected |= {f"exercises/{unit}.{suffix}" for unit in units for suffix in ("py", "ipynb")}
    expected |= {f"tests/public/test_{unit}.py" for unit in units}
    names = {name for name in contents(folder) if not name.startswith("exercises/data/")}
    assert {name for name in names if not name.endswith(".whl")} == expected
    assert len(names) == len(expected) + 1
    data = ROOT / "exercises/data"
    translated = {name for name in contents(data) if name.startswith("README.") and name != "README.md"}
    assert (
        contents(folder / "exercises/data").items()
        == {name: content for name, content in contents(data).items() if name not in translated}.items()
    )
    requirement = (folder / "requirements.txt").read_text(encoding="utf-8").strip()
    assert (folder / requirement).is_file()
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "$" not in readme
    for words in ("grade run", "grade hint tensors.scalar", "grade watch", "exercises/tensors.py"):
        assert words in readme


def test_an_archive_is_the_same_each_time(tmp_path: Path) -> None:
    """Byte for byte; it holds one folder, and what it holds is what a folder holds."""
    for name in ("a", "b"):
        assert kit(tmp_path / name / "kit", "--format", "zip").exit_code == 0
    first = (tmp_path / "a/kit.zip").read_bytes()
    assert first == (tmp_path / "b/kit.zip").read_bytes()
    assert kit(tmp_path / "folder").exit_code == 0
    in_zip = contents(tmp_path / "a/kit.zip")
    assert {f"kit/{name}": content for name, content in contents(tmp_path / "folder").items()} == in_zip


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that is not empty, a file in the way, an archive that exists: refused; an empty folder will do."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.py").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "old.zip").write_text("mine")
    (tmp_path / "empty").mkdir()
    for words in (["full"], ["file"], ["old", "--format", "zip"], ["old.zip", "--format", "zip"]):
        refused = kit(tmp_path / words[0], *words[1:])
        assert refused.exit_code == 2, words
        assert "nothing was written" in refused.output
    assert contents(tmp_path) == {"full/mine.py": b"mine", "file": b"mine", "old.zip": b"mine"}
    assert kit(tmp_path / "empty").exit_code == 0


def test_what_a_kit_cannot_be_made_of(tmp_path: Path, folder: Path) -> None:
    """An unknown language, a kit in place of the repository, a wheel that is not there."""
    for words, course, told in (
        (["--lang", "tlh"], ROOT, "no texts in the language `tlh`"),
        ([], folder, "solutions"),
        (["--grader", "none.whl"], ROOT, "none.whl"),
    ):
        refused = kit(tmp_path / "out", *words, course=course)
        assert refused.exit_code == 2, refused.output
        assert told in refused.output
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A Python of its own with the wheel installed, and what the grader needs joined from where the tests run."""
    place = tmp_path_factory.mktemp("student")
    venv.create(place / "venv", with_pip=False, symlinks=os.name != "nt")
    program = place / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [sys.executable, "-m", "pip", "--python", str(program), "install", "--quiet"]
    subprocess.run([*command, "--no-deps", "--no-index", str(wheel)], check=True)
    site = subprocess.run(
        [program, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    # Not the repository: an editable installation's own .pth files are not read from there.
    joined = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    Path(site.stdout.strip(), "joined.pth").write_text("\n".join(joined), encoding="utf-8")
    return program


def test_the_wheel_grades_a_kit(python: Path, folder: Path, tmp_path: Path) -> None:
    """Untouched: no points and kind words; filled in: the example cases are passed, and hidden ones remain."""
    shutil.copytree(folder, tmp_path / "kit")

    def grade(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [python, "-m", "grader.cli", *words]
        return subprocess.run(
            command, cwd=tmp_path / "kit", env=environment, capture_output=True, encoding="utf-8", check=False
        )

    place = subprocess.run(
        [python, "-I", "-c", "import grader; print(grader.__file__)"], capture_output=True, encoding="utf-8", check=True
    )
    assert place.stdout.startswith(str(python.parents[1]))
    untouched = grade("run")
    assert untouched.returncode == 1, untouched.stderr
    assert "Score so far: 0 of 100" in untouched.stdout or "Score: 0 of 100" in untouched.stdout
    assert "Start with `scalar` in exercises/tensors.py" in untouched.stdout
    assert "Met while reading" not in untouched.stdout
    shutil.copy(ROOT / "solutions/tensors.py", tmp_path / "kit/exercises")
    notebook = tmp_path / "kit/exercises/autograd.ipynb"
    solution = (ROOT / "solutions/autograd.py").read_text("utf-8")
    notebook.write_text(filled(notebook.read_text("utf-8"), solution), encoding="utf-8")
    done = grade("run", "--only", "tensors", "--only", "autograd")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Score: 34 of 34" in done.stdout
    assert "hidden ones remain" in done.stdout
    assert "error" not in grade("hint", "tensors.scalar").stderr


def code_of(source: str) -> str:
    """A module without its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Pass()
    return ast.dump(tree)


def test_a_kit_in_another_language(tmp_path: Path) -> None:
    """The same code, cases and verdicts under Chinese words; no word on a known mistake is in it."""
    for language in ("en", "zh"):
        assert kit(tmp_path / language, "--lang", language).exit_code == 0
    english, chinese = (contents(tmp_path / language) for language in ("en", "zh"))
    assert english.keys() == chinese.keys()
    names = [name for name in chinese if name.endswith((".py", ".md", ".toml", ".ipynb"))]
    texts = {name: chinese[name].decode("utf-8") for name in names}
    for name, text in texts.items():
        assert re.search("[\u4e00-\u9fff]", text), f"{name} is not in Chinese"
        if name.startswith("exercises/") and name.endswith(".py"):
            assert code_of(text) == code_of(english[name].decode("utf-8"))
    everything = b"\n".join(chinese.values()).decode("utf-8", errors="replace")
    told = [
        message.string
        for path in (ROOT / "solutions/texts/zh").glob("*-mistakes.po")
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.id
    ]
    assert len(told) > 300
    assert [text for text in told if text in everything] == []
    records = []
    for language in ("en", "zh"):
        place = ["--course", str(tmp_path / language), "--device", "cpu", "--json"]
        command = [sys.executable, "-m", "grader.cli", "run", str(ROOT / "solutions/autograd.py"), *place]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        cases = [case for each in json.loads(run.stdout)["exercises"] for case in each["cases"]]
        records.append([(case["id"], case["outcome"]) for case in cases])
    assert records[0] == records[1] != []
