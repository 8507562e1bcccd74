"""What may be meant as it stands, and is told only where nothing else is known."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import (
    MAKERS,
    Function,
    Slip,
    attributes_in,
    called_name,
    is_written,
    own_names_set,
    own_nodes,
    parameters,
    quoted,
    returned,
)
from grader.words import mark, translate

NEW_LEAF = mark("{code} makes a new leaf out of a value: how it was computed is forgotten.")
NEVER_FILLED = mark("{code} takes memory as it is, whatever is in it: its values are set nowhere.")
HIDDEN_ERROR = mark("`except` hides every error: take it out to see which one comes.")
SEEDED = mark("{code} seeds a generator inside the function: leave that to whoever calls it.")
OUTSIDE = mark("`{name}` is made outside of the function: it keeps what earlier calls put in.")
OUTSIDE_DEFAULT = mark("`{name}=[]` in the first line is made once: it keeps what earlier calls put in.")
NODE_TEXT = mark("{code} is the whole text of the node, with its address: the name of its class is asked for.")
ADDED = mark("{number} is added, which counts where what it is added to is tiny itself.")
TRUE_AS_SIZE = mark("{code}: `True` stands among the sizes and counts as 1: name it, `requires_grad=True`.")
TINY = 1e-4
# What cuts the name out of a longer text.
CUTTING = frozenset(("split", "rsplit", "partition", "find", "index", "strip", "lstrip", "replace", "search", "match"))
GROWS = frozenset(("append", "extend", "insert"))


def doubtful(node: Function, model: Function | None) -> Iterator[Slip]:
    """What may be meant so, and is told where nothing else is known."""
    for each in own_nodes(node):
        if isinstance(each, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in each.body):
            yield Slip(translate(HIDDEN_ERROR), False)
    yield from _gathers_outside(node)
    yield from _never_filled(node)
    if is_written(model) and model is not None:
        yield from _unlike(node, model)


def _never_filled(node: Function) -> Iterator[Slip]:
    """`torch.empty(…)` whose values nothing sets."""
    for each in own_nodes(node):
        if not isinstance(each, ast.Call) or not isinstance(each.func, ast.Attribute):
            continue
        name, count = each.func.attr, len(each.args)
        # Of one argument the constructor may be given the values themselves.
        is_size = count > 1 or (count == 1 and quoted(each.args[0]).startswith("`len("))
        if not (name in ("empty", "empty_like") and count) and not (name in ("Tensor", "FloatTensor") and is_size):
            continue
        is_empty = any(isinstance(part, ast.Constant) and part.value == 0 for part in ast.walk(each))
        if is_empty or len(returned(node)) != 1:
            continue
        holder = _holder(node, each)
        parts = [part for value in returned(node) for part in getattr(value, "elts", [value])]
        given = [part for part in parts if part is each or (holder and quoted(part) == f"`{holder}`")]
        # What lies in memory may look like any other mistake: nothing else may be said of it.
        if given and not (holder and (_is_touched(node, holder) or _is_set_again(node, holder))):
            yield Slip(translate(NEVER_FILLED, code=quoted(each)))


def _holder(node: Function, value: ast.Call) -> str:
    """The name that is given to a value."""
    for line in own_nodes(node):
        match line:
            case ast.Assign(targets=[ast.Name(id=name)]) if line.value is value:
                return name
    return ""


def _is_set_again(node: Function, name: str) -> bool:
    """Whether the name is given to something else as well."""
    return own_names_set(node).count(name) > 1


def _is_touched(node: Function, name: str) -> bool:
    """Whether something may set the values of a tensor of that name."""
    for each in own_nodes(node):
        match each:
            case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store()) if found == name:
                return True
            case ast.Attribute(value=ast.Name(id=found), ctx=ast.Store()) if found == name:
                return True
            case ast.AugAssign(target=ast.Name(id=found)) if found == name:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr=method)) if found == name:
                if method.endswith("_"):
                    return True
            case ast.Call(args=args, keywords=keywords):
                given = (*args, *(word.value for word in keywords))
                if any(isinstance(value, ast.Name) and value.id == name for value in given):
                    return True
    return False


def _unlike(node: Function, model: Function) -> Iterator[Slip]:
    """Habits that the course's own function has no part of."""
    known = attributes_in(model) | {each.arg for each in ast.walk(model) if isinstance(each, ast.keyword)}
    for each in own_nodes(node):
        match each:
            case ast.BinOp(op=ast.Add(), right=ast.Constant(value=float(value))) if 0 < value <= TINY:
                yield Slip(translate(ADDED, number=f"{value:g}"), False)
            case ast.Call() if (
                called_name(each) in ("manual_seed", "seed", "manual_seed_all") and called_name(each) not in known
            ):
                yield Slip(translate(SEEDED, code=quoted(each)), False)
            case ast.Call(func=ast.Name(id="str" | "repr"), args=[ast.Attribute(attr="grad_fn")]) if (
                "__name__" in known and not attributes_in(node) & CUTTING
            ):
                yield Slip(translate(NODE_TEXT, code=quoted(each)), False)
            case ast.Call(args=[_, *_, ast.Constant(value=True)]) if called_name(each) in MAKERS:
                yield Slip(translate(TRUE_AS_SIZE, code=quoted(each)), False)
            case ast.Call(keywords=keywords) if called_name(each) in ("tensor", "Variable"):
                keeps = [word for word in keywords if word.arg == "requires_grad"]
                is_made_of = each.args and not isinstance(each.args[0], ast.List | ast.Constant)
                if keeps and is_made_of and not known & {"requires_grad", "requires_grad_"}:
                    yield Slip(translate(NEW_LEAF, code=quoted(each)), False)


def _gathers_outside(node: Function) -> Iterator[Slip]:
    """A list of the file's, or one made in the first line, into which each call puts more."""
    own = set(own_names_set(node))
    for each in own_nodes(node):
        match each:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method))) if method in GROWS:
                is_default = name in _list_defaults(node)
                if name not in own and (is_default or name not in parameters(node)):
                    told = OUTSIDE_DEFAULT if is_default else OUTSIDE
                    yield Slip(translate(told, name=name), is_default)
                    return


def _list_defaults(node: Function) -> set[str]:
    count = len(node.args.defaults)
    pairs = zip(node.args.args[len(node.args.args) - count :], node.args.defaults, strict=True)
    return {argument.arg for argument, value in pairs if isinstance(value, ast.List)}
