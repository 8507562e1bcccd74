"""A docstring as the pieces that are translated one by one: paragraphs, items of lists; examples stay as they are."""

from __future__ import annotations

import ast
import inspect
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PROMPT, BULLET, CODE_INDENT = ">>>", "* ", "    "
# As wide as the lines of the course's own files, less the quotes; a Chinese character takes two columns.
WIDTH = 115
NOT_FIRST = "，。、；：？！）》」』”’…,.;:?!)]}`"
NOT_LAST = "（《「『“‘([{`"


@dataclass(frozen=True)
class Piece:
    """A part of a docstring, on one line and as it was; `mark` stands before it, and code is not translated."""

    text: str
    raw: str
    mark: str = ""
    is_code: bool = False
    begins_block: bool = True


def pieces_of(docstring: str) -> Iterator[Piece]:
    """The pieces in order; the lines of a paragraph are joined."""
    for block in inspect.cleandoc(docstring).split("\n\n"):
        if block.startswith((PROMPT, CODE_INDENT)) or not block.strip():
            yield Piece(block, block, is_code=True)
        elif block.startswith(BULLET):
            items = f"\n{block}".split(f"\n{BULLET}")[1:]
            for number, item in enumerate(items):
                yield Piece(joined(item), BULLET + item, BULLET, begins_block=not number)
        else:
            yield Piece(joined(block), block)


def joined(text: str) -> str:
    """A paragraph on one line."""
    return " ".join(text.split())


def translated(docstring: str, say: Callable[[str], str], indent: int = 0) -> str:
    """The docstring with each piece said anew, and wrapped where that changed it."""
    text = ""
    for piece in pieces_of(docstring):
        if text:
            text += "\n\n" if piece.begins_block else "\n"
        said = piece.text if piece.is_code else say(piece.text)
        text += piece.raw if said == piece.text else wrapped(said, piece.mark, indent)
    return text


def wrapped(text: str, mark: str, indent: int) -> str:
    """Lines of at most WIDTH columns, the later ones under the first one's text."""
    lines, line, width = list[str](), mark, indent + len(mark)
    for word in words_of(text):
        extent = columns(word.rstrip())
        if width + extent > WIDTH and line.strip() and line.strip() != mark.strip():
            lines.append(line.rstrip())
            line, width = " " * len(mark), indent + len(mark)
        line += word
        width += columns(word)
    return "\n".join([*lines, line.rstrip()])


def words_of(text: str) -> Iterator[str]:
    """What must stay on one line, with the space after it: a word, or a wide character with its punctuation."""
    word, in_code = "", False
    for character, following in zip(text, [*text[1:], ""], strict=False):
        word += character
        if character == "`":
            in_code = not in_code
        is_end = character == " " or (is_wide(character) or is_wide(following))
        is_opened = following == "`" and not in_code
        may_follow = is_opened or following not in NOT_FIRST
        if is_end and not in_code and may_follow and character not in NOT_LAST and following != " ":
            yield word
            word = ""
    if word:
        yield word


def is_wide(character: str) -> bool:
    """Whether a character takes two columns."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(1 + is_wide(character) for character in text)


def docstring_nodes(tree: ast.AST) -> list[tuple[ast.Constant, str]]:
    """Every docstring, and every text that stands alone at the outermost level, each with the name it belongs to."""
    found = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or not body:
            continue
        for statement in body if isinstance(node, ast.Module) else body[:1]:
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.append((value, getattr(node, "name", "")))
    return sorted(found, key=lambda pair: pair[0].lineno)


def replaced(source: str, say: Callable[[str], str]) -> str:
    """A Python source whose docstrings are said anew; not a character of the code changes."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # Whoever needs it as Python says so.
        return source
    lines = source.split("\n")
    for node, _ in reversed(docstring_nodes(tree)):
        docstring = str(node.value)
        indent = node.col_offset
        anew = translated(docstring, say, indent)
        if anew == inspect.cleandoc(docstring):
            continue
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        if lines[first][:indent].strip() or lines[last][node.end_col_offset or 0 :].strip():
            continue
        lines[first : last + 1] = literal(anew, " " * indent).split("\n")
    return "\n".join(lines)


def literal(docstring: str, indent: str) -> str:
    """A docstring as Python writes it: one line, or the closing quotes on a line of their own."""
    escaped = docstring.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if "\n" not in escaped:
        return f'{indent}"""{escaped}"""'
    first, *rest = escaped.split("\n")
    body = "\n".join(f"{indent}{line}" if line.strip() else "" for line in rest)
    return f'{indent}"""{first}\n{body}\n{indent}"""'
