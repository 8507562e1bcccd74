"""Gradients that are read from the wrong tensor."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from grader.slips.syntax import (
    Function,
    Slip,
    attributes_in,
    called_name,
    calls_own,
    known_calls,
    names_set,
    own_nodes,
    parameters,
    quoted,
    returned,
)
from grader.words import mark, translate

GRAD_OF_RESULT = mark("`{name}.grad` stays None: `{name}.backward()` fills in that of the leaves `{name}` was made of.")
GRAD_OF_COPY = mark("`{name}.grad` is not filled in: `{copy}` is a copy, and the gradient is in `{copy}.grad`.")
NO_BACKWARD = mark("`backward()` is never called: nothing fills in `{name}.grad`.")
GRAD_GIVEN = mark("`autograd.grad(…)` gives the gradients back and leaves every `.grad` as it was: use what it gives.")
CLEARED = mark("`{name}` is `{source}` itself and no copy: {code} makes it zero as well.")
ONLY_WHERE = mark("{code} asks how large a gradient is: a step is taken for every gradient, of either sign.")
ONE_SIGN = mark("{code} leaves out gradients of one sign: a step is taken for both.")
ONE_FOR_BOTH = mark("{names} are one and the same tensor: what is added to one shows in the other.")

# What fills in gradients, or finds them, by other names than `autograd.grad`.
DERIVING = frozenset(("backward", "jacobian", "hessian", "vjp", "jvp", "jacrev", "jacfwd", "grad_and_value"))


def wrong_grads(node: Function) -> Iterator[Slip]:
    """A `.grad` that is given back and is None."""
    yield from _grad_of_a_result(node)
    yield from _grad_of_the_original(node)
    yield from _grad_of_nothing(node)
    yield from _no_backward(node)
    yield from _cleared_result(node)
    yield from _one_for_both(node)
    yield from _only_where(node)


def _grad_of_a_result(node: Function) -> Iterator[Slip]:
    """`loss.grad` is given back after `loss.backward()`."""
    calls = (each for each in own_nodes(node) if isinstance(each, ast.Call) and called_name(each) == "append")
    kept = [part for call in calls for part in call.args]
    for value in (*returned(node), *kept):
        match value:
            case ast.Attribute(value=ast.Name(id=name), attr="grad") if name not in parameters(node):
                # Of a leaf, or where it is told to `retain_grad()`, it is filled in.
                if _asks_for_its_grad(node, name):
                    continue
                if any(quoted(each) == f"`{name}.backward`" for each in own_nodes(node)):
                    yield Slip(translate(GRAD_OF_RESULT, name=name))


def _asks_for_its_grad(node: Function, name: str) -> bool:
    """Whether a tensor of that name is a leaf that requires grad, or keeps its gradient though it is none."""
    for each in own_nodes(node):
        match each:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                if "requires_grad" in ast.unparse(value):
                    return True
            case ast.Attribute(value=ast.Name(id=found), attr="requires_grad" | "requires_grad_" | "retain_grad"):
                if found == name:
                    return True
    return False


def _no_backward(node: Function) -> Iterator[Slip]:
    """`.grad` of a tensor of the function's own is given back, and nothing in it asks for a gradient."""
    called = known_calls(node)
    spoken = attributes_in(node) | called
    is_set = any(_is_grad(each) and isinstance(each.ctx, ast.Store) for each in own_nodes(node))
    if calls_own(node) or spoken & DERIVING or "grad" in called or is_set:
        return
    own = names_set(node) - set(parameters(node))
    for value in returned(node):
        for part in getattr(value, "elts", [value]):
            match part:
                case ast.Attribute(value=ast.Name(id=name), attr="grad") if name in own:
                    yield Slip(translate(NO_BACKWARD, name=name))
                    return


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


def _grad_of_nothing(node: Function) -> Iterator[Slip]:
    """`.grad` is given back where `autograd.grad` was called, and `backward` was not."""
    names = known_calls(node)
    if "grad" not in names or "backward" in names:
        return
    for value in returned(node):
        for part in getattr(value, "elts", [value]):
            if isinstance(part, ast.Attribute) and part.attr == "grad":
                yield Slip(translate(GRAD_GIVEN))
                return


def _cleared_result(node: Function) -> Iterator[Slip]:
    """`g = x.grad`, then `x.grad.zero_()`, and g is given back."""
    given = {each.id for each in returned(node) if isinstance(each, ast.Name)}
    sources = {
        line.targets[0].id: (quoted(line.value)[1:-1], line.lineno)
        for line in own_nodes(node)
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and _is_grad(line.value)
    }
    for each in own_nodes(node):
        if isinstance(each, ast.Call) and called_name(each) == "zero_" and isinstance(each.func, ast.Attribute):
            for name, (source, line) in sources.items():
                if name in given and line < each.lineno and quoted(each.func.value)[1:-1] == source:
                    yield Slip(translate(CLEARED, name=name, source=source, code=quoted(each)))


def _is_grad(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "grad"


def _one_for_both(node: Function) -> Iterator[Slip]:
    """`w.grad = b.grad = torch.zeros(1)`."""
    for line in own_nodes(node):
        if isinstance(line, ast.Assign) and len(line.targets) > 1 and isinstance(line.value, ast.Call):
            names = [quoted(target) for target in line.targets if _is_grad(target)]
            if len(names) == len(line.targets):
                yield Slip(translate(ONE_FOR_BOTH, names=", ".join(names)), False)


def _only_where(node: Function) -> Iterator[Slip]:
    """`if w.grad > 0:` and `relu(w.grad)`."""
    for each in own_nodes(node):
        match each:
            case ast.If(test=ast.Compare(ops=[ast.Gt() | ast.Lt() | ast.GtE() | ast.LtE()]) as test):
                if any(_is_grad(part) for part in ast.walk(test)):
                    yield Slip(translate(ONLY_WHERE, code=quoted(test)))
            case ast.Call() if called_name(each) in ("relu", "relu_") and any(map(_is_grad, ast.walk(each))):
                yield Slip(translate(ONE_SIGN, code=quoted(each)))
