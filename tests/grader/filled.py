"""Fills what students get with the solution's code: what a student who knows everything would hand in."""

from __future__ import annotations

import ast
import json

Notebook = dict[str, object]


def filled(notebook: str, solution: str) -> str:
    """The notebook with the solution's functions in its cells, and the solution's own helpers in the first of them."""
    content = json.loads(notebook)
    definitions, helpers = split(solution, {name for name in map(stub_name, content["cells"]) if name})
    for cell in content["cells"]:
        if name := stub_name(cell):
            cell["source"] = "\n\n\n".join([*helpers, definitions[name]])
            helpers = []
    return json.dumps(content)


def stub_name(cell: dict[str, str]) -> str:
    """The function that is to be filled in there; empty for other cells."""
    kind, _, name = cell["id"].partition("-")
    return name if kind == "stub" else ""


def split(solution: str, names: set[str]) -> tuple[dict[str, str], list[str]]:
    """The functions by name, and what else is marked as part of the solution at the outermost level."""
    inside, marked = False, set()
    for number, line in enumerate(solution.splitlines(), 1):
        if line in ("# >>> solution", "# <<< solution"):
            inside = line == "# >>> solution"
        elif inside:
            marked.add(number)
    definitions, helpers = {}, []
    for node in ast.parse(solution).body:
        text = ast.get_source_segment(solution, node) or ""
        name = getattr(node, "name", "")
        if name in names:
            definitions[name] = text
        elif node.lineno in marked:
            helpers.append(text)
    return definitions, helpers
