"""A function as a tree, and what one asks of it; knows of no slip."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache

RANDOM = frozenset(
    (
        "rand",
        "randn",
        "randint",
        "random",
        "normal",
        "uniform",
        "uniform_",
        "normal_",
        "rand_like",
        "randn_like",
        "randperm",
        "shuffle",
    )
)
CLOCKS = frozenset(
    ("time", "clock", "perf_counter", "monotonic", "process_time", "perf_counter_ns", "time_ns", "thread_time")
)
# What makes a tensor of the sizes that it is given.
MAKERS = frozenset(("ones", "zeros", "rand", "randn", "empty"))
Function = ast.FunctionDef | ast.AsyncFunctionDef
INNER = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


@dataclass(frozen=True)
class Slip:
    """One sentence; a certain one needs no other explanation beside it."""

    text: str
    is_certain: bool = True


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


def whole_numbers(text: str) -> frozenset[int]:
    """Every whole number in a source."""
    try:
        nodes = ast.walk(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(each.value for each in nodes if isinstance(each, ast.Constant) and type(each.value) is int)


@lru_cache(maxsize=256)
def own_nodes(node: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes of a function without those of functions inside it; remembered, as it is gone over dozens of times."""
    found, waiting = list[ast.AST](), list(ast.iter_child_nodes(node))[::-1]
    while waiting:
        child = waiting.pop()
        found.append(child)
        if not isinstance(child, INNER):
            waiting += list(ast.iter_child_nodes(child))[::-1]
    return tuple(found)


def is_written(model: Function | None) -> bool:
    """Whether the course's own function is at hand, and not its stub alone, which tells only the arguments."""
    return model is not None and not any(isinstance(each, ast.Raise) for each in model.body)


def parameters(node: Function) -> list[str]:
    """The names of the arguments."""
    return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]


def names_in(node: ast.AST) -> set[str]:
    """Every name in a piece of code."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def names_set(node: ast.AST) -> set[str]:
    """Every name that a piece of code sets."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def own_names_set(node: Function) -> list[str]:
    """The names that a function itself sets, each as often as it is set; those of functions inside it left out."""
    return [each.id for each in own_nodes(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def known_calls(node: Function) -> set[str]:
    """The last parts of the names of all that is called."""
    return {called_name(each) for each in own_nodes(node) if isinstance(each, ast.Call)}


def words_in(node: ast.AST) -> set[str]:
    """Every name, attribute and method that a piece of code speaks of."""
    return attributes_in(node) | names_in(node)


def attributes_in(node: ast.AST) -> set[str]:
    """Every attribute and method that a piece of code speaks of."""
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def owner_of(node: ast.AST) -> str:
    """The name at the root of `w`, `w.data`, `w.grad[0]`; empty for anything else."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `randn` of `torch.randn(…)`."""
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def reads_clock(node: ast.AST | None) -> bool:
    """Whether a piece of code asks what time it is."""
    return isinstance(node, ast.Call) and called_name(node) in CLOCKS and not node.args


def is_timed(node: ast.AST) -> bool:
    """Whether a function measures time: then what it does is done for that alone, and its result is thrown away."""
    return any(reads_clock(each) for each in own_nodes(node))


def calls_own(node: Function) -> bool:
    """Whether it calls by a bare name, which may be a function or a class of the student's."""
    plain = {"print", "float", "int", "len", "range", "sum", "list", "tuple", "zip", "abs", "round", "isinstance"}
    return any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name | ast.Call) and called_name(each) not in plain
        for each in own_nodes(node)
    )


def returned(node: Function) -> list[ast.expr]:
    """The values that a function gives back."""
    return [each.value for each in own_nodes(node) if isinstance(each, ast.Return) and each.value is not None]


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
