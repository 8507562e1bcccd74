"""What a source's text is made of: its tree, its lines, its top-level chunks, and what a statement holds."""

from __future__ import annotations

import ast
import io
import re
import warnings
from collections import deque
from collections.abc import Iterator

CONTINUES = re.compile(r"(?:else|elif|except|finally|case)\b|[)\]}]")
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def parsed(source: str) -> tuple[ast.Module | None, str]:
    """The tree, or None and `line|message`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source), ""
    except SyntaxError as error:
        return None, f"{error.lineno or 1}|{error.msg}"
    except (RecursionError, MemoryError):
        # The parser says MemoryError where its stack is full, whatever memory there is.
        return None, "1|it is nested too deeply"
    except (ValueError, OverflowError) as error:
        return None, f"1|{type(error).__name__}: {error}"


def lines_of(source: str) -> list[str]:
    """The lines as Python counts them: `str.splitlines` also ends one at a form feed and at six other characters."""
    return io.StringIO(source).readlines()


def top_level_chunks(source: str) -> list[tuple[int, str]]:
    """The source cut where a line starts in column 0 and does not go on with what stands above: (first line, text)."""
    chunks: list[tuple[int, str]] = []
    keeps_on = False
    for number, line in enumerate(lines_of(source), 1):
        starts = line[:1] not in " \t\r\n#" and not CONTINUES.match(line) and not keeps_on
        if starts or not chunks:
            chunks.append((number, line))
        else:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + line)
        if line[:1] not in " \t\r\n#":
            keeps_on = line.startswith("@") or line.rstrip().endswith("\\")
    return chunks


def may_end_the_process(node: ast.stmt) -> bool:
    """Whether a statement runs code: all but a plain `def` do."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return True
    return bool(node.decorator_list or node.args.defaults or any(node.args.kw_defaults))


def statements_in(node: ast.AST) -> Iterator[ast.AST]:
    """The statements inside a statement; expressions, of which there are many more, hold none."""
    waiting = deque([node])
    while waiting:
        outer = waiting.popleft()
        for part in BLOCKS:
            inside = getattr(outer, part, ())
            # A lambda's body is an expression.
            if isinstance(inside, list):
                yield from inside
                waiting.extend(inside)


def assigned_names(node: ast.stmt) -> list[str]:
    """The names a statement would have set."""
    if isinstance(node, ast.Assign):
        return [each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
    return []
