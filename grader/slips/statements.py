"""Single statements that do not do what they look like."""

from __future__ import annotations

import ast
import difflib
import itertools
import re
from collections.abc import Iterator

from grader.slips.gradients import wrong_grads
from grader.slips.syntax import Function, Slip, called_name, has_list, is_nested_entry, is_timed, own_nodes, quoted
from grader.words import mark, translate

# Methods that give a new object and leave the one they are called on as it was.
GIVES_NEW = frozenset((
    "to", "cuda", "cpu", "float", "double", "half", "long", "int", "type", "resize", "convert", "view", "reshape",
    "squeeze", "unsqueeze", "t", "transpose", "permute", "flatten", "detach", "clone", "contiguous", "numpy", "add",
    "sub", "mul", "div", "matmul", "mm", "pow", "sum", "mean", "multiply", "subtract", "divide", "true_divide",
    "__add__", "__sub__", "__mul__", "__truediv__", "__matmul__",
))  # fmt: skip
# A module's methods of the same name change the module itself.
MODULES = ("model", "net", "layer", "self")
OF_MODULES = frozenset(("to", "cuda", "cpu", "float", "double", "half", "type"))
# What is a method everywhere, so that its bare name is true whatever it would answer.
QUESTIONS = frozenset((
    "is_available", "exists", "is_file", "is_dir", "isfile", "isdir", "endswith", "startswith", "isdigit",
    "is_contiguous", "is_floating_point", "is_complex", "any", "all", "numel", "dim", "item",
))  # fmt: skip
COPIES = frozenset((
    "clone", "astype", "copy", "deepcopy", "tensor", "array", "contiguous", "ascontiguousarray", "index_select",
    "tolist", "stack", "cat", "Tensor", "FloatTensor", "take", "gather", "masked_select", "list",
))  # fmt: skip
SETTABLE = ("requires_grad", "grad", "data")
NEGATED = re.compile(r"[\w\])]\s*=([-+])\s+[\w(]")
CHANGED_AWAY = mark("{code} changes a new object, which is thrown away.")
THROWN_AWAY = mark("{code} gives a new object, which is thrown away; what it was made of stays as it was.")
SAME_ROW = mark("{code} holds one and the same row several times: a change of one shows in all.")
ALWAYS_TRUE = mark("{code} is only named, and so counts as true: a call needs `()` after it.")
NO_ATTRIBUTE = mark("{code} sets an attribute that a tensor does not have, which does nothing: `{near}` is meant?")
MAKES_A_COPY = mark("{code} makes a copy.")
TAKEN_APART = mark("`{call}` gives {names}, in this order.")
DECIMAL_COMMA = mark("`{code}` are two numbers: a fraction is written with a point.")
SHOWN_ONLY = mark("{code} gives None, and that is what goes on: `print` on a line of its own.")
NEVER_RUN = mark("What stands after `return` never runs: {code}.")
ONE_COMMA = mark("The comma after {code} makes a tuple of one of it: leave it out.")


def statements(source: str, node: Function, model: Function | None) -> Iterator[Slip]:
    """All that is noticed, what explains most first."""
    yield from _without_effect(node)
    yield from _odd_assignments(source, node)
    yield from _named_questions(node)
    yield from _printed_values(node)
    yield from _stray_commas(node)
    yield from wrong_grads(node)
    yield from _other_order(node, model)
    yield from _never_run(node)
    yield from _decimal_commas(node)


def _without_effect(node: Function) -> Iterator[Slip]:
    for each in own_nodes(node):
        if not isinstance(each, ast.Expr):
            continue
        code = quoted(each.value)
        if isinstance(each.value, ast.BinOp | ast.Call) and is_timed(node):
            continue
        match each.value:
            case ast.Attribute():
                yield Slip(
                    translate("{code} is only named, which does nothing: a call needs `()` after it.", code=code)
                )
            case ast.Compare():
                yield Slip(translate("{code} compares and changes nothing: one `=` sets a value.", code=code))
            # Square brackets after a method are meant to call it, which the error says.
            case ast.BinOp() | ast.Subscript(value=ast.Name()):
                yield Slip(translate("The result of {code} is thrown away: it changes nothing.", code=code))
            case ast.Call(func=ast.Attribute(value=owner, attr=name), keywords=keywords):
                is_model = name in OF_MODULES and any(word in ast.unparse(owner) for word in MODULES)
                if (
                    name.endswith("_")
                    and isinstance(owner, ast.Call)
                    and called_name(owner) in GIVES_NEW - {"detach", "view"}
                ):
                    yield Slip(translate(CHANGED_AWAY, code=code))
                if name in GIVES_NEW and not is_model and not any(word.arg == "out" for word in keywords):
                    yield Slip(translate(THROWN_AWAY, code=code))


