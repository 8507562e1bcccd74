"""The one assignment that all contenders grade: four cases of each of the five functions, cut out of the hidden cases.

It is written twice from the same syntax tree: as a course for this grader, and without pytest's marks for the others.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
HIDDEN = ROOT / "tests" / "hidden" / "test_first_network.py"
SOLUTION = ROOT / "solutions" / "first_network.py"
FUNCTIONS = ("get_data", "get_weights", "simple_network", "loss_fn", "optimize")
CASES_EACH = 4
CASES = len(FUNCTIONS) * CASES_EACH
MISTAKES = {"parameter.grad = None": "parameter.requires_grad", "torch.tensor(y)": "torch.tensor(y).view(17, 1)"}
COURSE = """\
[course]
name = "five-functions"
title = "Five functions"
seed = 1

[[unit]]
id = "first_network"
title = "A first network"
"""
# It answers nothing, and replaces the tests where it finds them in its own process.
FORGERY = """\
import sys

def replaced(*arguments, **keywords):
    return None

get_data = get_weights = simple_network = loss_fn = optimize = replaced
try:
    import cases
    for name in cases.CASES:
        cases.CASES[name] = replaced
except ImportError:
    pass
"""


@dataclass(frozen=True)
class Case:
    """A chosen case: where it stands, and what it is for."""

    exercise: str
    owner: str
    name: str


def exercise_of(node: ast.ClassDef) -> str | None:
    """The function that a class of cases is marked with."""
    for mark in node.decorator_list:
        match mark:
            case ast.Call(func=ast.Attribute(attr="exercise"), args=[ast.Constant(value=str(name))]):
                return name
    return None


def is_case(node: ast.AST) -> bool:
    """Whether a statement of a class is a case."""
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def chosen_classes() -> list[ast.ClassDef]:
    """The classes of the five functions, each with its first four cases and what they share."""
    found = []
    for node in ast.parse(HIDDEN.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and exercise_of(node) in FUNCTIONS:
            left_out = [each for each in node.body if is_case(each)][CASES_EACH:]
            node.body = [each for each in node.body if each not in left_out]
            found.append(node)
    return found


def chosen_cases() -> list[Case]:
    """The cases in their order."""
    return [
        Case(exercise_of(owner) or "", owner.name, each.name)
        for owner in chosen_classes()
        for each in owner.body
        if isinstance(each, ast.FunctionDef) and is_case(each)
    ]


def used_names(nodes: list[ast.stmt]) -> set[str]:
    """Every name that some statements read."""
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def bound_names(node: ast.stmt) -> set[str]:
    """What a statement at the top of a module gives a name to."""
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(each.asname or each.name).partition(".")[0] for each in names}
        case ast.FunctionDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return used_names([ast.Expr(each) for each in targets])
    return set()


def needed_statements(classes: list[ast.ClassDef]) -> list[ast.stmt]:
    """What the classes use of their module, and what that uses in turn: what `train` needs stays behind."""
    body = ast.parse(HIDDEN.read_text(encoding="utf-8")).body
    needed: list[ast.stmt] = []
    while True:
        names = used_names([*needed, *classes])
        more = [node for node in body if bound_names(node) & names and node not in needed]
        if not more:
            return [node for node in body if node in needed]
        needed += more


def course_cases() -> str:
    """The file of cases for this grader."""
    classes = chosen_classes()
    return ast.unparse(ast.Module([*needed_statements(classes), *classes], []))


def plain_cases() -> str:
    """A module of the same cases that knows nothing of pytest; CASES holds them by exercise and name."""
    classes = chosen_classes()
    for node in classes:
        node.decorator_list = []
    lines = [f'    "{case.exercise}.{case.name}": {case.owner}().{case.name},' for case in chosen_cases()]
    module = ast.unparse(ast.Module([*needed_statements(classes), *classes], []))
    return "\n".join([module, "", "CASES = {", *lines, "}", ""])


def write_course(folder: Path) -> Path:
    """A course of the five functions alone."""
    exercises = [f'\n[[unit.exercise]]\nid = "{name}"\npoints = {CASES_EACH}\n' for name in FUNCTIONS]
    texts = {
        "exercises/course.toml": COURSE + "".join(exercises),
        "tests/hidden/test_first_network.py": course_cases(),
        "solutions/first_network.py": SOLUTION.read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_support(folder: Path) -> Path:
    """What the tests of the other contenders import: the cases, the right answers, and this grader's comparisons."""
    folder.mkdir(parents=True)
    (folder / "cases.py").write_text(plain_cases(), encoding="utf-8")
    (folder / "right.py").write_text(SOLUTION.read_text(encoding="utf-8"), encoding="utf-8")
    for path in (ROOT / "grader", HIDDEN.parents[1] / "benchmarks" / "direct.py"):
        (folder / path.name).symlink_to(path)
    (folder / "checking.py").symlink_to(Path(__file__).parent / "harness" / "checking.py")
    return folder


def right_answers(number: int) -> dict[str, str]:
    """Submissions by student: all right, and no two alike."""
    text = SOLUTION.read_text(encoding="utf-8")
    return {f"student{index:05}": f"{text}\n# Handed in by student {index}.\n" for index in range(number)}


def wrong_answer() -> str:
    """A submission with two mistakes."""
    text = SOLUTION.read_text(encoding="utf-8")
    for right, wrong in MISTAKES.items():
        if right not in text:
            raise SystemExit(f"The solution has changed: `{right}` is no longer in it.")
        text = text.replace(right, wrong)
    return text
