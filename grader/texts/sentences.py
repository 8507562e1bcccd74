"""Finds the sentences in Python source; of an f-string, the text with a name in place of each value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[A-Za-z_]\w*")
# Two words with a space between them; code and names have none, or stand on several lines.
PROSE = re.compile(r"[A-Za-z`\"',)\].;:] +[A-Za-z`(\"']")
NAMES = re.compile(r"\{\w+\}")
CODE = ("\n", "</", "import ", "raise ", "bold ")


@dataclass(frozen=True)
class Text:
    """One text to be translated, where it stands, and what a translator should know of it."""

    text: str
    where: str
    about: str = ""
    many: str = ""


@dataclass(frozen=True)
class Sentence:
    """A text in the source, with what stands there for each of its names."""

    text: str
    node: ast.expr
    values: dict[str, str]


def sentence_of(node: ast.expr) -> Sentence | None:
    """What an expression says, if it is text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return Sentence(node.value, node, {})
    if not isinstance(node, ast.JoinedStr):
        return None
    text, values, adjacent = "", dict[str, str](), ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            text, adjacent = text + str(part.value).replace("{", "{{").replace("}", "}}"), ""
        elif adjacent:
            # `{what[:1].upper()}{what[1:]}` is one value to whoever reads it.
            values[adjacent] += source_of(part)
        else:
            adjacent = _name(part, values)
            values[adjacent] = source_of(part)
            text += f"{{{adjacent}}}"
    return Sentence(text, node, values)


def source_of(part: ast.expr) -> str:
    """A value in an f-string with its braces, as it could be written again."""
    return ast.unparse(ast.JoinedStr([part]))[2:-1]


def _name(part: ast.expr, taken: dict[str, str]) -> str:
    """A name for a value: the last word of its expression."""
    value = part.value if isinstance(part, ast.FormattedValue) else part
    word = ([word for word in map(_plain, _words(value)) if word] or ["value"])[-1]
    return word if word not in taken else next(f"{word}_{n}" for n in range(2, 99) if f"{word}_{n}" not in taken)


def _words(node: ast.expr) -> Iterator[str]:
    """The names in an expression from left to right, without those of the functions that are called."""
    if isinstance(node, ast.Call):
        owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        for each in (*owner, *node.args):
            yield from _words(each)
    elif isinstance(node, ast.Attribute):
        yield from _words(node.value)
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Subscript | ast.FormattedValue):
        yield from _words(node.value)
    else:
        for inner in ast.iter_child_nodes(node):
            yield from _words(inner) if isinstance(inner, ast.expr) else ()


def _plain(word: str) -> str:
    return "" if word.startswith("__") else word.strip("_").lower()


def is_prose(text: str) -> bool:
    """Whether a text is meant for a person; without its names something must be left to be said."""
    said = NAMES.sub("x", text)
    is_code = any(each in text for each in CODE)
    return PROSE.search(said) is not None and len(re.findall("[A-Za-z]", NAMES.sub("", text))) > 1 and not is_code


def literals(tree: ast.AST) -> Iterator[ast.expr]:
    """Every piece of text in the code that is no docstring and no part of another one."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield from literals(node)
