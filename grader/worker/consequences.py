"""Which statements fail only because an earlier one did: told with that one, they do not bury the cause."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

# A statement may be of any length.
MAX_NAMES = 2000


@dataclass
class Failure:
    """A statement that failed by itself, and how many failed for want of what it would have made."""

    kind: str
    where: str
    message: str
    further: int = 0

    @property
    def told(self) -> str:
        """Why, with what came of it."""
        if not self.further:
            return self.message
        return f"{self.message} (statements that failed for want of it: {self.further})"


class Consequences:
    """What failed so far, by the names that are lacking since."""

    def __init__(self) -> None:
        self.lacking: dict[str, Failure] = {}

    def add(self, names: Iterable[str], failure: Failure) -> None:
        """Remembers what a failure has kept from being made; what lacks already keeps its first cause."""
        for name in names:
            self.lacking.setdefault(name, failure)

    def cause(self, error: BaseException) -> Failure | None:
        """The failure that an error comes from, if it does."""
        # Only Python's own: a student's subclass may say anything about itself.
        name = error.name if type(error) is NameError else None
        return self.lacking.get(name) if type(name) is str else None


def names_made(statement: ast.stmt) -> list[str]:
    """The names that a statement would have given a meaning to in its module."""
    found, waiting = list[str](), deque[ast.AST]([statement])
    while waiting and len(found) < MAX_NAMES:
        match waiting.popleft():
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                # What is named inside is known inside alone.
                found.append(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.append(name)
            case ast.alias(name=name, asname=other):
                found.append((other or name).partition(".")[0])
            case node:
                waiting.extend(ast.iter_child_nodes(node))
    return found
