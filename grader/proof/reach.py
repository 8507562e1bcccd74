"""What an exercise's function is made of: itself, and the helpers and constants of its file that it reaches."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign


def definitions(tree: ast.Module) -> dict[str, Definition]:
    """What a file defines at its outermost level and gives a value, by name; the last one counts."""
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
    return found


def reached(tree: ast.Module, name: str, others: set[str]) -> dict[str, Definition]:
    """The definition of a name and those that it uses, at any depth, but for other exercises' own functions."""
    known = definitions(tree)
    found: dict[str, Definition] = {}
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in known and each not in found:
            found[each] = known[each]
            waiting += [word for word in names_in(known[each]) if word not in others]
    return found


def names_in(node: ast.AST) -> Iterator[str]:
    """Every name that is spoken of."""
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def body_of(definition: Definition) -> list[ast.AST]:
    """What of a definition does something: no docstring, no types, no names of parameters."""
    if isinstance(definition, ast.Assign):
        return [definition.value]
    parts: list[ast.AST] = list(definition.body[1:] if ast.get_docstring(definition) else definition.body)
    if not isinstance(definition, ast.ClassDef):
        parts += [*definition.args.defaults, *(each for each in definition.args.kw_defaults if each)]
    return parts


def live_nodes(definition: Definition) -> Iterator[ast.AST]:
    """Every node of it that does something, the outer before the inner."""
    waiting = body_of(definition)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        # The parts of a formatted text have no places of their own before Python 3.12.
        if not isinstance(node, ast.JoinedStr):
            waiting += [each for each in ast.iter_child_nodes(node) if not _is_type(node, each)][::-1]


def _is_type(parent: ast.AST, child: ast.AST) -> bool:
    """Whether a node is an annotation, which does nothing."""
    match parent:
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation):
            return child is annotation
        case ast.FunctionDef(returns=returns) | ast.AsyncFunctionDef(returns=returns):
            return child is returns
    return False


def reached_names(source: str, name: str) -> set[str]:
    """Every name that a definition of a file speaks of, itself or through others."""
    tree = ast.parse(source)
    found = reached(tree, name, set())
    return {word for definition in found.values() for word in names_in(definition)}


def is_function(source: str, name: str) -> bool:
    """Whether a file defines a function of that name."""
    return isinstance(definitions(ast.parse(source)).get(name), ast.FunctionDef)


def only_defines(source: str, others: set[str]) -> bool:
    """Whether a file, when it is loaded, does nothing but import and define, and none of the names of others."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    if others & definitions(tree).keys():
        return False
    return all(
        isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in tree.body
    )
