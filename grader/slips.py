"""What can be read in a student's function itself: slips that are true of the text, whatever its answers are.

They are told only for a case that failed. A certain slip explains it better than anything seen from outside; any
other one is told where nothing else is known.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.words import mark, sentences, translate

# Methods that give a new object and leave the one they are called on as it was.
GIVES_NEW = frozenset(
    (
        "to",
        "cuda",
        "cpu",
        "float",
        "double",
        "half",
        "long",
        "int",
        "type",
        "resize",
        "convert",
        "view",
        "reshape",
        "squeeze",
        "unsqueeze",
        "t",
        "transpose",
        "permute",
        "flatten",
        "detach",
        "clone",
        "contiguous",
        "numpy",
        "add",
        "sub",
        "mul",
        "div",
        "matmul",
        "mm",
        "pow",
        "sum",
        "mean",
    )
)
# A module's methods of the same name change the module itself.
MODULES = ("model", "net", "layer", "self")
OF_MODULES = frozenset(("to", "cuda", "cpu", "float", "double", "half", "type"))
NEGATED = re.compile(r"[\w\])]\s*=(-)\s+[\w(]")
RANDOM = frozenset(("rand", "randn", "randint", "random", "normal", "uniform_", "normal_", "rand_like", "randn_like"))
THROWN_AWAY = mark("{code} gives a new object, which is thrown away; what it was made of stays as it was.")
SAME_ROW = mark("{code} holds one and the same row several times: a change of one shows in all.")
NOT_EVERY_WAY = mark("Not every way through the function ends with `return`, and None came: is one inside an `if`?")
EARLY_RETURN = mark("`return` stands inside the loop and ends it in the first round: move it out of it.")
REBOUND = mark("`{name} = …` only gives the name to something new: what the loop goes over stays as it was.")
EMPTIED = mark("`{name} = []` stands inside the loop, and empties the list in every round.")
UNUSED = mark("The argument `{name}` is never used.")
SET_ANEW = mark("`{name}` is set anew inside the function: what was passed counts for nothing.")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Slip:
    """One sentence; a certain one needs no other explanation beside it."""

    text: str
    is_certain: bool = True


@dataclass(frozen=True)
class Reading:
    """A student's function, and the course's own of that name where it is at hand."""

    source: str
    node: Function
    model: Function | None
    # The names that the course's file sets at its outermost level.
    shared: frozenset[str] = frozenset()

    def slips(self, gave_none: bool) -> list[Slip]:
        """What is noticed, the likeliest cause first."""
        found = list(self._no_return()) if gave_none and not self._gives_something() else []
        found += [*self._without_effect(), *self._odd_assignments(), *self._arguments()]
        if gave_none and not found and self._gives_something():
            found += self._returns_none()
        if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own_nodes(self.node)):
            found.append(Slip(translate("`yield` makes a generator of the function: write `return`.")))
        return [*found, *self._in_loops(), *self._random(), *self._unused(), *self._unasked()]

    def near_name(self, name: str) -> str:
        """A name of the function's own that was probably meant; an argument that is never used first of all."""
        if unused := next((translate(UNUSED, name=each) for each in self._never_used()), ""):
            return sentences(unused, translate("Is it meant?"))
        known = {each.id for each in own_nodes(self.node) if isinstance(each, ast.Name) and each.id != name}
        near = difflib.get_close_matches(name, [*known, *self._parameters()], 1, 0.75)
        return translate("`{near}` is meant?", near=near[0]) if near else ""

    def _without_effect(self) -> Iterator[Slip]:
        for each in own_nodes(self.node):
            if not isinstance(each, ast.Expr):
                continue
            code = quoted(each.value)
            match each.value:
                case ast.Attribute():
                    yield Slip(
                        translate("{code} is only named, which does nothing: a call needs `()` after it.", code=code)
                    )
                case ast.Compare():
                    yield Slip(translate("{code} compares and changes nothing: one `=` sets a value.", code=code))
                case ast.BinOp() | ast.Subscript():
                    yield Slip(translate("The result of {code} is thrown away: it changes nothing.", code=code))
                case ast.Call(func=ast.Attribute(value=owner, attr=name), keywords=keywords):
                    is_model = name in OF_MODULES and any(word in ast.unparse(owner) for word in MODULES)
                    if name in GIVES_NEW and not is_model and not any(word.arg == "out" for word in keywords):
                        yield Slip(translate(THROWN_AWAY, code=code))

    def _odd_assignments(self) -> Iterator[Slip]:
        text = ast.get_source_segment(self.source, self.node) or ""
        if NEGATED.search(text):
            yield Slip(translate("`=-` sets a name to the negative of what follows: `-=` subtracts."))
        if not any(is_nested_entry(each) for each in own_nodes(self.node)):
            return
        for each in own_nodes(self.node):
            if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Mult) and isinstance(each.left, ast.List):
                inner = each.left.elts
                if len(inner) == 1 and isinstance(inner[0], ast.List | ast.ListComp | ast.BinOp) and has_list(inner[0]):
                    yield Slip(translate(SAME_ROW, code=quoted(each)))

    def _arguments(self) -> Iterator[Slip]:
        if self.model is None:
            return
        asked, given = [argument.arg for argument in self.model.args.args], self._parameters()
        if given != asked and sorted(given) == sorted(asked):
            yield Slip(translate("Your arguments come in another order: {names} is asked for.", names=", ".join(asked)))

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
                    yield Slip(
                        translate("`{name}(…)` gives None, and that is returned: return the value itself.", name=name)
                    )
                    return
        if not isinstance(self.node.body[-1], ast.Return):
            yield Slip(translate(NOT_EVERY_WAY))

    def _in_loops(self) -> Iterator[Slip]:
        for loop in own_nodes(self.node):
            if not isinstance(loop, ast.For | ast.While):
                continue
            if isinstance(loop.body[-1], ast.Return):
                yield Slip(translate(EARLY_RETURN))
            last = loop.body[-1]
            if (
                isinstance(loop, ast.For)
                and isinstance(last, ast.Assign)
                and isinstance(loop.target, ast.Name)
                and [quoted(each) for each in last.targets] == [quoted(loop.target)]
            ):
                name = loop.target.id
                yield Slip(translate(REBOUND, name=name))
            yield from self._emptied(loop)

    @staticmethod
    def _emptied(loop: ast.For | ast.While) -> Iterator[Slip]:
        grown = {
            each.func.value.id
            for each in ast.walk(loop)
            if isinstance(each, ast.Call)
            and isinstance(each.func, ast.Attribute)
            and each.func.attr == "append"
            and isinstance(each.func.value, ast.Name)
        }
        for each in loop.body:
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.List) and not each.value.elts:
                for target in each.targets:
                    if isinstance(target, ast.Name) and target.id in grown:
                        yield Slip(translate(EMPTIED, name=target.id))

    def _unused(self) -> Iterator[Slip]:
        for name in self._never_used():
            yield Slip(translate(UNUSED, name=name), False)
        for name in self._parameters():
            if self._is_overwritten(name):
                yield Slip(translate(SET_ANEW, name=name), False)

    def _never_used(self) -> list[str]:
        names = [each for each in ast.walk(self.node) if isinstance(each, ast.Name)]
        read = {each.id for each in names if isinstance(each.ctx, ast.Load)}
        return [name for name in self._parameters() if name not in read]

    def _is_overwritten(self, name: str) -> bool:
        for each in self.node.body:
            names = {inner.id for inner in ast.walk(each) if isinstance(inner, ast.Name)}
            if name in names:
                if not isinstance(each, ast.Assign) or [quoted(target) for target in each.targets] != [f"`{name}`"]:
                    return False
                return name not in {inner.id for inner in ast.walk(each.value) if isinstance(inner, ast.Name)}
        return False

    def _unasked(self) -> Iterator[Slip]:
        """What the course's own function asks for by name, and the student's never does."""
        if self.model is None:
            return
        shared = {each.id for each in ast.walk(self.model) if isinstance(each, ast.Name)} & self.shared
        # A helper may speak of it; a line such as `w: torch.Tensor` does nothing with it.
        functions = [each for each in ast.parse(self.source).body if not isinstance(each, ast.AnnAssign)]
        own = {each.id for one in functions for each in ast.walk(one) if isinstance(each, ast.Name)}
        for name in sorted(shared - own):
            yield Slip(translate("`{name}` takes no part in your function.", name=name), False)

    def _random(self) -> Iterator[Slip]:
        if self.model is None or random_calls(self.model):
            return
        for name in random_calls(self.node)[:1]:
            yield Slip(translate("`{name}` draws random numbers, and nothing random is asked for.", name=name), False)

    def _parameters(self) -> list[str]:
        return [argument.arg for argument in (*self.node.args.posonlyargs, *self.node.args.args)]


