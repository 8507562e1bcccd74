"""Makes a student's stub out of a reference solution: the marked regions become a TODO with the exercise's name."""

from __future__ import annotations

import ast
import re

from grader.errors import CourseError
from grader.words import translate

BEGIN = re.compile(r"^(\s*)# >>> solution\s*$")
END = re.compile(r"^\s*# <<< solution\s*$")


def make_stub(source: str, unit: str) -> str:
    """The solution's text with each region replaced; a region at the outermost level vanishes."""
    lines = source.splitlines()
    try:
        owners = _owners(ast.parse(source))
    except SyntaxError as error:
        raise CourseError(f"{unit}.py, line {error.lineno}: Python cannot read this: {error.msg}.") from None
    result: list[str] = []
    indent: str | None = None
    for number, line in enumerate(lines, 1):
        begins = BEGIN.match(line)
        if begins and indent is None:
            indent = begins[1]
            if indent:
                name = owners.get(number, "")
                result += [
                    f"{indent}# TODO {unit}.{name}: {translate('your code goes here.')}",
                    f'{indent}raise NotImplementedError("{unit}.{name}")',
                ]
        elif END.match(line) and indent is not None:
            indent = None
        elif END.match(line):
            raise CourseError(f"{unit}.py, line {number}: a solution region ends that never began.")
        elif indent is None:
            result.append(line)
        elif begins:
            raise CourseError(f"{unit}.py, line {number}: a solution region begins inside another one.")
    if indent is not None:
        raise CourseError(f"{unit}.py: a solution region is never closed with `# <<< solution`.")
    return _tidy("\n".join(result))


def _owners(tree: ast.Module) -> dict[int, str]:
    """The outermost function of each line."""
    owners = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            owners.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 2), node.name))
    return owners


def _tidy(text: str) -> str:
    """At most two empty lines in a row, one line end at the end."""
    return re.sub(r"\n{4,}", "\n\n\n", text).strip("\n") + "\n"
