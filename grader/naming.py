"""Which known mistake a student's function makes: the one that answers as theirs does, on the same inputs.

A mistake is named for a case only if every answer there was the same, and the case failed in the same words. Of
several, the one that explains most of the exercise's cases is meant.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import torch

from grader.advice import is_not_started
from grader.compare import Mismatch, WrongValues
from grader.errors import StudentFault, StudentRaised
from grader.feedback import failure_message
from grader.mistakes import Mistake
from grader.model import Case, Outcome, Verdict
from grader.slips import Reading, Slip
from grader.telling import explained, with_cause

NAMEABLE = (Outcome.FAILED, Outcome.RAISED)
# Between what rounding does to a right answer and the smallest step that a case takes.
RTOL, ATOL = 1e-4, 1e-7
CHANCE = re.compile(r"rand|normal|uniform|shuffle|empty|Tensor\(|Linear\(")
NAME_WEIGHT = 3
LIBRARIES = frozenset(("torch", "np", "nn", "os", "optim"))
STEPS = ("backward", "step", "zero_grad", "no_grad", "detach")
FACTS = ("device", "requires_grad", "is_leaf")


@dataclass(frozen=True)
class Attempt:
    """What a module answered during a case, and how the case ended."""

    answers: list[tuple[str, Any]]
    error: BaseException | None

    @property
    def size(self) -> int:
        """About how many bytes it takes to remember it."""
        return 1000 + sum(size_of(value) for _, value in self.answers)


Try = Callable[[Case, Mistake], Attempt]


@dataclass
class Naming:
    """What a student's module did in the cases of one submission, until the exercise is over."""

    attempts: dict[tuple[str, str], Attempt] = field(default_factory=dict)

    def keep(self, case: Case, answers: list[tuple[str, Any]], error: BaseException) -> None:
        """Remembers what happened in a case."""
        # Without the frames, which would keep everything alive that the case had in hand.
        self.attempts[case.id, case.device] = Attempt(answers, error.with_traceback(None))

    def name(
        self, verdicts: list[Verdict], mistakes: Iterable[Mistake], attempt: Try, written: Counter[str]
    ) -> list[Verdict]:
        """The verdicts on one exercise, with the mistake and its cause where one is recognised.

        `written` is what the student's function is made of: of two mistakes that do the same, the one that reads more
        like it is meant.
        """
        name = verdicts[0].case.exercise.partition(".")[2]
        failed = [verdict for verdict in verdicts if self._is_nameable(verdict)]
        explained = {
            mistake: matching
            for mistake in (mistakes if failed else ())
            if not is_contradicted(mistake.cause, written)
            and (matching := [each for each in failed if self._matches(each.case, attempt(each.case, mistake))])
            and not self._is_chance(mistake, matching, failed, attempt)
        }
        if not explained:
            return verdicts
        passed = [each for each in verdicts if each.outcome is Outcome.PASSED and each.case.device == "cpu"]
        text = " ".join(written)
        for mistake in [each for each in explained if is_foreign(each.cause, text)]:
            # Of code that the student has not written, and it fails what they pass: the same by chance.
            if any(attempt(each.case, mistake).error is not None for each in passed):
                del explained[mistake]
        ranks = {
            mistake: (
                rank(mistake, matching, passed, attempt),
                not is_foreign(mistake.cause, text),
                agreement(written, made := ingredients(mistake.text, name)),
                likeness(written, made),
            )
            for mistake, matching in explained.items()
        }
        named: dict[int, Verdict] = {}
        for mistake in sorted(ranks, key=ranks.__getitem__, reverse=True):
            for verdict in [*explained[mistake], *self._alike(failed, mistake, attempt)]:
                error = self.attempts[verdict.case.id, verdict.case.device].error
                named.setdefault(id(verdict), with_cause(verdict, mistake, error))
        return [named.get(id(verdict), verdict) for verdict in verdicts]

    def read(self, verdicts: list[Verdict], reading: Reading | None) -> list[Verdict]:
        """The verdicts on one exercise, with what its text shows of the cause."""
        if reading is None:
            return verdicts
        # Most cases of an exercise fail alike: the text is gone over once for them.
        slips = cache(reading.slips)
        return [self._read(verdict, reading, slips) for verdict in verdicts]

    def _read(self, verdict: Verdict, reading: Reading, noticed: Callable[..., list[Slip]]) -> Verdict:
        if not self._is_nameable(verdict):
            return verdict
        attempt = self.attempts[verdict.case.id, verdict.case.device]
        if verdict.outcome is Outcome.RAISED and not verdict.mistake:
            return explained(verdict, attempt.error, reading)
        gave_none = any(answer is None for doing, answer in attempt.answers if doing == f"`{reading.node.name}`")
        slips = noticed(gave_none, getattr(attempt.error, "sizes", ()))
        if verdict.mistake is None or is_foreign(verdict.message.partition("\n")[0], ast.unparse(reading.node)):
            slips = reading.copying(str(attempt.error)) + slips
        told = next((slip for slip in slips if slip.is_certain or verdict.mistake is None), None)
        if told is None:
            return verdict
        seen = verdict.message.rpartition("\n")[2] if verdict.mistake else verdict.message
        return replace(verdict, message=f"{told.text}\n{seen}")

    def _is_chance(self, mistake: Mistake, matching: list[Verdict], failed: list[Verdict], attempt: Try) -> bool:
        """Whether a mistake has the same wrong values in some cases, and does something else in as many or more."""
        errors = {each.case: self.attempts[each.case.id, each.case.device].error for each in failed}
        if len(failed) <= 2 or not all(tells_values(errors[each.case]) for each in matching):
            return False
        others = [each.case for each in failed if each not in matching]
        against = [case for case in others if not both_raise(errors[case], attempt(case, mistake).error)]
        return len(against) >= len(matching)

    def _alike(self, failed: list[Verdict], mistake: Mistake, attempt: Try) -> list[Verdict]:
        """Cases that a mistake, seen elsewhere in the exercise, fails in the same words.

        Where chance makes the values they cannot be compared; a sentence of the case's own says more than a shape.
        """
        is_random = CHANCE.search(mistake.text)
        return [
            each
            for each in failed
            if not tells_values(error := self.attempts[each.case.id, each.case.device].error)
            and (is_random or not isinstance(error, Mismatch))
            and same_end(self.attempts[each.case.id, each.case.device].error, attempt(each.case, mistake).error)
        ]

    def _is_nameable(self, verdict: Verdict) -> bool:
        """Answered, and wrongly; a stub and what is missing have their own words."""
        return (
            verdict.outcome in NAMEABLE
            and (verdict.case.id, verdict.case.device) in self.attempts
            and not is_not_started(verdict.message)
        )

    def _matches(self, case: Case, other: Attempt) -> bool:
        one = self.attempts[case.id, case.device]
        return (
            len(one.answers) == len(other.answers)
            and all(same_answer(*pair) for pair in zip(one.answers, other.answers, strict=True))
            and same_end(one.error, other.error)
        )


