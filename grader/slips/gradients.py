"""Gradients that are read from the wrong tensor."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import Function, Slip, called_name, own_nodes, parameters, quoted, returned
from grader.words import mark, translate

GRAD_OF_RESULT = mark("`{name}.grad` stays None: `{name}.backward()` fills in that of the leaves `{name}` was made of.")
GRAD_OF_COPY = mark("`{name}.grad` is not filled in: `{copy}` is a copy, and the gradient is in `{copy}.grad`.")


def wrong_grads(node: Function) -> Iterator[Slip]:
    """A `.grad` that is given back and is None."""
    yield from _grad_of_a_result(node)
    yield from _grad_of_the_original(node)


def _grad_of_a_result(node: Function) -> Iterator[Slip]:
    """`loss.grad` is given back after `loss.backward()`."""
    calls = (each for each in own_nodes(node) if isinstance(each, ast.Call) and called_name(each) == "append")
    kept = [part for call in calls for part in call.args]
    for value in (*returned(node), *kept):
        match value:
            case ast.Attribute(value=ast.Name(id=name), attr="grad") if name not in parameters(node):
                if any(quoted(each) == f"`{name}.backward`" for each in own_nodes(node)):
                    yield Slip(translate(GRAD_OF_RESULT, name=name))


def _grad_of_the_original(node: Function) -> Iterator[Slip]:
    """`x.grad` is given back where a copy of x went into `backward()`."""
    for value in returned(node):
        match value:
            case ast.Attribute(value=ast.Name(id=name), attr="grad") if name in parameters(node):
                for copy in _copies_of(node, name):
                    yield Slip(translate(GRAD_OF_COPY, name=name, copy=copy))


def _copies_of(node: Function, name: str) -> Iterator[str]:
    """Other names that were given to what `.detach()` or `.clone()` makes of an argument."""
    for line in own_nodes(node):
        match line:
            case ast.Assign(targets=[ast.Name(id=copy)], value=value) if copy != name:
                if quoted(value).startswith((f"`{name}.detach", f"`{name}.clone")):
                    yield copy
