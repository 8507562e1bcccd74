"""Takes notebook magics and shell lines out of a source, keeping every line number, and says so."""

from __future__ import annotations

import ast
import io
import re
import tokenize

CELL_BODY_RUNS = frozenset({"time", "timeit", "capture", "prun", "memit", "python", "python3", "pypy"})
LINE_MAGIC = re.compile(r"^(\s*)(%{1,2}[A-Za-z_]|!)")
ASSIGNED = re.compile(r"^(\s*)([A-Za-z_][\w, ]*?)\s*=\s*(!|%[A-Za-z_])")
HELP = re.compile(r"^(\s*)(\?{1,2}\s*[\w.*]+|%?[\w.*]+\?{1,2})\s*(#.*)?$")
RUNS_STATEMENT = re.compile(r"^\s*%(?:time|timeit|prun|memit)\s+(?:-\S+\s+(?:\d+\s+)?)*(?P<code>\S.*)$")


def without_magics(text: str, is_cell: bool) -> tuple[str, list[tuple[int, str]]]:
    """The source as plain Python, and (line, message) for every line that was dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_cell and "\n%" not in "\n" + text and "!" not in text and "?" not in text and "get_ipython" not in text:
        return text, []
    head = text.lstrip().split("\n", 1)[0]
    if head.startswith("%%"):
        return _cell_magic(text, head)
    if _is_python(text):
        return text, []
    return _line_magics(text)


def _is_python(text: str) -> bool:
    """Whether it is plain Python already; then `%` and `!` in it are no magics."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _cell_magic(text: str, head: str) -> tuple[str, list[tuple[int, str]]]:
    name = (re.match(r"%%(\w+)", head) or ["", ""])[1]
    start = text[: len(text) - len(text.lstrip())].count("\n") + 1
    lines = text.split("\n")
    if name in CELL_BODY_RUNS:
        body, notes = without_magics("\n".join([*[""] * start, *lines[start:]]), is_cell=True)
        return body, [(start, f"`%%{name}` is a notebook magic: the cell was run without it"), *notes]
    return "\n" * text.count("\n"), [(start, f"this cell is for `%%{name}`, not Python: it was not run")]


def _line_magics(text: str) -> tuple[str, list[tuple[int, str]]]:
    notes: list[tuple[int, str]] = []
    inside = _lines_inside_strings(text)
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index + 1 in inside:
            continue
        replaced = _plain_line(line)
        if replaced is not None:
            notes.append(
                (
                    index + 1,
                    f"`{line.strip()[:80]}` is for a notebook or a shell, not Python: it was left out",
                )
            )
            lines[index] = replaced
    return "\n".join(lines), notes


def _plain_line(line: str) -> str | None:
    """What to put in place of a magic line; None for a line of Python."""
    timed = RUNS_STATEMENT.match(line)
    if timed:
        return line[: len(line) - len(line.lstrip())] + timed["code"]
    assigned = ASSIGNED.match(line)
    if assigned:
        return f"{assigned[1]}{assigned[2]} = None"
    found = LINE_MAGIC.match(line) or HELP.match(line)
    return f"{found[1]}pass" if found else None


def _lines_inside_strings(text: str) -> set[int]:
    """Lines that lie within a string of several lines, as far as the text can be tokenized."""
    inside: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING and token.end[0] > token.start[0]:
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return inside
    return inside