def rank(mistake: Mistake, matching: list[Verdict], passed: list[Verdict], attempt: Try) -> int:
    """How many of an exercise's cases a mistake explains: those that failed alike, those that passed alike."""
    return len(matching) + sum(attempt(each.case, mistake).error is None for each in passed)


def is_contradicted(cause: str, written: Counter[str]) -> bool:
    """Whether a cause says that something is never called which the student has called."""
    return any(name in written for name in re.findall(r"`(?:\w+\.)*(\w+)\(\)` is never called", cause))


def is_foreign(cause: str, written: str) -> bool:
    """Whether a cause begins with code of which the student has written none."""
    first = re.split(r"[.:：。]( |$)|[：。]", cause, maxsplit=1)[0]
    # What is said to be missing is not there.
    if re.search(r"never|missing|没有|缺", first):
        return False
    quoted = {
        name for code in re.findall(r"`([^`]*)`", first) for name in re.findall(r"[A-Za-z_]{2,}", code)
    } - LIBRARIES
    return bool(quoted) and not any(re.search(rf"\b{name}\b", written) for name in quoted)


def ingredients(source: str, function: str) -> Counter[str]:
    """What a function and those it speaks of are made of: names, attributes, constants and kinds of nodes."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Counter()
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    reached, waiting = set[str](), [function]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in reached:
            reached.add(name)
            waiting += [node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)]
    return Counter(word for name in reached for node in ast.walk(functions[name]) for word in words_of(node))


def words_of(node: ast.AST) -> list[str]:
    """The words for one node."""
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word) | ast.keyword(arg=str(word)):
            # What is called says more about a mistake than how it is put together.
            return [type(node).__name__, *[word] * NAME_WEIGHT]
        case ast.Constant(value=value) if not isinstance(value, str):
            return [f"constant {value!r}"]
    return [type(node).__name__]


def agreement(one: Counter[str], other: Counter[str]) -> int:
    """How many of the steps of a training are in both pieces of code or in neither."""
    return sum((step in one) == (step in other) for step in STEPS)


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Which part of the words two pieces of code have in common; 1 for the same ones."""
    return (one & other).total() / max(1, (one | other).total())