def _odd_assignments(source: str, node: Function) -> Iterator[Slip]:
    found = NEGATED.search(ast.get_source_segment(source, node) or "")
    if found and found[1] == "-":
        yield Slip(translate("`=-` sets a name to the negative of what follows: `-=` subtracts."))
    elif found:
        yield Slip(translate("`=+` sets a name to what follows: `+=` adds."))
    for each in own_nodes(node):
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store) and each.attr not in SETTABLE:
            near = difflib.get_close_matches(each.attr, SETTABLE, 1, 0.75)
            if near and quoted(each.value) != "`self`":
                yield Slip(translate(NO_ATTRIBUTE, code=quoted(each), near=near[0]))
    if not any(is_nested_entry(each) for each in own_nodes(node)):
        return
    for each in own_nodes(node):
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Mult) and isinstance(each.left, ast.List):
            inner = each.left.elts
            if len(inner) == 1 and isinstance(inner[0], ast.List | ast.ListComp | ast.BinOp) and has_list(inner[0]):
                yield Slip(translate(SAME_ROW, code=quoted(each)))


def _named_questions(node: Function) -> Iterator[Slip]:
    """A method in a condition, or `is_available` anywhere, without its brackets."""
    called = {id(each.func) for each in own_nodes(node) if isinstance(each, ast.Call)}
    tests = [each.test for each in own_nodes(node) if isinstance(each, ast.If | ast.IfExp | ast.While)]
    asked = {id(part) for test in tests for part in _parts(test)}
    for each in own_nodes(node):
        is_bare = isinstance(each, ast.Attribute) and each.attr in QUESTIONS and id(each) not in called
        if is_bare and (id(each) in asked or quoted(each).endswith(".is_available`")):
            yield Slip(translate(ALWAYS_TRUE, code=quoted(each)))


def _printed_values(node: Function) -> Iterator[Slip]:
    """`losses.append(print(loss))` and `y = print(x)`."""
    for each in own_nodes(node):
        values = each.args if isinstance(each, ast.Call) else [each.value] if isinstance(each, ast.Assign) else []
        for value in values:
            if isinstance(value, ast.Call) and quoted(value.func) == "`print`":
                yield Slip(translate(SHOWN_ONLY, code=quoted(value)))


def _parts(test: ast.expr) -> Iterator[ast.expr]:
    """What is asked in a condition, each part of `and`, `or` and `not` for itself."""
    match test:
        case ast.BoolOp(values=values):
            for each in values:
                yield from _parts(each)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _parts(operand)
        case _:
            yield test


def _stray_commas(node: Function) -> Iterator[Slip]:
    for each in own_nodes(node):
        match each:
            case (
                ast.Return(value=ast.Tuple(elts=[one])) | ast.Assign(targets=[ast.Name()], value=ast.Tuple(elts=[one]))
            ) if not isinstance(one, ast.Starred):
                yield Slip(translate(ONE_COMMA, code=quoted(one)), isinstance(each, ast.Return))


def _other_order(node: Function, model: Function | None) -> Iterator[Slip]:
    """A pair that is taken apart in another order than in the course's own function."""
    if model is None:
        return
    asked = dict(_taken_apart(model))
    for called, names in _taken_apart(node):
        right = asked.get(called, names)
        if names != right and sorted(names) == sorted(right):
            yield Slip(translate(TAKEN_APART, call=called, names=", ".join(right)))


def _taken_apart(node: Function) -> Iterator[tuple[str, list[str]]]:
    """What a call gives, by the names that its parts get."""
    for each in own_nodes(node):
        match each:
            case ast.Assign(targets=[ast.Tuple(elts=parts)], value=ast.Call() as call):
                yield called_name(call), [quoted(part)[1:-1] for part in parts]


def _decimal_commas(node: Function) -> Iterator[Slip]:
    """Two whole numbers side by side in a list of fractions: `5,5` for `5.5`."""
    for each in own_nodes(node):
        values = (
            [part.value for part in each.elts if isinstance(part, ast.Constant)] if isinstance(each, ast.List) else []
        )
        kinds = [type(value) for value in values]
        if len(kinds) > 4 and kinds.count(int) == 2 and kinds.count(float) == len(kinds) - 2:
            place = kinds.index(int)
            if kinds[place + 1 : place + 2] == [int]:
                code = ", ".join(str(value) for value in values[place : place + 2])
                yield Slip(translate(DECIMAL_COMMA, code=code), False)


def _never_run(node: Function) -> Iterator[Slip]:
    for each in (node, *own_nodes(node)):
        body = getattr(each, "body", None)
        if not isinstance(body, list):
            continue
        for line, following in itertools.pairwise(body):
            if isinstance(line, ast.Return):
                # Two answers one after the other are an old one that was left: the first may be right.
                yield Slip(translate(NEVER_RUN, code=quoted(following)), not isinstance(following, ast.Return))


def copies(node: Function) -> Iterator[Slip]:
    """What makes a copy where a case has found one."""
    for each in own_nodes(node):
        if isinstance(each, ast.Call) and called_name(each) in COPIES:
            yield Slip(translate(MAKES_A_COPY, code=quoted(each)))
