"""Slips that only somebody who writes PyTorch can make, as a table of the same kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.proof.operators import Operator, Replacements, returned_value
from grader.proof.scope import Scope, is_tensor, name_of, root_of

REDUCTIONS: dict[str, tuple[str, ...]] = {
    "sum": ("mean",),
    "mean": ("sum",),
    "prod": ("sum",),
    "std": ("var",),
    "var": ("std",),
}
OTHERS: dict[str, tuple[str, ...]] = {
    "rand": ("randn",),
    "randn": ("rand",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "empty": ("ones",),
    "eye": ("ones",),
    "stack": ("cat",),
    "cat": ("stack",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "any": ("all",),
    "all": ("any",),
    "matmul": ("mul",),
    "mm": ("mul",),
    "mul": ("matmul",),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
    "relu": ("sigmoid",),
    "sigmoid": ("tanh",),
    "mse_loss": ("l1_loss",),
    "cross_entropy": ("nll_loss",),
    "SGD": ("Adam",),
    "startswith": ("endswith",),
    "endswith": ("startswith",),
}
# Where a function of torch takes the dimension; a method takes it one place earlier.
DIMENSIONS = {
    "stack": 1,
    "cat": 1,
    "unsqueeze": 1,
    "squeeze": 1,
    "sum": 1,
    "mean": 1,
    "softmax": 1,
    "log_softmax": 1,
    "argmax": 1,
    "argmin": 1,
    "cumsum": 1,
    "flip": 1,
}
WITHOUT_DIMENSION = {"stack": 1, "cat": 1, "sum": 0, "mean": 0}
DTYPES = {
    "float32": ("float64",),
    "float64": ("float32",),
    "uint8": ("int64",),
    "int64": ("int32",),
    "long": ("int32",),
    "bool": ("uint8",),
}
IN_PLACE = {
    "add": "add_",
    "sub": "sub_",
    "mul": "mul_",
    "div": "div_",
    "pow": "pow_",
    "zero": "zero_",
    "clamp": "clamp_",
}
METHODS: dict[type[ast.operator], str] = {ast.Add: "add_", ast.Sub: "sub_", ast.Mult: "mul_", ast.Div: "div_"}
PRODUCTS: dict[type[ast.operator], type[ast.operator]] = {ast.Mult: ast.MatMult, ast.MatMult: ast.Mult}
SHARING = ("from_numpy", "as_tensor", "asarray")
COPY = ast.parse("x.clone()", mode="eval").body


def named(node: ast.AST, table: dict[str, tuple[str, ...]]) -> Replacements:
    """A function or method of another name."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments, keywords=keywords):
            for other in table.get(name, ()):
                yield ast.Call(ast.Attribute(value, other, ast.Load()), arguments, keywords)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
            for other in table.get(name, ()):
                yield ast.Call(ast.Name(other, ast.Load()), arguments, keywords)


def method(value: ast.expr, name: str, *arguments: ast.expr) -> ast.Call:
    """`value.name(arguments)`."""
    return ast.Call(ast.Attribute(value, name, ast.Load()), list(arguments), [])


def dimension(node: ast.AST, scope: Scope) -> Replacements:
    """Along another dimension."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments, keywords=keywords) if (
            name in DIMENSIONS
        ):
            place = DIMENSIONS[name] - (not scope.is_root_a_module(value))
            for index, each in enumerate(keywords):
                if each.arg == "dim" and (other := _other_dimension(each.value)):
                    yield ast.Call(
                        node.func, arguments, [*keywords[:index], ast.keyword("dim", other), *keywords[index + 1 :]]
                    )
            if len(arguments) > place and (other := _other_dimension(arguments[place])):
                yield ast.Call(node.func, [*arguments[:place], other, *arguments[place + 1 :]], keywords)
            elif len(arguments) == place and name in WITHOUT_DIMENSION and not keywords:
                yield ast.Call(node.func, [*arguments, ast.Constant(WITHOUT_DIMENSION[name])], [])


def _other_dimension(node: ast.expr) -> ast.expr | None:
    """The dimension after a written one; the first for one counted from behind."""
    match node:
        case ast.Constant(value=int(value)):
            return ast.Constant(value + 1)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
            return ast.Constant(0)
    return None


def product(node: ast.AST, scope: Scope) -> Replacements:
    """The element-wise product for the matrix product, and the other way round."""
    del scope
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in PRODUCTS:
            yield ast.BinOp(left, PRODUCTS[type(op)](), right)


def requires_grad(node: ast.AST, scope: Scope) -> Replacements:
    """`requires_grad` is forgotten."""
    del scope
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords) if any(
            each.arg == "requires_grad" for each in keywords
        ):
            yield ast.Call(function, arguments, [each for each in keywords if each.arg != "requires_grad"])
        case ast.Call(func=ast.Attribute(value=value, attr="requires_grad_")):
            yield value


def zeroing(node: ast.AST, scope: Scope) -> Replacements:
    """Old gradients are not cleared."""
    del scope
    if isinstance(node, ast.stmt) and is_zeroing(node):
        yield ast.Pass()


def is_zeroing(node: ast.AST) -> bool:
    """Whether one simple statement clears gradients."""
    match node:
        case ast.Assign(targets=targets, value=ast.Constant(value=None)):
            return any(isinstance(target, ast.Attribute) and target.attr == "grad" for target in targets)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="zero_grad" | "zero_"))):
            return True
    return False


def doubled_zeroing(node: ast.AST, scope: Scope) -> Replacements:
    """The gradients are cleared once more, when they have just been found."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="backward"))):
            for block in scope.blocks():
                if node in block:
                    clearing = [each for each in block if any(map(is_zeroing, ast.walk(each)))]
                    yield from (f"{ast.unparse(node)}\n{ast.unparse(each)}" for each in clearing)


