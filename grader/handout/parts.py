"""Cuts a stub into what becomes a cell of its own: prose, code, one function after another."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a part is."""

    WORDS = "words"
    CODE = "code"
    DEFINITION = "definition"


@dataclass(frozen=True)
class Part:
    """A piece of the file; a definition has a name."""

    kind: Kind
    text: str
    name: str = ""
    # Whether an empty line stands above it.
    is_apart: bool = False


def parts_of(text: str) -> list[Part]:
    """The parts in order: comments that stand alone are prose, others stay with the code they touch."""
    lines = text.splitlines()
    parts: list[Part] = []
    done = 0
    for node in ast.parse(text).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        last = node.end_lineno or node.lineno
        if first <= done:
            # Two statements on one line, which has been taken.
            continue
        words, attached = _comments(lines[done : first - 1])
        parts += [Part(Kind.WORDS, each) for each in words]
        is_apart = not all(line.strip() for line in lines[done : first - 1])
        parts.append(_part(node, "\n".join([*attached, *lines[first - 1 : last]]), is_apart))
        done = last
    words, attached = _comments(lines[done:])
    parts += [Part(Kind.WORDS, each) for each in (*words, *([_prose(attached)] if attached else []))]
    return list(_joined(parts))


def _part(node: ast.stmt, text: str, is_apart: bool) -> Part:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return Part(Kind.DEFINITION, text, node.name)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return Part(Kind.WORDS, ast.get_docstring(ast.Module([node], [])) or "")
    return Part(Kind.CODE, text, is_apart=is_apart)


def _comments(lines: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs that stand alone, as prose, and the comment lines right above the code."""
    blocks = [list(block) for is_text, block in itertools.groupby(lines, lambda line: bool(line.strip())) if is_text]
    attached = blocks.pop() if blocks and lines[-1].strip() else []
    return [_prose(block) for block in blocks], attached


def _prose(lines: list[str]) -> str:
    return "\n".join(line.strip().removeprefix("#").removeprefix(" ") for line in lines)


def _joined(parts: list[Part]) -> Iterator[Part]:
    """Statements that follow one another make one cell, paragraphs too."""
    for kind, group in itertools.groupby(parts, lambda part: part.kind):
        if kind is Kind.DEFINITION:
            yield from group
        else:
            texts = [f"\n{part.text}" if part.is_apart or kind is Kind.WORDS else part.text for part in group]
            yield Part(kind, "\n".join(texts).strip("\n"))
