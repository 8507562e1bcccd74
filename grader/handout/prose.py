"""Docstrings as Markdown: a notebook shows the task above the cell, and its code keeps the first sentence."""

from __future__ import annotations

import ast
import inspect

PROMPT = ">>> "
FENCE = "```"


def as_markdown(docstring: str) -> str:
    """The text with its examples fenced: a line that begins with `>>>` would become a quotation."""
    blocks = inspect.cleandoc(docstring).split("\n\n")
    return "\n\n".join(f"{FENCE}python\n{block}\n{FENCE}" if block.startswith(PROMPT) else block for block in blocks)


def task_and_code(definition: str) -> tuple[str, str]:
    """The whole docstring as Markdown, and the definition with its first line alone."""
    node = ast.parse(definition).body[0]
    docstring = ast.get_docstring(node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
    if not docstring or not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return "", definition
    return as_markdown(docstring), _shortened(definition, node.body[0], docstring.split("\n")[0])


def _shortened(definition: str, expression: ast.stmt, first: str) -> str:
    """With one line of docstring; left as it is where that line has a quote or a backslash to escape."""
    if '"' in first or "\\" in first:
        return definition
    lines = definition.split("\n")
    begin, end = expression.lineno - 1, expression.end_lineno or expression.lineno
    if lines[begin][: expression.col_offset].strip():
        # The body stands on the line of the `def`.
        return definition
    lines[begin:end] = [f'{" " * expression.col_offset}"""{first}"""']
    return "\n".join(lines)
