"""What was run in this notebook so far, statement by statement; empty outside IPython."""

from __future__ import annotations

import ast
import symtable
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.worker.magics import without_magics

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith, ast.Match)
# What Python raises for text that is no Python, or too much of it.
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Statement:
    """One top-level statement that was run: where it stands and which names it sets, asks for and changes."""

    cell: int
    first: int
    last: int
    node: ast.stmt
    sets: frozenset[str]
    asks: frozenset[str]
    changes: str = ""

    @property
    def form(self) -> str:
        """Equal for two statements that say the same."""
        return ast.dump(self.node)

    @property
    def is_import(self) -> bool:
        """Whether it may be run again and again."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def is_definition(self) -> bool:
        """Whether it makes a function or a class; such a one may speak of itself."""
        return isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)

    @property
    def is_for_all(self) -> bool:
        """Whether what follows may depend on it without naming it."""
        node = self.node
        return isinstance(node, ast.ImportFrom) and (node.module == "__future__" or node.names[0].name == "*")

    @property
    def may_not_set(self) -> bool:
        """Whether the names may still hold what was set before: a branch, a loop, `x += 1`."""
        return isinstance(self.node, (*BLOCKS, ast.AugAssign)) or (
            isinstance(self.node, ast.AnnAssign) and self.node.value is None
        )


@dataclass(frozen=True)
class History:
    """The cells that were run, in that order and by the number in their brackets, as plain Python."""

    cells: dict[int, str]

    def statements(self) -> Iterator[Statement]:
        """Every statement; a cell that Python could not read was not run."""
        for number, text in self.cells.items():
            try:
                nodes = ast.parse(text).body
            except UNREADABLE:
                continue
            yield from (statement(node, number) for node in nodes)


def read_history() -> History:
    """As far as IPython keeps it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    raw: list[Any] = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    texts = {number: text for number, text in enumerate(raw) if isinstance(text, str) and text.strip()}
    return History({number: without_magics(text, is_cell=True)[0] for number, text in texts.items()})


def statement(node: ast.stmt, cell: int) -> Statement:
    """A statement with its names, as Python's own compiler sees them."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    sets, asks = names_of(node)
    return Statement(cell, first, node.end_lineno or node.lineno, node, sets, asks, changed_by(node))


def names_of(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The global names that a statement sets, and those it or a function in it asks for."""
    try:
        table = symtable.symtable(ast.unparse(node), "<cell>", "exec")
    except UNREADABLE:
        return frozenset(), frozenset()
    symbols = table.get_symbols()
    sets = {each.get_name() for each in symbols if each.is_assigned() or each.is_imported() or each.is_namespace()}
    asks = {each.get_name() for each in symbols if each.is_referenced()}
    return frozenset(sets), frozenset(asks | set(_asked_inside(table)))


def _asked_inside(table: symtable.SymbolTable) -> Iterator[str]:
    for inner in table.get_children():
        yield from (each.get_name() for each in inner.get_symbols() if each.is_global())
        yield from _asked_inside(inner)


def changed_by(node: ast.stmt) -> str:
    """The name whose object a statement changes: `x[0] = 1`, `x.y = 1`, `x.append(1)`; empty for any other."""
    target: ast.expr | None = None
    if isinstance(node, ast.Assign):
        target = node.targets[0]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        target = node.target
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        target = node.value.func
    if not isinstance(target, ast.Attribute | ast.Subscript):
        return ""
    root: ast.expr = target
    while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
        root = root.func if isinstance(root, ast.Call) else root.value
    return root.id if isinstance(root, ast.Name) else ""