def read_function(cells: list[str], name: str, model: str = "") -> Reading | None:
    """The last function of that name in the student's cells; None where it cannot be found or read."""
    for text in reversed(cells):
        node = definition(text, name)
        if node is not None:
            return Reading(text, node, definition(model, name), annotated(model))
    return None


def definition(text: str, name: str) -> Function | None:
    """The last definition of a function at the outermost level of a source."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = [each for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name == name]
    return found[-1] if found else None


def annotated(text: str) -> frozenset[str]:
    """The names that a source declares and does not set, such as `w: torch.Tensor`: they are given to its functions."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    declared = (each.target for each in body if isinstance(each, ast.AnnAssign) and each.value is None)
    return frozenset(each.id for each in declared if isinstance(each, ast.Name))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield from own_nodes(child)


def random_calls(node: ast.AST) -> list[str]:
    """What draws random numbers in a function."""
    functions = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return [ast.unparse(each)[:40] for each in functions if isinstance(each, ast.Attribute) and each.attr in RANDOM]


def is_nested_entry(node: ast.AST) -> bool:
    """Whether an entry of a list in a list is set there, as in `rows[0][1] = 2`."""
    return isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Subscript)


def has_list(node: ast.AST) -> bool:
    """Whether a list is made there."""
    return any(isinstance(each, ast.List | ast.ListComp) for each in ast.walk(node))


def quoted(node: ast.AST) -> str:
    """A piece of the student's code, short enough for a sentence."""
    text = " ".join(ast.unparse(node).split())
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"
