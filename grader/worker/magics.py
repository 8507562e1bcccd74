"""Takes notebook magics and shell lines out of a source, keeping every line number, and says so."""

from __future__ import annotations

import ast
import re

CELL_BODY_RUNS = frozenset({"time", "timeit", "capture", "prun", "memit", "python", "python3", "pypy"})
LINE_MAGIC = re.compile(r"^(\s*)(%{1,2}[A-Za-z_]|!)")
ASSIGNED = re.compile(r"^(\s*)([A-Za-z_][\w, ]*?)\s*=\s*(!|%[A-Za-z_])")
HELP = re.compile(r"^(\s*)(\?{1,2}\s*[\w.*]+|%?[\w.*]+\?{1,2})\s*(#.*)?$")
RUNS_STATEMENT = re.compile(r"^\s*%(?:time|timeit|prun|memit)\s+(?:-\S+\s+(?:\d+\s+)?)*(?P<code>\S.*)$")
NOT_PYTHON = "for a notebook or a shell, not Python: it was left out"
LONG_QUOTES = ('"""', "'''")
IN_STRING = re.compile(r"""\\.|\"{3}|'{3}""")
IN_CODE = re.compile(r"""\#.*|\"{3}|'{3}|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?""")


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
    lines = text.split("\n")
    quote = ""
    for index, line in enumerate(lines):
        replaced = None if quote else _plain_line(line)
        if replaced is not None:
            is_kept = RUNS_STATEMENT.match(line) is not None
            what = "a notebook magic: it was run without it" if is_kept else NOT_PYTHON
            notes.append((index + 1, f"`{line.strip()[:80]}` is {what}"))
            lines[index] = replaced
        quote = string_left_open(lines[index], quote)
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


def string_left_open(line: str, quote: str) -> str:
    """The quotes of the long string that is open after a line, given those that were open before it."""
    # Not with Python's tokenizer: since 3.12 it stops at a shell line with an apostrophe.
    position = 0
    while found := (IN_STRING if quote else IN_CODE).search(line, position):
        position = found.end()
        if quote:
            quote = "" if found[0] == quote else quote
        elif found[0] in LONG_QUOTES:
            quote = found[0]
    return quote
