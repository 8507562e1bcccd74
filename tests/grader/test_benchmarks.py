"""The page of benchmarks says what was measured, and every contender is given the same cases."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "tests" / "benchmarks" / "peers"


def module_of(name: str) -> types.ModuleType:
    """A module of the benchmark, which is no package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", PEERS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def bodies(source: str) -> dict[str, str]:
    """What each case of a file says, by class and name."""
    return {
        f"{owner.name}.{each.name}": ast.dump(ast.Module(each.body, []))
        for owner in ast.parse(source).body
        if isinstance(owner, ast.ClassDef)
        for each in owner.body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }


def test_the_same_cases_for_all(tmp_path: Path) -> None:
    """Twenty hidden cases, word for word, in this grader's course and in the module that the others import."""
    assignment = module_of("assignment")
    hidden = bodies((ROOT / "tests/hidden/test_first_network.py").read_text(encoding="utf-8"))
    support = assignment.write_support(tmp_path / "support")
    course = assignment.write_course(tmp_path / "course")
    plain = bodies((support / "cases.py").read_text(encoding="utf-8"))
    assert len(plain) == 20
    assert plain == bodies((course / "tests/hidden/test_first_network.py").read_text(encoding="utf-8"))
    assert plain.items() <= hidden.items()
    listed = [key for key in ast.walk(ast.parse((support / "cases.py").read_text())) if isinstance(key, ast.Dict)]
    assert len(listed[-1].keys) == 20


def test_the_notebook_has_the_same_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell for each, worth a point."""
    monkeypatch.syspath_prepend(str(PEERS))
    notebook = json.loads(module_of("notebooks").notebook("answer"))
    tests = [cell for cell in notebook["cells"] if cell["metadata"]["nbgrader"]["grade"]]
    assert sum(cell["metadata"]["nbgrader"]["points"] for cell in tests) == 20
    cases = module_of("assignment").chosen_cases()
    assert all(f"{case.exercise}.{case.name}" in cell["source"] for case, cell in zip(cases, tests, strict=True))


def measured() -> dict[str, Any]:
    """Figures as a run gives them, with a contender that could not be installed."""
    row = {"wall": 0.02, "cpu": 0.03, "per_minute_per_core": 2000.0, "others": 0.1, "lacks": "a|b", "submissions": 9}
    known = {"right": 20, "wrong": 16, "forged": 0, "changes_others": False, "version": "1.2"}
    machine = {"date": "2026-01-02", "cores": 2, "processor": "P", "memory_gb": 24, "python": "3.11", "torch": "2.13"}
    rows = [
        {"name": "this grader, 1 job", **row, **known, "lacks": "", "version": ""},
        {"name": "slow", **row, **known, "cpu": 1.5, "forged": 20, "changes_others": True},
        {"name": "gone", "missing": "no such\nversion", "lacks": ""},
        {"name": "the floor", **row, **known, "cpu": 0.015},
    ]
    return {"machine": machine, "rows": rows}


def test_the_table() -> None:
    """Ratios come from processor time; what is missing says why; nothing breaks a cell."""
    text = module_of("page").page(measured())
    lines = {
        line.split(" | ")[0].strip("| "): line.strip("| ").split(" | ") for line in text.splitlines() if "|" in line
    }
    assert lines["this grader, 1 job"][4:6] == ["1.00", "2.00"]
    assert lines["slow (1.2)"][4:7] == ["50.0", "100", "20 of 20, and changes others' results"]
    assert lines["slow (1.2)"][7] == "a\\|b"
    assert lines["gone"][-1] == "Not measured: no such version"
    assert {len(cells) for cells in lines.values()} == {8}


def test_the_page_is_that_of_the_figures() -> None:
    """docs/benchmarks.md is what docs/benchmarks.json says."""
    figures = json.loads((ROOT / "docs/benchmarks.json").read_text(encoding="utf-8"))
    assert module_of("page").page(figures) == (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
