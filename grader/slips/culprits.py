"""Which piece of a student's text an exception comes from, where the line that raised is not the one to mend."""

from __future__ import annotations

import ast
import builtins
import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.slips.omissions import UNUSED, never_used
from grader.slips.syntax import Function, called_name, names_in, own_nodes, parameters, quoted
from grader.words import mark, sentences, translate

NOT_RECORDED = mark("{code} stands around it: nothing in there is recorded. Only the step belongs there.")
LEAVES = mark("{code} leaves the graph: what is made of it has no gradient.")
NO_GRADIENT = mark("{code} gives whole numbers, which have no gradient.")
PLAIN_NUMBER = mark("{code} made a plain number of it: do that at the very end.")
MADE_AFTER = mark("`{name}` is made after the loss: the loss was computed without it.")
MADE_COPY = mark("`{name}` is another tensor than the one that the loss was computed with.")
SWAPS = mark("{code} swaps rows and columns: leave them as they are.")
RETURNS_NONE = mark("`{name}(…)` changes the list itself and gives None: call it on a line of its own.")
SET_UNDER_IF = mark("`{name}` is set only under {code}: where that is not so, it has no value. An `else` is missing.")
NEVER_CALLED = mark("`{name}` is never called.")
LACKS = mark("Your class `{name}` has no `{attribute}`: is what it holds asked for, by itself?")
OWN_CLASS = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
LEAVING = frozenset(("detach", "data", "item", "numpy", "tolist"))
WHOLE_NUMBERS = frozenset(("argmax", "argmin", "long", "int"))


@dataclass(frozen=True)
class Raised:
    """An exception's text and the line it came from, with the function and the course's own of that name."""

    source: str
    node: Function
    model: Function | None
    text: str
    line: str


Finder = Callable[[Raised], Iterator[str]]


def culprit(raised: Raised) -> str:
    """A sentence about what in the function the exception comes from; empty where nothing is seen."""
    for pattern, finder in FINDERS:
        if re.search(pattern, raised.text):
            told = next(finder(raised), "")
            if told:
                return told
    return ""


def near_name(node: Function, name: str) -> str:
    """A name of the function's own that was probably meant; an argument that is never used first of all."""
    if unused := next((translate(UNUSED, name=each) for each in never_used(node)), ""):
        return sentences(unused, translate("Is it meant?"))
    known = {each.id for each in own_nodes(node) if isinstance(each, ast.Name) and each.id != name}
    near = difflib.get_close_matches(name, [*known, *parameters(node)], 1, 0.75)
    return translate("`{near}` is meant?", near=near[0]) if near else ""


def _unrecorded(raised: Raised) -> Iterator[str]:
    """What keeps a result out of the graph."""
    for each in own_nodes(raised.node):
        if isinstance(each, ast.With):
            for item in each.items:
                code = quoted(item.context_expr)
                # A step alone may stand there: the loss must have been computed inside.
                is_computed = any(isinstance(line, ast.Assign) for line in each.body)
                if re.search(r"no_grad|inference_mode|set_grad_enabled\(False", code) and is_computed:
                    yield translate(NOT_RECORDED, code=code)
    for each in raised.node.decorator_list:
        if re.search(r"no_grad|inference_mode", code := quoted(each)):
            yield translate(NOT_RECORDED, code=code)
    for line in own_nodes(raised.node):
        if not isinstance(line, ast.Assign | ast.Return) or "requires_grad" in ast.unparse(line):
            continue
        for each in own_nodes(line):
            if isinstance(each, ast.Attribute) and each.attr in LEAVING:
                yield translate(LEAVES, code=_spoken(each))
            if isinstance(each, ast.Attribute) and each.attr in WHOLE_NUMBERS:
                yield translate(NO_GRADIENT, code=_spoken(each))


def _no_prediction(raised: Raised) -> Iterator[str]:
    """What the course's own function calls to make a prediction, and the student's neither calls nor writes out."""
    model, written = raised.model, ast.unparse(raised.node)
    if model is None or re.search(r"[@*]|matmul|\b(mm|mv|dot|mul|einsum|linear|addmm|addmv)\(", written):
        return
    mine = names_in(raised.node)
    calls = [each.func for each in own_nodes(raised.node) if isinstance(each, ast.Call)]
    # A helper of the student's may do it.
    if {each.id for each in calls if isinstance(each, ast.Name)} - names_in(model) - set(dir(builtins)):
        return
    for each in own_nodes(model):
        # What is handed over to a function of the unit's own is made of parameters.
        match each:
            case ast.Call(func=ast.Name(id=outer), args=args) if outer in mine:
                for part in args:
                    match part:
                        case ast.Call(func=ast.Name(id=name)) if name not in mine:
                            yield translate(NEVER_CALLED, name=name)


