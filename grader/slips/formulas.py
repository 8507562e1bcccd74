"""Formulas of a student's own, beside the course's: signs, powers, quotients, factors and options that it has not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import (
    Function,
    Slip,
    called_name,
    calls_own,
    is_timed,
    names_in,
    own_nodes,
    parameters,
    quoted,
    words_in,
)
from grader.words import mark, translate

NO_DIFFERENCE = mark("Nothing is subtracted in your function.")
SQUARES_APART = mark("{code} subtracts squares: the difference is what is to be squared.")
A_POWER = mark("{code} is a power that nothing asks for.")
A_QUOTIENT = mark("{code} divides, and nothing is to be divided.")
OPTION = mark("`{name}=…` is an option that nothing asks for.")
FIXED_FACTOR = mark("{code}: nothing asks for the number {number}.")
FRACTION_CUT = mark("{code} cuts the fraction off.")
WHOLE_DIVISION = mark("{code}: `//` tells how often a number fits, `%` what is left over.")
ONE_SOURCE = mark("Both results are made of `{name}`.")
# What computes a difference or a square where no sign shows it.
LOSSES = frozenset((
    "mse_loss", "MSELoss", "l1_loss", "L1Loss", "smooth_l1_loss", "SmoothL1Loss", "huber_loss", "HuberLoss", "dist",
    "cdist", "PairwiseDistance", "pairwise_distance", "timeit", "repeat", "Timer",
))  # fmt: skip
DIFFERENCES = frozenset(("sub", "subtract", "diff", "sub_", "isub", "add")) | LOSSES
MEANS = frozenset(("mean", "mse_loss", "MSELoss", "cross_entropy", "perf_counter"))
SQUARES = frozenset(("pow", "square", "mse_loss", "norm"))
OPTIONS = frozenset((
    "ignore_index", "weight", "label_smoothing", "momentum", "weight_decay", "nesterov", "dampening",
))  # fmt: skip


def formulas(node: Function, model: Function) -> Iterator[Slip]:
    """What the course's own formula has not, or has and the student's lacks; none of it certain."""
    yield from _signs(node, model)
    yield from _operators(node, model)
    yield from _calls(node, model)
    yield from _sources(node, model)


def _operations(node: Function) -> list[ast.BinOp | ast.AugAssign]:
    return [each for each in own_nodes(node) if isinstance(each, ast.BinOp | ast.AugAssign)]


def _has(node: Function, kind: type[ast.operator]) -> bool:
    return any(isinstance(each.op, kind) for each in _operations(node))


def _signs(node: Function, model: Function) -> Iterator[Slip]:
    """A difference that is nowhere, and one of squares."""
    places = {id(part) for each in own_nodes(model) if isinstance(each, ast.Subscript) for part in ast.walk(each)}
    is_asked = any(isinstance(each.op, ast.Sub) and id(each) not in places for each in _operations(model))
    is_asked = is_asked or bool(words_in(model) & LOSSES)
    is_of_two = len(parameters(model)) > 1 and len(parameters(model)) == len(parameters(node))
    # Only where a formula is written out can a sign be missing.
    is_written_out = bool(_operations(node)) and not _loops(node) and not words_in(node) & DIFFERENCES
    if is_asked and is_of_two and is_written_out and not _has(node, ast.Sub):
        yield Slip(translate(NO_DIFFERENCE), False)
    for each in _operations(node):
        match each:
            case ast.BinOp(op=ast.Sub(), left=left, right=right) if _is_square(left) and _is_square(right):
                yield Slip(translate(SQUARES_APART, code=quoted(each)), False)


def _loops(node: Function) -> bool:
    return any(isinstance(each, ast.For | ast.While) for each in own_nodes(node))


def _is_square(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2)):
            return True
        case ast.Call(func=ast.Attribute(attr="square")) | ast.Call(args=[ast.Constant(value=2)]):
            return called_name(node) in ("square", "pow")
    return False


def _operators(node: Function, model: Function) -> Iterator[Slip]:
    """Powers and quotients, and a factor that the course's own function has not."""
    # What is timed may be done many times, and what the course's own calls by name may be written out.
    if not _operations(model) or is_timed(model):
        return
    is_elsewhere = calls_own(model)
    powers = is_elsewhere or _has(model, ast.Pow) or bool(words_in(model) & SQUARES)
    quotients = is_elsewhere or _has(model, ast.Div) or bool(words_in(model) & MEANS)
    # In `range(steps // 50)` it may be meant: in a question it is taken for the rest.
    asked = {id(part) for each in own_nodes(node) if isinstance(each, ast.Compare) for part in ast.walk(each)}
    numbers = {each.value for each in own_nodes(model) if isinstance(each, ast.Constant)}
    for each in _operations(node):
        match each:
            case ast.BinOp(op=ast.Pow()) if not powers:
                yield Slip(translate(A_POWER, code=quoted(each)), False)
            case ast.BinOp(op=ast.FloorDiv()) if id(each) in asked and _has(model, ast.Mod) and not _has(node, ast.Mod):
                yield Slip(translate(WHOLE_DIVISION, code=quoted(each)), False)
            case ast.BinOp(op=ast.Mult() | ast.Div(), right=ast.Constant(value=int(number))):
                if number > 2 and number not in numbers and not is_elsewhere:
                    yield Slip(translate(FIXED_FACTOR, code=quoted(each), number=number), False)
            case ast.BinOp(op=ast.Div()) if not quotients:
                yield Slip(translate(A_QUOTIENT, code=quoted(each)), False)


def _calls(node: Function, model: Function) -> Iterator[Slip]:
    """Options, and a number that loses its fraction."""
    fractions = {each.arg for each in model.args.args if getattr(each.annotation, "id", "") == "float"}
    known = {each.arg for each in ast.walk(model) if isinstance(each, ast.keyword)}
    for each in own_nodes(node):
        if not isinstance(each, ast.Call):
            continue
        for word in each.keywords:
            if word.arg in OPTIONS - known:
                yield Slip(translate(OPTION, name=word.arg), False)
        match each:
            case ast.Call(func=ast.Name(id="int"), args=[ast.Name(id=name)]) if name in fractions:
                yield Slip(translate(FRACTION_CUT, code=quoted(each)), False)


def _sources(node: Function, model: Function) -> Iterator[Slip]:
    """A pair whose two parts are made of one and the same name, where the course's own has two."""
    if parameters(model):
        return
    for each in own_nodes(node):
        match each:
            case ast.Return(value=ast.Tuple(elts=[one, other])):
                names = names_in(one), names_in(other)
                is_one = len(names[0]) == 1 and names[0] == names[1] and _held(one) == _held(other)
                if is_one and quoted(one) != quoted(other):
                    yield Slip(translate(ONE_SOURCE, name=next(iter(names[0]))), False)


def _held(node: ast.AST) -> set[str]:
    """The attributes of a piece of code that are no methods: `layer.weight` and `layer.bias` are two things."""
    methods = {id(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and id(each) not in methods}
