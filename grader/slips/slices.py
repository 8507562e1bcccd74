"""Places that are picked, beside how the course's own function picks them: ranges, their ends, and single places."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import Function, Slip, called_name, own_names_set, own_nodes, parameters, quoted, returned
from grader.words import mark, translate

BACKWARDS = mark("`{code}` begins where it should end: `{right}`.")
A_DIFFERENCE = mark("`{code}` is a difference: a range is written with a colon, `{right}`.")
OTHER_SIDE = mark("`{code}` has the colon on the wrong side: `{right}`.")
RANGE_FOR_ONE = mark("`{code}` is a range, and keeps a dimension: without the colon it picks one.")
ONE_COLON = mark("`{code}` is a range: two places are separated by a comma.")
STARTS_AT_ONE = mark("`{code}` leaves out the first one: counting starts at 0.")
FIRST_ALONE = mark("{code} is the first entry alone.")
A_PART = mark("{code} is only a part, cut off at a number of yours.")
CLOSED_LATE = mark("{code}: the bracket closes too late, and the length is that of `{name}` itself.")
OTHER_ARGUMENT = mark("`{name}` is given back: what is asked for is `{other}`.")
DIMENSION_FIRST = mark("{code}: `select` takes the dimension first, and then the place.")
Ends = tuple[str, str]


def picked(node: Function, model: Function) -> Iterator[Slip]:
    """What is picked otherwise than in the course's own function."""
    ranges = {_ends(each) for each in ast.walk(model) if isinstance(each, ast.Slice)}
    for each in own_nodes(node):
        match each:
            case ast.Slice():
                yield from _range(_ends(each), ranges, _places(model))
            case ast.BinOp(op=ast.Sub(), left=ast.Name(id=low), right=ast.Name(id=high)) if (low, high) in ranges:
                if id(each) in _in_brackets(node):
                    yield Slip(translate(A_DIFFERENCE, code=f"{low} - {high}", right=f"{low}:{high}"))
            case ast.Call(args=[ast.BinOp(op=ast.Sub(), left=ast.Name(id=name))]) if called_name(each) == "len":
                yield Slip(translate(CLOSED_LATE, code=quoted(each), name=name), False)
            case ast.Call(args=[ast.Name(), ast.Constant()]) if called_name(each) == "select":
                yield Slip(translate(DIMENSION_FIRST, code=quoted(each)), False)
    yield from _parts(node, model)
    yield from _other_argument(node, model)


def _ends(part: ast.Slice) -> Ends:
    """Where a range begins and ends, empty where it does not say."""
    return ast.unparse(part.lower) if part.lower else "", ast.unparse(part.upper) if part.upper else ""


def _range(mine: Ends, ranges: set[Ends], places: set[str]) -> Iterator[Slip]:
    low, high = mine
    code, right = f"{low}:{high}", f"{high}:{low}"
    if (high, low) in ranges and mine not in ranges:
        is_whole = bool(low and high)
        yield Slip(translate(BACKWARDS if is_whole else OTHER_SIDE, code=code, right=right), is_whole)
    elif low == "1" and ranges & {
        (first, end) for first in ("", "0") for end in (high, high.removesuffix(" + 1")) if end
    }:
        yield Slip(translate(STARTS_AT_ONE, code=code), False)
    elif low in places and high in places and low != high:
        yield Slip(translate(ONE_COLON, code=code), False)
    elif (low in places and not high) or (high in places and not low):
        yield Slip(translate(RANGE_FOR_ONE, code=code), False)


def _places(model: Function) -> set[str]:
    """The names that stand in square brackets by themselves."""
    found = set()
    for each in ast.walk(model):
        if isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Load):
            parts = getattr(each.slice, "elts", [each.slice])
            found |= {part.id for part in parts if isinstance(part, ast.Name)} & set(parameters(model))
    return found


def _in_brackets(node: Function) -> set[int]:
    """What stands in square brackets by itself."""
    brackets = [each.slice for each in own_nodes(node) if isinstance(each, ast.Subscript)]
    return {id(part) for each in brackets for part in getattr(each, "elts", [each])}


def _parts(node: Function, model: Function) -> Iterator[Slip]:
    """A tensor of which only the first entry or the first few are taken, where the course's own takes all."""
    # Annotations have square brackets, too.
    if any(isinstance(each, ast.Subscript) for line in model.body for each in ast.walk(line)):
        return
    tensors = {each.arg for each in model.args.args if isinstance(each.annotation, ast.Attribute)}
    held = {id(each.value) for each in own_nodes(node) if isinstance(each, ast.Attribute)}
    held |= {id(part) for each in own_nodes(node) if isinstance(each, ast.Call) for part in each.args}
    for each in own_nodes(node):
        match each:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=0), ctx=ast.Load()):
                # `x[0].shape` and `len(x[0])` only look at it.
                if name in tensors and id(each) not in held:
                    yield Slip(translate(FIRST_ALONE, code=quoted(each)), False)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Slice(upper=ast.Constant(value=int()), step=None)):
                if name in tensors or name not in parameters(node):
                    yield Slip(translate(A_PART, code=quoted(each)), False)


def _other_argument(node: Function, model: Function) -> Iterator[Slip]:
    """An argument that is given back, where the course's own function changes another one and gives that."""
    asked = parameters(model)
    for value in returned(model):
        match value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=right), attr=name)) if name.endswith("_"):
                given = {each.id for each in returned(node) if isinstance(each, ast.Name)} & set(asked) - {right}
                if parameters(node) == asked:
                    told = (each for each in sorted(given) if each not in own_names_set(node))
                    yield from (Slip(translate(OTHER_ARGUMENT, name=each, other=right), False) for each in told)
