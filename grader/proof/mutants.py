"""Mutants: a right answer with one slip in it, made from its syntax tree as a change of its text.

No library carries this. The two that are kept well were looked at: cosmic-ray's operators are classes over parso's
trees which see one node and no types, and it brings an HTTP server and git with it; mutmut knows a fixed set of
operators and runs pytest in a process model of its own. Both test a package by its suite, and a mutant here is a
submission, which the warm judge grades in milliseconds. What is left is Python's own `ast`.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.proof.operators import OPERATORS, Operator
from grader.proof.reach import live_nodes, reached
from grader.proof.scope import Scope
from grader.proof.torch_operators import TORCH_OPERATORS

# Of two operators that make the same mutant the first is named: the one that says more.
ALL_OPERATORS = (*TORCH_OPERATORS, *OPERATORS)
LOOSE = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.GeneratorExp)


@dataclass(frozen=True)
class Mutant:
    """A unit's solution with one slip in what an exercise is made of."""

    exercise: str
    operator: str
    needs_accelerator: bool
    source: str
    start: int
    end: int
    replacement: str

    @property
    def text(self) -> str:
        """The whole file."""
        return self.source[: self.start] + self.replacement + self.source[self.end :]

    @property
    def line(self) -> str:
        """The line of code that the slip is in."""
        return _line_at(self.source, self.start)

    @property
    def becomes(self) -> str:
        """That line with the slip."""
        return _line_at(self.text, self.start)

    @property
    def name(self) -> str:
        """For a person: the kind of slip and what the line became."""
        return f"{self.operator}: {self.becomes}"

    @property
    def difference(self) -> str:
        """What changed, as a diff."""
        lines = difflib.unified_diff(self.source.splitlines(), self.text.splitlines(), n=1, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))

    def probe(self) -> str:
        """The file, made to fail where the slip is: what passes all the same never comes there."""
        tree = ast.parse(self.source)
        place = _innermost(tree, self.source, self.start)
        first = place.body[0] if isinstance(place, ast.If) else place
        start, _ = span(self.source, first)
        begins_line = not self.source[self.source.rfind("\n", 0, start) + 1 : start].strip()
        gap = "\n" + " " * first.col_offset if begins_line else "; "
        return f"{self.source[:start]}raise RuntimeError{gap}{self.source[start:]}"


def make_mutants(source: str, exercise: str, others: set[str]) -> list[Mutant]:
    """Every mutant of what an exercise is made of; `others` are the other exercises of its unit."""
    tree = ast.parse(source)
    seen = {ast.dump(tree)}
    found = []
    for mutant in _all_mutants(source, tree, exercise, others):
        try:
            form = ast.dump(ast.parse(mutant.text))
        except (SyntaxError, ValueError):
            continue
        if form not in seen:
            seen.add(form)
            found.append(mutant)
    return sorted(found, key=lambda mutant: mutant.start)


def _all_mutants(source: str, tree: ast.Module, exercise: str, others: set[str]) -> Iterator[Mutant]:
    name = exercise.partition(".")[2]
    parts = [(Scope.of(each, tree), list(live_nodes(each))) for each in reached(tree, name, others).values()]
    for operator in ALL_OPERATORS:
        for scope, nodes in parts:
            for node in nodes:
                for text in _texts(operator, node, scope):
                    start, end = span(source, node)
                    yield Mutant(exercise, operator.name, operator.needs_accelerator, source, start, end, text)


def _texts(operator: Operator, node: ast.AST, scope: Scope) -> Iterator[str]:
    """What may stand in the place of a node, as it must be written there."""
    if not hasattr(node, "lineno"):
        return
    for made in operator.make(node, scope):
        text = made if isinstance(made, str) else ast.unparse(ast.fix_missing_locations(made))
        if isinstance(node, ast.stmt):
            yield text.replace("\n", "\n" + " " * node.col_offset)
        else:
            needs_brackets = isinstance(made, LOOSE) and isinstance(scope.parents.get(node), ast.expr)
            yield f"({text})" if needs_brackets else text


def span(source: str, node: ast.AST) -> tuple[int, int]:
    """Where a node begins and ends in the text: the tree counts bytes in lines."""
    lines = source.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())

    return (
        place(getattr(node, "lineno", 1), getattr(node, "col_offset", 0)),
        place(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0)),
    )


def _line_at(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].strip()


def _innermost(tree: ast.Module, source: str, start: int) -> ast.stmt:
    """The smallest statement around a place."""
    around: list[tuple[int, int, ast.stmt]] = []
    for order, node in enumerate(each for each in ast.walk(tree) if isinstance(each, ast.stmt)):
        begin, end = span(source, node)
        if begin <= start < end:
            around.append((end - begin, -order, node))
    return min(around, key=lambda each: each[:2])[2]


def by_exercise(mutants: Iterable[Mutant]) -> dict[str, list[Mutant]]:
    """Grouped."""
    found: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        found.setdefault(mutant.exercise, []).append(mutant)
    return found
