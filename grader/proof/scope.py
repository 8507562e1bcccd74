"""What the operators must know of the function they change: its tensors, its result, its parents and neighbours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.proof.reach import Definition

GRADIENT_WORDS = ("grad", "backward", "graph")
SYNCHRONIZE = "synchronize"


@dataclass(frozen=True)
class Scope:
    """One definition and the file around it."""

    definition: Definition
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: Definition, tree: ast.Module) -> Scope:
        """With the parent of each node."""
        parents = {child: node for node in ast.walk(definition) for child in ast.iter_child_nodes(node)}
        return cls(definition, tree, parents)

    @property
    def arguments(self) -> list[ast.arg]:
        """The function's parameters."""
        if not isinstance(self.definition, ast.FunctionDef | ast.AsyncFunctionDef):
            return []
        return [*self.definition.args.posonlyargs, *self.definition.args.args, *self.definition.args.kwonlyargs]

    @property
    def parameters(self) -> set[str]:
        """Their names."""
        return {each.arg for each in self.arguments}

    @property
    def tensors(self) -> list[str]:
        """The parameters that are tensors, as their types say."""
        return [each.arg for each in self.arguments if is_tensor(each.annotation)]

    @property
    def global_tensors(self) -> set[str]:
        """The file's own variables that are tensors."""
        nodes = [node for node in self.tree.body if isinstance(node, ast.AnnAssign) and is_tensor(node.annotation)]
        return {node.target.id for node in nodes if isinstance(node.target, ast.Name)}

    @property
    def gives(self) -> str:
        """The type of the result, as it is written."""
        returns = getattr(self.definition, "returns", None)
        return ast.unparse(returns) if returns is not None else ""

    @property
    def gives_a_tensor(self) -> bool:
        """Whether the result is one tensor."""
        return self.gives.rpartition(".")[2] == "Tensor"

    @property
    def speaks_of_gradients(self) -> bool:
        """Whether gradients have any part in the task or in its solution."""
        text = ast.unparse(self.definition)
        return any(word in text for word in GRADIENT_WORDS)

    @property
    def modules(self) -> set[str]:
        """The names under which modules are imported: `torch`, `np`, `nn`."""
        found = set()
        for node in self.tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        return found

    def synchronizes(self, call: ast.Call) -> bool:
        """Whether a call waits for the device, itself or in a function of the file."""
        if SYNCHRONIZE in ast.unparse(call.func):
            return True
        named = [node for node in self.tree.body if isinstance(node, ast.FunctionDef)]
        return any(node.name == name_of(call.func) and SYNCHRONIZE in ast.unparse(node) for node in named)

    def is_root_a_module(self, node: ast.expr) -> bool:
        """Whether `a.b.c` begins with a module's name."""
        return isinstance(node, ast.Name | ast.Attribute) and root_of(node) in self.modules

    def blocks(self) -> Iterator[list[ast.stmt]]:
        """Every list of statements in the definition."""
        for node in ast.walk(self.definition):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list):
                    yield block


def is_tensor(annotation: ast.expr | None) -> bool:
    """Whether a type is `Tensor` or `torch.Tensor`."""
    return annotation is not None and ast.unparse(annotation).rpartition(".")[2] == "Tensor"


def name_of(function: ast.expr) -> str:
    """The last part of a dotted name: `sum` for `torch.sum` and `x.sum`."""
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def root_of(node: ast.AST) -> str:
    """The name that an expression begins with: `t` for `t[0].to(device)`."""
    while True:
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case ast.Name(id=name):
                return name
            case _:
                return ""