def size_of(value: Any) -> int:
    """About how many bytes a value takes."""
    if isinstance(value, torch.Tensor | np.ndarray):
        return 300 + int(value.nbytes)
    if isinstance(value, list | tuple):
        return 100 + sum(map(size_of, value))
    return 100 + (len(value) if isinstance(value, str | bytes) else 0)


def same_answer(one: tuple[str, Any], other: tuple[str, Any]) -> bool:
    """Whether two modules did the same when they were asked."""
    return one[0] == other[0] and same_value(one[1], other[1])


def same_end(one: BaseException | None, other: BaseException | None) -> bool:
    """Whether a case ended alike: in the same words, or by the same exception of the function."""
    if isinstance(one, StudentFault) or isinstance(other, StudentFault):
        return same_value(one, other)
    if isinstance(one, AssertionError) and isinstance(other, AssertionError):
        return failure_message(one, False) == failure_message(other, False)
    return type(one) is type(other) and str(one) == str(other)


def same_value(one: Any, other: Any) -> bool:
    """Whether two answers are the same to a person: kind, shape, dtype, device, and values but for rounding."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        return same_tensor(one, other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        same_form = one.shape == other.shape and one.dtype == other.dtype
        return same_form and bool(np.allclose(one, other, RTOL, ATOL, equal_nan=True))
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return bool(np.isclose(one, other, RTOL, ATOL, equal_nan=True))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same_value(value, other[key]) for key, value in one.items())
    return same_fault(one, other) if isinstance(one, StudentFault) else same_object(one, other)


def both_raise(one: BaseException | None, other: BaseException | None) -> bool:
    """Whether both ended in an exception of one kind, whose words may depend on how it was written."""
    return isinstance(one, StudentRaised) and isinstance(other, StudentRaised) and one.kind == other.kind


def tells_values(error: BaseException | None) -> bool:
    """Whether an error says only that values are wrong, which any two mistakes may have in common."""
    is_plain = isinstance(error, AssertionError) and not isinstance(error, Mismatch)
    return isinstance(error, WrongValues) or (is_plain and "has the wrong value" in str(error))


def same_fault(one: StudentFault, other: StudentFault) -> bool:
    """The same exception; where in the code it was raised does not matter."""
    if isinstance(one, StudentRaised) and isinstance(other, StudentRaised):
        return one.kind == other.kind and one.text == other.text
    return type(one) is type(other) and str(one) == str(other)


def same_object(one: Any, other: Any) -> bool:
    """Plain values by value; a live object, of which only the kind is known, by that."""
    kinds = getattr(one, "kind", None), getattr(other, "kind", None)
    return bool(kinds[0] == kinds[1]) if kinds[0] is not None else bool(one == other)


def same_tensor(one: torch.Tensor, other: torch.Tensor) -> bool:
    """How a tensor was computed does not matter: two idioms may make the same mistake."""
    if one.shape != other.shape or one.dtype != other.dtype or not same_facts(one, other):
        return False
    if one.device.type == "meta" or other.device.type == "meta" or one.numel() == 0:
        return True
    if not one.is_floating_point() and not one.is_complex():
        return bool(torch.equal(one, other))
    return bool(torch.allclose(one, other, RTOL, ATOL, equal_nan=True))


def same_facts(one: torch.Tensor, other: torch.Tensor) -> bool:
    """What is true of the live tensors besides their values."""
    facts = getattr(one, "facts", None), getattr(other, "facts", None)
    return all(bool(getattr(facts[0], name, None) == getattr(facts[1], name, None)) for name in FACTS)
