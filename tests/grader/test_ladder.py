"""The import ladder: a module imports only from rungs below its own, and heavy libraries only where they belong."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent
RUNGS = (
    ("words",),
    ("relations", "shapes", "retired", "pitfalls", "calls"),
    ("errors", "model", "wire", "compare", "compiler", "memory"),
    ("worker", "sandbox", "course", "final", "devices", "intake", "score", "stubs", "advice", "slips", "emit", "store"),
    ("bridge", "feedback", "ci", "live", "texts", "scaffold"),
    ("handout",),
    ("student",),
    ("examination",),
    ("mistakes", "drawing"),
    ("telling",),
    ("naming",),
    ("grading",),
    ("plugin",),
    ("judge",),
    ("batch",),
    ("watch",),
    ("proof",),
    ("cluster",),
    ("cli",),
)
RUNG = {name: number for number, names in enumerate(RUNGS) for name in names}
# The worker must lock itself in, in its own process: the one import within a rung.
SIDEWAYS = {("worker", "sandbox"), ("wire", "errors"), ("emit", "advice")}
MAY_IMPORT = {
    "emit": {"model", "advice", "words"},
    "worker": {"wire", "errors", "sandbox", "compiler", "memory"},
}


def rooms() -> list[tuple[str, Path]]:
    """Every module with the top-level name it belongs to."""
    return [(path.relative_to(ROOT).parts[0].removesuffix(".py"), path) for path in sorted(ROOT.rglob("*.py"))]


def imports(path: Path) -> set[str]:
    """The names of all modules that a file imports, at any depth of it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            is_package = node.module == "grader"
            found |= {f"grader.{alias.name}" for alias in node.names} if is_package else {node.module}
    return found


@pytest.mark.parametrize(("room", "path"), rooms(), ids=str)
def test_imports_point_down(room: str, path: Path) -> None:
    """Each module of the grader imports only from rungs below its own."""
    if room == "__init__":
        return
    assert room in RUNG, f"{room} has no rung: give it one here and in the design"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "grader" or len(parts) < 2 or parts[1] in (room, "__version__"):
            continue
        allowed = RUNG[parts[1]] < RUNG[room] or (room, parts[1]) in SIDEWAYS
        assert allowed, f"{path.name} imports {name}, which is not below it"
        assert room not in MAY_IMPORT or parts[1] in MAY_IMPORT[room], f"{room} may not import {name}"


@pytest.mark.parametrize(("room", "path"), rooms(), ids=str)
def test_only_the_command_line_prints(room: str, path: Path) -> None:
    """Click and rich are imported under cli/ alone, and nothing else prints."""
    if room == "cli":
        return
    assert not imports(path) & {"click", "rich"}
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not any(isinstance(function, ast.Name) and function.id == "print" for function in calls)


def test_help_is_light() -> None:
    """`grade --help` imports neither torch nor pytest nor rich."""
    code = "import sys, grader.cli\ntry: grader.cli.cli(['--help'])\nexcept SystemExit: pass\n"
    code += "sys.exit(sorted({'torch', 'pytest', 'numpy', 'rich'} & set(sys.modules)) or 0)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_no_module_outgrows_its_idea() -> None:
    """A module stops at 350 lines."""
    long = {path.name: count for _, path in rooms() if (count := len(path.read_text("utf-8").splitlines())) > 350}
    assert not long
