"""Kinds of work: products, squares, gradients that are asked for and missing, and steps that nothing asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import (
    Function,
    Slip,
    attributes_in,
    called_name,
    calls_own,
    is_timed,
    known_calls,
    own_nodes,
    parameters,
    quoted,
    words_in,
)
from grader.words import mark, translate

PRODUCT_UNASKED = mark("{code} is a matrix product, and none is asked for.")
UNASKED = mark("{code} is a step that nothing asks for.")
NOWHERE = mark("`{name}` appears nowhere in your function.")
CHANGES = mark("The argument `{name}` is changed inside the loop: the next rounds go on with another one.")
ENDS_EARLY = mark("`break` ends the loop early.")
TWICE = mark("{code} stands there twice.")
SIGN_TURNED = mark("{code} turns the sign of what was passed.")
OWN_NUMBER = mark("{code}: nothing asks for the number {number}.")
NO_PRODUCT = mark("There is no matrix product in your function.")
NO_SQUARE = mark("Nothing is squared in your function.")
ASKED = ("grad", "parameters")
# They speak of gradients and read none.
SWITCHES = frozenset(("no_grad", "enable_grad", "set_grad_enabled", "requires_grad", "requires_grad_"))
FORMULA = ast.Mult | ast.Div | ast.Pow | ast.FloorDiv | ast.Add | ast.Sub
# What steps without a gradient being named, and ways of doing by hand.
STEPPERS = frozenset(("step", "backward"))
IN_PLACE = frozenset(("add_", "sub_", "mul_", "div_", "pow_", "multiply_", "subtract_", "divide_"))
BY_HAND = ast.For | ast.While | ast.Lambda | ast.ListComp | ast.GeneratorExp
PRODUCTS = frozenset((
    "matmul", "mm", "mv", "dot", "bmm", "einsum", "addmm", "addmv", "inner", "tensordot",
    "vdot", "linear",
))  # fmt: skip
SQUARES = frozenset((
    "pow", "pow_", "square", "square_", "mse_loss", "MSELoss", "norm", "var", "std", "float_power", "mul",
    "multiply", "dot",
))  # fmt: skip
# What belongs elsewhere in a network, or is put round a result out of habit.
OUT_OF_PLACE = frozenset((
    "median", "StepLR", "ExponentialLR", "LambdaLR", "clip_grad_norm_", "clip_grad_value_", "var", "std",
    "smooth_l1_loss", "l1_loss", "SmoothL1Loss", "L1Loss", "HuberLoss", "argmax", "relu", "sigmoid", "tanh", "round",
    "flip", "sort",
    "unique", "dropout", "normalize", "clamp", "abs",
))  # fmt: skip


# Methods and functions of torch that are no part of what is asked, unless the course's own function has them.
ODD = frozenset((
    "maximum", "minimum", "gradient", "cosine_similarity", "multi_margin_loss", "cumsum", "Conv1d", "Conv2d",
))  # fmt: skip
# By hand a cross entropy may be made of them, and a squared error of a norm.
ODD_BUT_IN_LOSSES = frozenset(("max", "amax", "softmax", "log", "log1p", "exp", "sqrt", "norm"))


def kinds_of_work(node: Function, model: Function, fixed: frozenset[int]) -> Iterator[Slip]:
    """A product or a square that is asked for and in no form there; in a loop both may be made by hand."""
    yield from _changed_arguments(node, model)
    yield from _twice(node)
    if not is_timed(model):
        yield from _numbers_of_ones_own(node, fixed)
    known = words_in(model)
    # A name of the course's own, such as `gradient`, is no call.
    called = attributes_in(model)
    odd = ODD - called if "cross_entropy" in known else (ODD | ODD_BUT_IN_LOSSES) - called
    odd -= {"norm"} if known & SQUARES else frozenset()
    for each in own_nodes(node):
        is_odd = isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and called_name(each) in odd
        if is_odd or (isinstance(each, ast.Call) and called_name(each) in OUT_OF_PLACE - known):
            yield Slip(translate(UNASKED, code=quoted(each)), False)
        is_product = isinstance(each, ast.BinOp | ast.AugAssign) and isinstance(each.op, ast.MatMult)
        # What the course's own function calls by name may be written out.
        is_product = is_product and not calls_own(model)
        if is_product and not _has(model, ast.MatMult, PRODUCTS) and not known & SQUARES:
            yield Slip(translate(PRODUCT_UNASKED, code=quoted(each)), False)
    yield from _missing_attributes(node, model)
    # Whoever multiplies may do either by hand.
    if any(isinstance(each, BY_HAND) for each in ast.walk(node)) or _multiplies(node) or calls_own(node):
        return
    if _has(model, ast.MatMult, PRODUCTS) and not _has(node, ast.MatMult, PRODUCTS):
        yield Slip(translate(NO_PRODUCT), False)
    if _has(model, ast.Pow, SQUARES) and not _has(node, ast.Pow, SQUARES):
        yield Slip(translate(NO_SQUARE), False)


def _missing_attributes(node: Function, model: Function) -> Iterator[Slip]:
    """What the course's own function reads, and the student's never does."""
    if known_calls(node) & STEPPERS or calls_own(node):
        return
    words = " ".join(words_in(node) - SWITCHES)
    # What gives a result may find it by hand: only what acts needs exactly these.
    acts = isinstance(model.returns, ast.Constant)
    for name in ASKED:
        if name in attributes_in(model) and name not in words and (acts or name == "parameters"):
            yield Slip(translate(NOWHERE, name=name), False)


def _changed_arguments(node: Function, model: Function) -> Iterator[Slip]:
    """An argument that changes from round to round, and a loop that ends early."""
    numbers = {each.arg for each in model.args.args if isinstance(each.annotation, ast.Name)} & set(parameters(node))
    for loop in own_nodes(node):
        if not isinstance(loop, ast.For | ast.While):
            continue
        for each in own_nodes(loop):
            for name in _set_by(each):
                # A tensor that is changed in a loop may be what is asked for; a rate is not.
                if name in numbers:
                    yield Slip(translate(CHANGES, name=name), False)
            if isinstance(each, ast.Break) and _only_loops(model):
                yield Slip(translate(ENDS_EARLY), False)


def _only_loops(model: Function) -> bool:
    """Whether it goes through a loop to its end: where it has none, a loop of the student's may need an end."""
    kinds = {type(each) for each in own_nodes(model)}
    return ast.For in kinds and ast.Break not in kinds


