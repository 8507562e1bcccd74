"""What the course's own function does, and the student's never does: arguments, shared names, kinds of work."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.formulas import formulas
from grader.slips.slices import picked
from grader.slips.syntax import (
    Function,
    Slip,
    is_written,
    known_calls,
    names_in,
    names_set,
    own_nodes,
    owner_of,
    parameters,
    random_calls,
)
from grader.slips.timing import timed
from grader.slips.work import kinds_of_work
from grader.words import mark, translate

# Wrong sizes, each with the right one.
Sizes = tuple[tuple[int, int], ...]
UNUSED = mark("The argument `{name}` is never used.")
SET_ANEW = mark("`{name}` is set anew inside the function: what was passed counts for nothing.")
OTHER_ORDER = mark("Your arguments come in another order: {names} is asked for.")
NO_PART = mark("`{name}` takes no part in your function.")
UNCHANGED = mark("`{name}` is changed nowhere in your function.")
DRAWS = mark("`{name}` draws random numbers, and nothing random is asked for.")
FIXED_SIZE = mark("The number {size} stands in your code: must this size not follow from what is passed?")
REPLACED = mark("`{name} = …` gives the name to another tensor: the one that the module holds stays as it was.")
# What changes a parameter without its name beside the change.
STEPPERS = frozenset(("step", "SGD", "setattr", "exec"))


def other_order(node: Function, model: Function | None) -> Iterator[Slip]:
    """The right arguments in another order."""
    if model is None:
        return
    asked, given = [argument.arg for argument in model.args.args], parameters(node)
    if given != asked and sorted(given) == sorted(asked):
        yield Slip(translate(OTHER_ORDER, names=", ".join(asked)))


def omissions(
    source: str, node: Function, model: Function | None, shared: frozenset[str], sizes: Sizes, fixed: frozenset[int]
) -> Iterator[Slip]:
    """All that is left out, none of it certain: what is left out may be done in another way."""
    own = None if model is None or not is_written(model) else model
    if own is not None:
        yield from fixed_sizes(node, own, [one for one, other in sizes if other not in fixed])
        if not random_calls(own):
            yield from (Slip(translate(DRAWS, name=name), False) for name in random_calls(node)[:1])
    yield from (Slip(translate(UNUSED, name=name), False) for name in never_used(node))
    yield from (Slip(translate(SET_ANEW, name=name), False) for name in set_anew(node))
    if own is not None:
        yield from _no_part(source, own, shared)
        yield from _replaced(node, own, shared)
        yield from _unchanged(node, own, shared)
        yield from timed(node, own)
        yield from kinds_of_work(node, own, fixed)
        yield from picked(node, own)
        yield from formulas(node, own)


def never_used(node: Function) -> list[str]:
    """The arguments that nothing reads."""
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    read = {each.id for each in names if isinstance(each.ctx, ast.Load)}
    # `a += 1` reads a as well.
    read |= {owner_of(each.target) for each in ast.walk(node) if isinstance(each, ast.AugAssign)}
    return [name for name in parameters(node) if name not in read]


def set_anew(node: Function) -> list[str]:
    """The arguments that are given another value before anything reads them."""
    return [name for name in parameters(node) if _is_overwritten(node, name)]


def _is_overwritten(node: Function, name: str) -> bool:
    for each in node.body:
        if name in names_in(each):
            if not isinstance(each, ast.Assign) or name in names_in(each.value):
                return False
            parts = [part for target in each.targets for part in getattr(target, "elts", [target])]
            return any(isinstance(part, ast.Name) and part.id == name for part in parts)
    return False


def fixed_sizes(node: Function, model: Function, sizes: list[int]) -> Iterator[Slip]:
    """A wrong size that is a number in the student's text, where the course's own function has none."""
    if not parameters(model) or any(_whole(each) for each in own_nodes(model)):
        return
    written = {number for each in own_nodes(node) if (number := _whole(each))}
    for size in sizes:
        if size in written:
            yield Slip(translate(FIXED_SIZE, size=size), False)
            return


def _whole(node: ast.AST) -> int:
    """The number that a constant is, where it can be a size and is none of the very small ones."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 2 else 0


def _no_part(source: str, model: Function, shared: frozenset[str]) -> Iterator[Slip]:
    """What the course's own function asks for by name, and the student's never does."""
    # A helper may speak of it; a line such as `w: torch.Tensor` does nothing with it.
    functions = [each for each in ast.parse(source).body if not isinstance(each, ast.AnnAssign)]
    own = {name for one in functions for name in names_in(one)}
    for name in sorted((names_in(model) & shared) - own):
        yield Slip(translate(NO_PART, name=name), False)


def _unchanged(node: Function, model: Function, shared: frozenset[str]) -> Iterator[Slip]:
    """Of several shared tensors that are to change, one changes and another does not."""
    asked = changed(model) & shared or (shared if "setattr" in names_in(model) or _loops_over(model, shared) else set())
    mine = changed(node)
    calls = known_calls(node)
    if not mine or mine - shared or calls & STEPPERS:
        return
    for name in sorted(asked - mine):
        yield Slip(translate(UNCHANGED, name=name), False)


def _replaced(node: Function, model: Function, shared: frozenset[str]) -> Iterator[Slip]:
    """A shared tensor that is to stay the same one, and whose name is set."""
    for name in sorted(
        (names_set(node) & names_in(model) & shared) - names_set(model) - set(parameters(node)) - changed(node)
    ):
        yield Slip(translate(REPLACED, name=name), False)


def _loops_over(node: Function, shared: frozenset[str]) -> bool:
    """Whether a loop goes over all the shared names and changes what it goes over."""
    loops = (each for each in own_nodes(node) if isinstance(each, ast.For))
    return any(shared and shared <= names_in(each.iter) and changed(each) for each in loops)


def changed(node: ast.AST) -> set[str]:
    """The names of what is changed in place, or whose `.data` or `.grad` is set."""
    found = set()
    for each in own_nodes(node):
        match each:
            case ast.AugAssign(target=target):
                found.add(owner_of(target))
            case ast.Assign(targets=targets):
                parts = [
                    part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])
                ]
                found |= {owner_of(part) for part in parts if not isinstance(part, ast.Name)}
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method.endswith("_"):
                found.add(owner_of(owner))
    return found - {""}
