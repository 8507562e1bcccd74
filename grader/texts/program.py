"""Every text of the program that a student may read, out of its own source.

Three kinds of places: what is given to `translate`, `plural` or `mark`; in the modules named here everything that
reads like a sentence, because it is recognised where it is shown; and the help of the students' commands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.texts.sentences import Sentence, Text, is_prose, literals, sentence_of

OWN = Path(__file__).parents[1]
SAYING = {"translate": 1, "mark": 1, "recognise": 1, "plural": 2}
# Their sentences are told as errors, notes or reasons, and recognised there.
RECOGNISED = (
    "bridge/ahead.py", "bridge/connection.py", "bridge/plain.py", "bridge/remote.py", "bridge/server.py",
    "course.py", "devices.py", "errors.py", "examination.py", "grading.py", "intake/archive.py", "intake/folder.py",
    "intake/names.py", "intake/neighbours.py", "intake/notebook.py", "intake/regular.py", "intake/submission.py",
    "intake/tarred.py", "intake/text.py", "intake/zipped.py", "judge.py", "live/checking.py", "sandbox/levels.py",
    "sandbox/probes.py", "student.py", "worker/consequences.py", "worker/load.py", "worker/magics.py",
)  # fmt: skip
# Kinds, keys and frames of texts, which nobody reads as such.
NOT_SAID = {
    "not callable", "grader.language is undecided", "scratch files", "scratch bytes", "defined twice", "kept out",
    "passed over", "more notes", "several files", "ok    {name} {value}", "FAIL  {name} {hint}", "{unit}, beside",
    "grade hint {id} --step {shown}", "grade hint {id}", "Apple GPU", "{filename} · cell {number}",
    "{place}line {line}", "cell {number}, ", "1|it is nested too deeply", "The cases cannot be used. ",
    "None were collected.",
    "the reference's {doing}: {fault}",
}  # fmt: skip
# Of these only what ends like a sentence: the rest are patterns.
ADVICE = ("advice.py", "calls.py", "pitfalls.py", "retired.py")
STUDENTS_COMMANDS = (
    "cli/__init__.py", "cli/course.py", "cli/doctor.py", "cli/language.py", "cli/options.py", "cli/run.py",
    "cli/show.py", "cli/watch.py",
)  # fmt: skip


def program_texts() -> list[Text]:
    """All of them, in the order of files and lines."""
    return [text for path in sorted(OWN.rglob("*.py")) for text in _texts_of(path)]


def _texts_of(path: Path) -> Iterator[Text]:
    name = path.relative_to(OWN).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = list(said(tree))
    if name in RECOGNISED or name in STUDENTS_COMMANDS:
        found += [each for node in literals(tree) if (each := sentence_of(node)) and is_prose(each.text)]
    if name in ADVICE:
        found += [each for node in literals(tree) if (each := sentence_of(node)) and each.text.endswith((".", "?"))]
    found = [each for each in found if each.text not in NOT_SAID]
    for sentence in {each.text: each for each in sorted(found, key=lambda each: each.node.lineno)}.values():
        many = sentence.values.get("", "")
        yield Text(sentence.text, f"grader/{name}:{sentence.node.lineno}", many=many)
    if name in STUDENTS_COMMANDS:
        yield from _helps(tree, name)


def said(tree: ast.AST) -> Iterator[Sentence]:
    """What is given to the functions that translate, also by way of a name or of a choice."""
    for function in [tree, *(each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))]:
        named = _named_texts(function)
        for call in _calls(function):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            texts = [list(_options(each, named)) for each in call.args[: SAYING.get(name, 0)]]
            if name == "plural" and all(texts):
                one, many = texts[0][0], texts[1][0]
                yield Sentence(str(one.value), one, {"": str(many.value)})
            elif texts:
                yield from (Sentence(str(each.value), each, {}) for each in texts[0])


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    """The calls in a function or at the outermost level, those of inner functions left to them."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _calls(node)


def _named_texts(function: ast.AST) -> dict[str, list[ast.expr]]:
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
    return named


def _options(node: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[ast.Constant]:
    """Every text that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node
    elif isinstance(node, ast.IfExp):
        yield from _options(node.body, named)
        yield from _options(node.orelse, named)
    elif isinstance(node, ast.Name):
        for value in named.get(node.id, []):
            yield from _options(value, {})


def _helps(tree: ast.AST, name: str) -> Iterator[Text]:
    """The help of each command, as click shows it: paragraph by paragraph."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not any(_is_command(each) for each in node.decorator_list):
            continue
        for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
            yield Text(" ".join(paragraph.split()), f"grader/{name}:{node.lineno}")


def _is_command(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(function, ast.Attribute) and function.attr in ("command", "group")