def _spoken(method: ast.Attribute) -> str:
    """A method with the brackets of its call."""
    return quoted(method) if method.attr == "data" else quoted(method)[:-1] + "()`"


def _numbers(raised: Raised) -> Iterator[str]:
    """Where a tensor became a plain number."""
    for each in own_nodes(raised.node):
        is_item = isinstance(each, ast.Call) and called_name(each) in ("item", "float") and "float(" not in raised.line
        if is_item and not isinstance(each, ast.Return):
            yield translate(PLAIN_NUMBER, code=quoted(each))


def _not_in_the_graph(raised: Raised) -> Iterator[str]:
    """A tensor whose gradient is asked for, which is made after what is derived or is a copy."""
    asked = [each for each in own_nodes(raised.node) if isinstance(each, ast.Call) and called_name(each) == "grad"]
    for call in asked:
        if len(call.args) < 2:
            continue
        lines = {name: each.lineno for each in own_nodes(raised.node) if isinstance(each, ast.Assign)
                 for target in each.targets for name in names_in(target)}  # fmt: skip
        derived = max((lines.get(name, 0) for name in names_in(call.args[0])), default=0)
        for name in sorted(names_in(call.args[1])):
            if name in lines:
                yield translate(MADE_AFTER if lines[name] > derived else MADE_COPY, name=name)


def _swapped(raised: Raised) -> Iterator[str]:
    """A transposition that the course's own function does without."""
    model = raised.model
    if model is None or re.search(r"\.T\b|\.t\(|transpose|permute", ast.unparse(model)):
        return
    for each in own_nodes(raised.node):
        is_method = isinstance(each, ast.Call) and called_name(each) in ("t", "transpose", "permute")
        if is_method or (isinstance(each, ast.Attribute) and each.attr in ("T", "mT")):
            yield translate(SWAPS, code=quoted(each))


def _none_of_a_method(raised: Raised) -> Iterator[str]:
    """`x = x.append(…)`."""
    for each in own_nodes(raised.node):
        match each:
            case ast.Assign(value=ast.Call(func=ast.Attribute(attr=name) as function)):
                if name in ("append", "extend", "sort", "insert", "reverse"):
                    yield translate(RETURNS_NONE, name=quoted(function)[1:-1])


def _class_of_ones_own(raised: Raised) -> Iterator[str]:
    """A class of the student's that lacks what the case asks of it."""
    found = OWN_CLASS.search(raised.text)
    classes = [each for each in ast.parse(raised.source).body if isinstance(each, ast.ClassDef)]
    for each in classes:
        if found and each.name == found[1]:
            yield translate(LACKS, name=found[1], attribute=found[2])


def _set_under_if(raised: Raised) -> Iterator[str]:
    """A name that is set in one branch alone."""
    found = re.search(r"local variable '(\w+)'", raised.text)
    name = found[1] if found else ""
    for each in own_nodes(raised.node):
        if isinstance(each, ast.If) and not each.orelse:
            inside = sum(_stores(line, name) for line in each.body)
            if inside and inside == _stores(raised.node, name):
                yield translate(SET_UNDER_IF, name=name, code=f"`if {ast.unparse(each.test)[:60]}:`")


def _stores(node: ast.AST, name: str) -> int:
    """How often a name is set in a piece of code."""
    names = (each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    return sum(each.id == name for each in names)


FINDERS: tuple[tuple[str, Finder], ...] = (
    (r"does not require grad and does not have a grad_fn|requires_grad=True|does not require", _unrecorded),
    (r"does not require grad and does not have a grad_fn", _no_prediction),
    (r"'float' object (has no attribute '(?!item|data)|is not (iterable|subscriptable))", _numbers),
    (r"not have been used in the graph", _not_in_the_graph),
    (r"shapes cannot be multiplied|size mismatch|must match the size|is out of bounds|expected size", _swapped),
    (r"'NoneType' object", _none_of_a_method),
    (r"cannot access local variable|referenced before assignment", _set_under_if),
    (r"' object has no attribute '", _class_of_ones_own),
)
