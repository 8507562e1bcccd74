"""Whether what a student is told about a hidden case holds the value that was expected of them.

While the solution passes a case, its answers and the case's own variables are noted. Those numbers and texts are looked
for in every message that a wrong answer was met with there, but for what a message may say: shapes, places, counts, and
what the task itself says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from grader.model import Course, Outcome
from grader.proof.finding import Finding
from grader.proof.task import Key, key_of, short_name
from grader.proof.verdicts import Judged

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?![\w])")
# What the comparisons say without telling a value: shapes and places, counts, factors, kinds.
MAY_BE_TOLD = (
    re.compile(r"\([\d, ]*\)|\[[\d, ]*\]"),
    re.compile(r"\d+ of \d+ values differ"),
    re.compile(r"The first \d+ are right"),
    re.compile(r"(?:holds?|gives?|of) \d+(?: values| tensors)?"),
    re.compile(r"\d+ times too (?:large|small)"),
    re.compile(r"entry \S+ of"),
    re.compile(r"line \d+"),
    re.compile(r"`[^`]*`"),
    # What came, in words: it is the student's own.
    re.compile(r"and (?:is|has) [^.]*\."),
)
# The number of `float32` is none.
NAME_WITH_NUMBER = re.compile(r"[A-Za-z_]+\d+")
SAYS_NOTHING = {0.0, 1.0, -1.0}
LEAST_TEXT = 4
NEAR = 5e-4


def check_leaks(
    course: Course, right: Iterable[Judged], wrong: Iterable[Judged], tasks: dict[str, str]
) -> list[Finding]:
    """Messages of hidden cases that tell an expected value; `tasks` are the texts that students see anyway."""
    if course.reveal == "all":
        return []
    expected = values_of(right)
    found: dict[tuple[str, str], Finding] = {}
    for judged in wrong:
        for verdict in judged.verdicts:
            case = verdict.case
            if case.visibility != "hidden" or verdict.outcome not in (Outcome.FAILED, Outcome.RAISED):
                continue
            # What the student's own code raised are its own words.
            message = verdict.message if verdict.outcome is Outcome.FAILED else ""
            seen = f"{tasks.get(case.exercise, '')} {case.asked}"
            for value in told_values(message, expected.get(key_of(case), frozenset()), seen):
                words = f"{short_name(case.id)} tells {value}, which is to be found out: “{message}”"
                found.setdefault((case.id, value), Finding("leak", case.exercise, words))
    return list(found.values())


def values_of(right: Iterable[Judged]) -> dict[Key, frozenset[str]]:
    """What was in play while the solution passed, by case."""
    return {key_of(seen.case): seen.values for judged in right for seen in judged.seen if seen.values}


def told_values(message: str, answers: frozenset[str], seen: str) -> Iterator[str]:
    """The answers that a message tells and the task does not."""
    rest = message
    for pattern in MAY_BE_TOLD:
        rest = pattern.sub(" ", rest)
    known = {float(each) for each in NUMBER.findall(seen)} | SAYS_NOTHING
    numbers = [float(each) for each in NUMBER.findall(NAME_WITH_NUMBER.sub(" ", rest))]
    values = [value for each in answers if (value := as_number(each)) is not None]
    for number in numbers:
        if number not in known and any(_is_near(number, value) for value in values):
            yield f"{number:g}"
    for each in answers:
        if as_number(each) is None and len(each) >= LEAST_TEXT and each in rest and each not in seen:
            yield each


def as_number(text: str) -> float | None:
    """A number that can be looked for, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_near(number: float, value: float) -> bool:
    return abs(number - value) <= NEAR * abs(value)
