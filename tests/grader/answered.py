"""Wrong answers as students write them, each with its real cause, graded by one warm judge.

A block of `tests/answers/<unit>.txt` is `### function | the real cause | words`, then the code that the student has in
place of the stub. `words` are patterns joined by ` & `: each must be found in the first message. ` | vague` at the end
is the judgement of a person who read that message: it is true and does not name the cause.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, read_course
from grader.grading import ForkLaunch, Grading
from grader.judge import Judge, hold_session
from grader.model import Cell, Outcome, Source, Submission, Verdict

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "answers"
COURSE = read_course(ROOT)
TIMED = "time_matmul"
ROUNDS = ("", "_later", "_third", "_fourth", "_fifth", "_sixth", "_seventh")


@dataclass(frozen=True)
class Answer:
    """One wrong answer: what is wrong in truth, and what the first message must say."""

    unit: str
    function: str
    cause: str
    words: tuple[str, ...]
    code: str
    # Whether a person found the message true but vague: then the words are only those that it has.
    is_vague: bool = False

    @property
    def exercise(self) -> str:
        """`unit.function`."""
        return f"{self.unit}.{self.function}"

    @property
    def text(self) -> str:
        """The student's whole file: the unit's stubs, with this answer in the place of one.

        Where it calls other functions of the unit, those are right ones: whoever comes so far has written them.
        """
        functions = [each.name for each in COURSE.exercises if each.unit == self.unit and each.name != self.function]
        calls_others = any(re.search(rf"\b{name}\(", self.code) for name in functions)
        folder = "solutions" if calls_others else "exercises"
        stubs = (ROOT / folder / f"{self.unit}.py").read_text(encoding="utf-8")
        lines = stubs.splitlines()
        for node in ast.parse(stubs).body:
            if isinstance(node, ast.FunctionDef) and node.name == self.function:
                lines[node.lineno - 1 : node.end_lineno] = self.code.splitlines()
        return "\n".join(lines) + "\n"

    def misses(self, message: str) -> list[str]:
        """The patterns that a message lacks."""
        return [each for each in self.words if not re.search(each, message, re.IGNORECASE)]


def read_answers(rounds: tuple[str, ...] = ROUNDS) -> list[Answer]:
    """The whole corpus, unit by unit; those of the later round were judged before anything was mended for them."""
    return [answer for unit in COURSE.units for answer in _read(unit.id, rounds)]


def _read(unit: str, rounds: tuple[str, ...]) -> Iterable[Answer]:
    files = [FOLDER / f"{unit}{each}.txt" for each in rounds if (FOLDER / f"{unit}{each}.txt").is_file()]
    text = "".join(path.read_text(encoding="utf-8") + "\n" for path in files)
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        head, _, code = block.partition("\n")
        function, cause, words, *judgement = head.split(" | ")
        yield Answer(unit, function, cause, tuple(words.split(" & ")), code.strip("\n"), judgement == ["vague"])


def grade(answers: Iterable[Answer]) -> dict[Answer, list[Verdict]]:
    """The verdicts of each answer that were not passed, in the order in which a student reads them."""
    wanted = list(answers)
    server = WorkerServer(Wish("auto", hidden=str(ROOT / COURSE_FILE)))
    grading = Grading(COURSE, ForkLaunch(server), None)
    found: dict[Answer, list[Verdict]] = {}

    def work(judge: Judge) -> None:
        judge.warm_up({answer.exercise for answer in wanted if answer.function != TIMED})
        for answer in wanted:
            path = ROOT / "exercises" / f"{answer.unit}.py"
            source = Source(answer.unit, path, (Cell(answer.text, None),))
            verdicts, _ = judge.judge(Submission("answer", "0" * 64, (source,)), {answer.exercise})
            sound = (Outcome.PASSED, Outcome.PENDING)
            found[answer] = [each for each in verdicts if each.outcome not in sound]

    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    try:
        hold_session(grading, "", work, sorted({answer.unit for answer in wanted}))
    finally:
        grading.close()
        if autoload is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    return found


def show(answers: Iterable[Answer]) -> None:
    """Every first message beside the real cause, to be read by a person."""
    for answer, failed in grade(answers).items():
        message = failed[0].message if failed else "EVERY CASE WAS PASSED"
        mark = "" if failed and not answer.misses(message) else f"   <-- lacks {answer.misses(message)}"
        name = f" [{failed[0].mistake}]" if failed and failed[0].mistake else ""
        print(f"{answer.exercise}: {answer.cause}{name}{mark}\n    " + message.replace("\n", "\n    "))


if __name__ == "__main__":
    typed = set(sys.argv[1:])
    names = {each for each in typed if f"_{each}" not in ROUNDS}
    chosen = read_answers(tuple(each for each in ROUNDS if each.strip("_") in typed) or ROUNDS)
    show(each for each in chosen if not names or names & {each.exercise, each.unit})