def _twice(node: Function) -> Iterator[Slip]:
    """A step, a backward pass or a change in place that stands there two times in one block."""
    for each in (node, *own_nodes(node)):
        block = getattr(each, "body", None)
        lines = [line for line in block if isinstance(line, ast.Expr | ast.Return)] if isinstance(block, list) else []
        calls = [line.value for line in lines if isinstance(line.value, ast.Call)]
        # What stands in the brackets of `backward()` is how, not what.
        steps = [quoted(call.func) for call in calls if called_name(call) in STEPPERS]
        for code in steps:
            if steps.count(code) > 1:
                yield Slip(translate(TWICE, code=code[:-1] + "()`"))
                return
        changes = [quoted(call) for call in calls if called_name(call) in IN_PLACE]
        yield from (Slip(translate(TWICE, code=code), False) for code in changes if changes.count(code) > 1)


def _numbers_of_ones_own(node: Function, fixed: frozenset[int]) -> Iterator[Slip]:
    """A number in a formula that the course's file has nowhere, and a sign that is turned."""
    asked = set(parameters(node))
    # In an index it counts from the end.
    places = {id(part) for each in own_nodes(node) if isinstance(each, ast.Subscript) for part in ast.walk(each.slice)}
    for each in own_nodes(node):
        match each:
            case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id=name)) if name in asked and id(each) not in places:
                yield Slip(translate(SIGN_TURNED, code=quoted(each)), False)
            case ast.BinOp(left=left, right=right, op=operator) if isinstance(operator, FORMULA):
                for part in (left, right):
                    value = part.value if isinstance(part, ast.Constant) else None
                    if type(value) in (int, float) and value not in (0, 1, 2) and value not in fixed:
                        yield Slip(translate(OWN_NUMBER, number=value, code=quoted(each)), False)


def _set_by(node: ast.AST) -> list[str]:
    """The names that one statement sets."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _has(node: Function, kind: type[ast.operator], names: frozenset[str]) -> bool:
    operators = (each.op for each in ast.walk(node) if isinstance(each, ast.BinOp | ast.AugAssign))
    return any(isinstance(each, kind) for each in operators) or bool(words_in(node) & names)


def _multiplies(node: Function) -> bool:
    operators = (each.op for each in ast.walk(node) if isinstance(each, ast.BinOp | ast.AugAssign))
    is_sign = any(isinstance(each, ast.Mult | ast.MatMult) for each in operators)
    return is_sign or bool(known_calls(node) & {"mul", "mul_", "multiply"})
