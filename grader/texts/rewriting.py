"""Puts translated sentences into the source of cases that students are handed; what the code does stays the same."""

from __future__ import annotations

import ast
from collections.abc import Callable

from grader.texts.docstrings import replaced
from grader.texts.sentences import Sentence, is_prose, literals, sentence_of


def retold(source: str, say: Callable[[str], str]) -> str:
    """The source with its docstrings and sentences said anew."""
    text = replaced(source, say).encode()
    found = [each for node in literals(ast.parse(text)) if (each := sentence_of(node)) and is_prose(each.text)]
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for sentence in sorted(found, key=lambda each: (each.node.lineno, each.node.col_offset), reverse=True):
        said, node = say(sentence.text), sentence.node
        if said != sentence.text and node.end_lineno is not None and node.end_col_offset is not None:
            begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            text = text[:begin] + literal(said, sentence).encode() + text[end:]
    return text.decode()


def literal(said: str, sentence: Sentence) -> str:
    """The text as Python writes it, with the values in the places of their names."""
    if not sentence.values:
        return quoted(said)
    for name, value in sentence.values.items():
        said = said.replace(f"{{{name}}}", value)
    return f"f{quoted(said)}"


def quoted(text: str) -> str:
    """In the quotes that it does not hold itself; a text with both has its own escaped."""
    escaped = text.replace("\\", "\\\\")
    return f'"{escaped}"' if '"' not in text else repr(text)
