"""The usual slips, as a table: what may stand in the place of a node of a right answer.

An operator looks at one node and yields what the node could have been by mistake: another node, or text.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.proof.scope import Scope, name_of

Replacements = Iterator[ast.AST | str]


@dataclass(frozen=True)
class Operator:
    """A kind of slip."""

    name: str
    make: Callable[[ast.AST, Scope], Replacements]
    # On a CPU alone, it makes no difference.
    needs_accelerator: bool = False


ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
BOUNDARIES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SIDED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
FRACTION_SLIP = 1.01


def arithmetic(node: ast.AST, scope: Scope) -> Replacements:
    """Another sign of calculation."""
    del scope
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC and not _is_text(left):
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(op)](), value)


def swapped_operands(node: ast.AST, scope: Scope) -> Replacements:
    """The two sides of a calculation the wrong way round."""
    del scope
    match node:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, SIDED) and not _is_text(left):
            yield ast.BinOp(right, op, left)


def boundary(node: ast.AST, scope: Scope) -> Replacements:
    """A limit included or not."""
    del scope
    yield from _compared(node, BOUNDARIES)


def comparison(node: ast.AST, scope: Scope) -> Replacements:
    """The opposite comparison."""
    del scope
    yield from _compared(node, COMPARISONS)


def _compared(node: ast.AST, table: dict[type[ast.cmpop], type[ast.cmpop]]) -> Replacements:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in table:
                ops = [*node.ops[:place], table[type(op)](), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)


def condition(node: ast.AST, scope: Scope) -> Replacements:
    """A condition that always holds, or never."""
    parent = scope.parents.get(node)
    match parent:
        case ast.If(test=test) | ast.IfExp(test=test) if test is node:
            yield from (ast.Constant(True), ast.Constant(False))
        case ast.While(test=test) if test is node:
            yield ast.Constant(False)
        case ast.comprehension(ifs=tests) if node in tests:
            yield from (ast.Constant(True), ast.Constant(False))


def logic(node: ast.AST, scope: Scope) -> Replacements:
    """`and` for `or`, and a forgotten `not`."""
    del scope
    match node:
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand


def off_by_one(node: ast.AST, scope: Scope) -> Replacements:
    """One more or one less: of a whole number, of an end of a slice, of how often a loop runs."""
    match node:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.expr() if _counts(node, scope) and not isinstance(node, ast.Constant | ast.UnaryOp):
            yield from (ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub()))


def _counts(node: ast.AST, scope: Scope) -> bool:
    """Whether an expression says where a slice ends or how far a range goes."""
    match scope.parents.get(node):
        case ast.Slice():
            return True
        case ast.Call(func=ast.Name(id="range"), args=arguments):
            return node in arguments
        case ast.Subscript(slice=inner):
            return node is inner and isinstance(node, ast.Name)
    return False


def number(node: ast.AST, scope: Scope) -> Replacements:
    """A fraction mistyped by a hundredth, a truth turned over."""
    del scope
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=float(value)):
            yield ast.Constant(value * FRACTION_SLIP if value else 1.0)


def text(node: ast.AST, scope: Scope) -> Replacements:
    """A word mistyped."""
    del scope
    match node:
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"{value}x")


def sign(node: ast.AST, scope: Scope) -> Replacements:
    """The result with the other sign."""
    returned = returned_value(node, scope)
    if returned is not None and (scope.gives_a_tensor or scope.gives in ("float", "int")):
        yield ast.UnaryOp(ast.USub(), returned)


def swapped_arguments(node: ast.AST, scope: Scope) -> Replacements:
    """Two neighbours the wrong way round: arguments, indices, parts of a pair."""
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            yield from (ast.Call(function, swapped, keywords) for swapped in _swaps(arguments))
        case ast.Tuple(elts=parts, ctx=ast.Load()) if isinstance(
            scope.parents.get(node), ast.Subscript | ast.Return | ast.Assign
        ):
            yield from (ast.Tuple(swapped, ast.Load()) for swapped in _swaps(parts))


def _swaps(parts: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for place in range(len(parts) - 1):
        one, other = parts[place], parts[place + 1]
        if ast.dump(one) != ast.dump(other) and not isinstance(one, ast.Starred):
            yield [*parts[:place], other, one, *parts[place + 2 :]]


def call_left_out(node: ast.AST, scope: Scope) -> Replacements:
    """What is called for its result is not called: its object or its argument is taken as it is."""
    if isinstance(scope.parents.get(node), ast.Expr):
        # Nobody asks for its result: that is the whole line left out.
        return
    match node:
        case ast.Call(func=ast.Attribute(value=value)) if not scope.is_root_a_module(value):
            yield value
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.Starred) and name_of(node.func) != "range":
            yield first


def keyword_left_out(node: ast.AST, scope: Scope) -> Replacements:
    """An argument given by name is forgotten."""
    del scope
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            for place in range(len(keywords)):
                yield ast.Call(function, arguments, [*keywords[:place], *keywords[place + 1 :]])


def statement_left_out(node: ast.AST, scope: Scope) -> Replacements:
    """A line, or a block, is forgotten; what a `with` holds stays."""
    del scope
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass | ast.FunctionDef):
        yield ast.Pass()
    if isinstance(node, ast.With):
        yield "\n".join(map(ast.unparse, node.body))


def loop_ends_early(node: ast.AST, scope: Scope) -> Replacements:
    """A loop that is left after its first round: the `return` stands too far to the right."""
    del scope
    match node:
        case ast.For(target=target, iter=items, body=body):
            yield ast.For(target, items, [*body, ast.Break()], [])


def returned_value(node: ast.AST, scope: Scope) -> ast.expr | None:
    """The node itself, if it is what the function gives."""
    parent = scope.parents.get(node)
    return node if isinstance(parent, ast.Return) and isinstance(node, ast.expr) else None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


OPERATORS = (
    Operator("arithmetic", arithmetic),
    Operator("swapped operands", swapped_operands),
    Operator("boundary", boundary),
    Operator("comparison", comparison),
    Operator("condition", condition),
    Operator("logic", logic),
    Operator("off by one", off_by_one),
    Operator("number", number),
    Operator("text", text),
    Operator("sign", sign),
    Operator("swapped arguments", swapped_arguments),
    Operator("call left out", call_left_out),
    Operator("keyword left out", keyword_left_out),
    Operator("statement left out", statement_left_out),
    Operator("loop ends early", loop_ends_early),
)
