"""Picks, from all that was run in a notebook, what some functions need as they are now; runs none of it."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.live.history import UNREADABLE, History, Statement, names_of
from grader.model import Cell

PLAIN = (bool, int, float, complex, str, bytes, type(None))


@dataclass
class Selection:
    """Follows names from the functions that are checked to the statements that set them."""

    history: History
    namespace: dict[str, Any]
    statements: list[Statement] = field(init=False)
    chosen: set[int] = field(default_factory=set)
    spoken_of: dict[str, int] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reads the cells once."""
        self.statements = list(self.history.statements())

    def select(self, names: list[str]) -> tuple[Cell, ...]:
        """The cells that set these names as they are now, each statement at its line, all else left out."""
        self._choose(index for index, each in enumerate(self.statements) if each.is_for_all)
        self._follow(names)
        while changing := [index for index in self._changing() if index not in self.chosen]:
            self._choose(changing)
        return self._cells()

    def _follow(self, names: list[str]) -> None:
        waiting = [name for name in names if name in self.namespace and name not in self.spoken_of]
        for name in waiting:
            # Once is enough, also for functions that call one another.
            self.spoken_of.setdefault(name, -1)
        for name in waiting:
            places = list(self._places(name))
            if places:
                self.spoken_of[name] = min(places)
                self._choose(places)
            else:
                self._write_down(name, self.namespace[name])

    def _choose(self, indices: Iterator[int] | list[int]) -> None:
        for index in list(indices):
            if index not in self.chosen:
                self.chosen.add(index)
                self._follow(sorted(self.statements[index].asks))

    def _places(self, name: str) -> Iterator[int]:
        """The statements that made the name what it is, the last first; none where it was made in another way."""
        live = _live_source(name, self.namespace)
        for index in reversed(range(len(self.statements))):
            each = self.statements[index]
            if name not in each.sets or (live and isinstance(each.node, ast.FunctionDef) and _differs(each, live)):
                continue
            yield self._first_alike(index) if each.is_import else index
            if not each.may_not_set and (each.is_definition or name not in each.asks):
                return

    def _first_alike(self, index: int) -> int:
        """An import that was run again is the first one: what was set up between them still holds."""
        form = self.statements[index].form
        return next(number for number, each in enumerate(self.statements) if each.is_import and each.form == form)

    def _changing(self) -> Iterator[int]:
        """What changes an object that is spoken of, after that was made."""
        for index, each in enumerate(self.statements):
            if each.changes and self.spoken_of.get(each.changes, len(self.statements)) < index:
                yield index

    def _write_down(self, name: str, value: Any) -> None:
        """For a name that no statement set: its source as Python knows it, or its value."""
        if isinstance(value, types.ModuleType):
            self.before.append(f"import {value.__name__} as {name}")
        elif isinstance(value, PLAIN):
            self.before.append(f"{name} = {value!r}")
        elif live := _live_source(name, self.namespace):
            self.after.append(live)
            for node in ast.parse(live).body:
                self._follow(sorted(names_of(node)[1]))
        elif _can_be_imported(value):
            self.before.append(f"from {value.__module__} import {value.__qualname__} as {name}")

    def _cells(self) -> tuple[Cell, ...]:
        kept: dict[int, set[int]] = {}
        for index in self.chosen:
            each = self.statements[index]
            kept.setdefault(each.cell, set()).update(range(each.first, each.last + 1))
        cells = [Cell(_only(self.history.cells[number], lines), number) for number, lines in sorted(kept.items())]
        return _numbered("\n".join(self.before), cells, self.after)


def _numbered(before: str, cells: list[Cell], after: list[str]) -> tuple[Cell, ...]:
    """What is written down gets numbers that no cell has: the one below the first, and those above the last."""
    first = cells[0].number or 1 if cells else 2
    if before and first == 1:
        cells = [Cell(each.text, (each.number or 0) + 1) for each in cells]
        first = 2
    last = cells[-1].number or 0 if cells else first - 1
    extra = [Cell(before, first - 1)] if before else []
    return (*extra, *cells, *(Cell(text, last + number) for number, text in enumerate(after, 1)))


def _only(text: str, lines: set[int]) -> str:
    kept = [line if number in lines else "" for number, line in enumerate(text.split("\n"), 1)]
    return "\n".join(kept).rstrip()


def _can_be_imported(value: Any) -> bool:
    """Whether it is a function or a class at the outermost level of another module."""
    is_named = isinstance(value, types.FunctionType | type) and value.__qualname__.isidentifier()
    return is_named and value.__module__ not in ("__main__", "builtins")


def _live_source(name: str, namespace: dict[str, Any]) -> str:
    """The source of a function that was defined here under that name; empty for anything else."""
    value = inspect.unwrap(namespace[name]) if callable(namespace[name]) else None
    if not isinstance(value, types.FunctionType) or value.__name__ != name:
        return ""
    if value.__module__ != namespace.get("__name__"):
        return ""
    try:
        source = textwrap.dedent(inspect.getsource(value))
        ast.parse(source)
    except (OSError, TypeError, *UNREADABLE):
        return ""
    return source


def _differs(statement: Statement, source: str) -> bool:
    """Whether a `def` is another one than the function that the name stands for now."""
    return ast.dump(ast.parse(source).body[0]) != statement.form