def detached(node: ast.AST, scope: Scope) -> Replacements:
    """Cut off from the graph: a tensor on its way in, or the result."""
    if not scope.speaks_of_gradients or not isinstance(node, ast.expr):
        return
    comes_in = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    comes_in = comes_in and not isinstance(scope.parents.get(node), ast.Attribute)
    goes_out = returned_value(node, scope) is not None and scope.gives_a_tensor
    if goes_out or (comes_in and root_of(node) in {*scope.tensors, *scope.global_tensors}):
        yield method(node, "detach")


def dtype(node: ast.AST, scope: Scope) -> Replacements:
    """Numbers of another kind."""
    match node:
        case ast.Attribute(value=ast.Name(id="torch") as value, attr=name) if name in DTYPES:
            yield from (ast.Attribute(value, other, ast.Load()) for other in DTYPES[name])
        case ast.Call(func=ast.Name(id="float"), args=arguments):
            yield ast.Call(ast.Name("int", ast.Load()), arguments, [])
        case ast.expr() if returned_value(node, scope) is not None and scope.gives_a_tensor:
            yield method(node, "double")


def in_place(node: ast.AST, scope: Scope) -> Replacements:
    """A tensor changed where a new one was wanted."""
    match node:
        case ast.BinOp(left=ast.Name(id=name) as left, op=op, right=right) if (
            type(op) in METHODS and name in scope.tensors
        ):
            yield method(left, METHODS[type(op)], right)
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments, keywords=keywords) if (
            name in IN_PLACE and root_of(value) in scope.tensors
        ):
            yield ast.Call(ast.Attribute(value, IN_PLACE[name], ast.Load()), arguments, keywords)
        case ast.Assign(
            targets=[ast.Name(id=name) as target], value=ast.BinOp(left=ast.Name(id=other), op=op, right=right)
        ):
            if name == other:
                yield ast.AugAssign(target, op, right)


def out_of_place(node: ast.AST, scope: Scope) -> Replacements:
    """A new tensor where one was to be changed."""
    del scope
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments, keywords=keywords) if (
            name in IN_PLACE.values()
        ):
            yield ast.Call(ast.Attribute(value, name[:-1], ast.Load()), arguments, keywords)
        case ast.AugAssign(target=target, op=op, value=value):
            read = ast.parse(ast.unparse(target), mode="eval").body
            yield ast.Assign([target], ast.BinOp(read, op, value))


def copied(node: ast.AST, scope: Scope) -> Replacements:
    """A copy where the argument itself or a view of it was wanted."""
    returned = returned_value(node, scope)
    if returned is None or not scope.gives_a_tensor:
        return
    shares = isinstance(returned, ast.Call) and name_of(returned.func) in SHARING and returned.args
    origin = returned.args[0] if shares and isinstance(returned, ast.Call) else returned
    if root_of(origin) in scope.parameters:
        yield method(returned, "clone")


def argument_changed(node: ast.AST, scope: Scope) -> Replacements:
    """The result is right, and an argument is not what it was."""
    if isinstance(node, ast.Return) and node.value is not None:
        for name, change in _changes(scope):
            yield f"_result = {ast.unparse(node.value)}\n{change.format(name)}\nreturn _result"


def _changes(scope: Scope) -> Iterator[tuple[str, str]]:
    for each in scope.arguments:
        kind = ast.unparse(each.annotation) if each.annotation is not None else ""
        if is_tensor(each.annotation):
            yield each.arg, "{}.data.add_(1)"
        elif kind.startswith("list["):
            yield each.arg, "{}.reverse()"


def first_result(node: ast.AST, scope: Scope) -> Replacements:
    """What was given first is given for ever."""
    if returned_value(node, scope) is not None:
        yield ast.parse(f"globals().setdefault('_first_result', {ast.unparse(node)})", mode="eval").body


def device_ignored(node: ast.AST, scope: Scope) -> Replacements:
    """The work is done wherever the tensors are."""
    del scope
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="to" | "cuda"), args=arguments) if any(
            "device" in ast.unparse(each) for each in arguments
        ):
            yield value
        case ast.Call(func=function, args=arguments, keywords=keywords) if any(
            each.arg == "device" for each in keywords
        ):
            yield ast.Call(function, arguments, [each for each in keywords if each.arg != "device"])


def synchronize(node: ast.AST, scope: Scope) -> Replacements:
    """The clock is read before the device has done its work."""
    match node:
        case ast.Expr(value=ast.Call() as call) if scope.synchronizes(call):
            yield ast.Pass()


TORCH_OPERATORS = (
    Operator("sum for mean", lambda node, scope: named(node, REDUCTIONS)),
    Operator("another function", lambda node, scope: named(node, OTHERS)),
    Operator("another dim", dimension),
    Operator("another product", product),
    Operator("missing requires_grad", requires_grad),
    Operator("missing zeroing", zeroing),
    Operator("doubled zeroing", doubled_zeroing),
    Operator("detached", detached),
    Operator("dtype", dtype),
    Operator("in place for new", in_place),
    Operator("new for in place", out_of_place),
    Operator("copy for view", copied),
    Operator("argument changed", argument_changed),
    Operator("first result again", first_result),
    Operator("device ignored", device_ignored, needs_accelerator=True),
    Operator("missing synchronize", synchronize, needs_accelerator=True),
)
