"""A student's function, read: brings together what the other modules notice, the likeliest cause first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.slips.culprits import Raised, culprit, near_name
from grader.slips.habits import doubtful
from grader.slips.loops import in_loops, ranges
from grader.slips.omissions import SET_ANEW, UNUSED, Sizes, never_used, omissions, other_order, set_anew
from grader.slips.statements import copies, statements
from grader.slips.syntax import Function, Slip, annotated, definition, is_written, own_nodes, whole_numbers
from grader.words import mark, sentences, translate

# What cases say where a view or the argument itself was asked for.
COPIED = re.compile(r"\bcopy\b|share memory")
NOT_EVERY_WAY = mark("Not every way through the function ends with `return`, and None came: is one inside an `if`?")


@dataclass(frozen=True)
class Reading:
    """A student's function, and the course's own of that name where it is at hand."""

    source: str
    node: Function
    model: Function | None
    # The names that the course's file sets at its outermost level.
    shared: frozenset[str] = frozenset()
    # The whole numbers that stand in the course's file: sizes that follow from no argument.
    fixed: frozenset[int] = frozenset()

    def slips(self, gave_none: bool, sizes: Sizes = ()) -> list[Slip]:
        """What is noticed, the likeliest cause first; `sizes` are those of a result that were not right."""
        found = list(self._no_return()) if gave_none and not self._gives_something() else []
        found += [*statements(self.source, self.node, self.model), *other_order(self.node, self.model)]
        if gave_none and not found and self._gives_something():
            found += self._returns_none()
        if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own_nodes(self.node)):
            found.append(Slip(translate("`yield` makes a generator of the function: write `return`.")))
        found += [*in_loops(self.node), *doubtful(self.node, self.model)]
        found += omissions(self.source, self.node, self.model, self.shared, sizes, self.fixed)
        own = self.model if is_written(self.model) else None
        return [*found, *ranges(self.node, own)]

    def copying(self, told: str) -> list[Slip]:
        """What makes a copy, where a case has said (in English) that one came."""
        return list(copies(self.node)) if COPIED.search(told) else []

    def beside_an_error(self) -> str:
        """What is true of the text and may be the cause of an exception; empty where nothing is noticed."""
        certain = [each.text for each in self.slips(False) if each.is_certain]
        unread = [translate(SET_ANEW, name=name) for name in set_anew(self.node)]
        return next(iter([*certain, *unread, *(translate(UNUSED, name=name) for name in never_used(self.node))]), "")

    def culprit(self, error: str, line: str) -> str:
        """What an exception comes from, where its line is not the one to mend."""
        return culprit(Raised(self.source, self.node, self.model if is_written(self.model) else None, error, line))

    def near_name(self, name: str) -> str:
        """A name of the function's own that was probably meant."""
        return near_name(self.node, name)

    def _gives_something(self) -> bool:
        return any(
            isinstance(each, ast.Yield | ast.YieldFrom) or (isinstance(each, ast.Return) and each.value is not None)
            for each in own_nodes(self.node)
        )

    def _no_return(self) -> Iterator[Slip]:
        reads_none = self.model or self.node
        if isinstance(reads_none.returns, ast.Constant) and reads_none.returns.value is None:
            return
        calls = (each.func for each in own_nodes(self.node) if isinstance(each, ast.Call))
        prints = any(isinstance(function, ast.Name) and function.id == "print" for function in calls)
        only_shown = translate("`print` only shows a result.") if prints else ""
        yield Slip(sentences(translate("The function gives nothing back: `return` is missing."), only_shown))

    def _returns_none(self) -> Iterator[Slip]:
        for each in own_nodes(self.node):
            if isinstance(each, ast.Return) and isinstance(each.value, ast.Call):
                name = ast.unparse(each.value.func)
                if name == "print" or name.endswith((".append", ".backward", ".sort")):
                    told = "`{name}(…)` gives None, and that is returned: return the value itself."
                    yield Slip(translate(told, name=name))
                    return
        if not isinstance(self.node.body[-1], ast.Return):
            yield Slip(translate(NOT_EVERY_WAY))


def read_function(cells: list[str], name: str, model: str = "") -> Reading | None:
    """The last function of that name in the student's cells; None where it cannot be found or read."""
    for text in reversed(cells):
        node = definition(text, name)
        if node is not None:
            return Reading(text, node, definition(model, name), annotated(model), whole_numbers(model))
    return None
