"""What every format takes out of a record: exact points, and the sentences that a student may read.

The record's messages follow the course's policy of revealing already. What a broken case said is the exception: it
comes from the course's own code and may name what it expected, so no format repeats it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.emit.record import clean
from grader.words import mark, plural, translate

Record = Mapping[str, Any]

NOT_GRADED = mark("Not graded: a case of the course broke, which is not the student's fault. There is no score.")
BROKEN_CASE = mark("A case of the course broke here: that is the grader's fault, and no points are lost by it.")
NO_MESSAGE = mark("The result is not the one asked for.")
ONLY_EXAMPLES = mark("Only the example cases were run: hidden ones remain, and decide the grade.")
UNNAMED = mark("A case without a sentence of its own.")


@dataclass(frozen=True)
class Final:
    """A final score that goes before the record's points, and why."""

    score: Decimal
    possible: Decimal
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lost:
    """What was asked and what came instead; `alike` further cases ended with the same message."""

    asked: str
    came: str
    alike: int


# A class has few different numbers of points, and each of them thousands of times; 1 and 1.0 are told apart.
@functools.lru_cache(maxsize=4096, typed=True)
def exact(value: int | float) -> Decimal:
    """The decimal that a JSON number was written from."""
    return Decimal(str(value))


def digits(points: Decimal) -> str:
    """A number without needless zeros."""
    return f"{points.normalize():f}"


def is_graded(record: Record) -> bool:
    """Whether the score may be used."""
    return bool(record["score"]["graded"])


def judged(part: Record) -> Decimal:
    """The points that a score or an exercise could bring on the machines there were."""
    return exact(part["possible"]) - exact(part["pending"])


def headline(record: Record, final: Final | None = None) -> list[str]:
    """The score in a few sentences, with everything that makes it another one than it seems."""
    if not is_graded(record):
        return [translate(NOT_GRADED)]
    score = record["score"]
    pending = exact(score["pending"])
    value, possible = (final.score, final.possible) if final else (exact(score["earned"]), exact(score["possible"]))
    # A final score is out of the whole course, also where only some of its units are in the record.
    so_far = " so far" if pending or possible > exact(score["possible"]) else ""
    lines = [f"Score{so_far}: {digits(value)} of {digits(possible)} points."]
    lines += [clean(reason) for reason in final.reasons] if final else []
    lines += [waiting(pending)] if pending else []
    return lines if score["hidden_cases"] else [*lines, translate(ONLY_EXAMPLES)]


def waiting(pending: Decimal) -> str:
    """What is pending is not lost."""
    one = "1 point waits for a machine with an accelerator and is not lost."
    many = "{points} points wait for a machine with an accelerator and are not lost."
    return translate(one) if pending == 1 else translate(many, points=digits(pending))


def title(case: Record) -> str:
    """What a case is called: its own sentence; a public one without a sentence, by its function's name."""
    sentence = clean(case["asked"]).strip()
    if sentence or case["visibility"] == "hidden":
        return sentence or translate(UNNAMED)
    return clean(case["id"].split("::")[-1]).removeprefix("test_").replace("_", " ")


def told(case: Record) -> str:
    """What a student may read of a case that was not passed."""
    if case["outcome"] == "broken":
        return translate(BROKEN_CASE)
    return clean(case["message"]).strip() or translate(NO_MESSAGE)


def is_lost(case: Record) -> bool:
    """Whether the case says anything against the submission."""
    return case["outcome"] not in ("passed", "pending")


def lost(cases: Sequence[Record]) -> list[Lost]:
    """Each message once, with the first case that gave it."""
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for case in cases:
        if is_lost(case):
            message = told(case)
            first.setdefault(message, title(case))
            count[message] = count.get(message, -1) + 1
    return [Lost(asked, message, count[message]) for message, asked in first.items()]


def failing_examples(exercise: Record) -> int:
    """How many example cases fail where every point was earned all the same: hidden cases decide those."""
    against = [case for case in exercise["cases"] if is_lost(case)]
    is_whole = exact(exercise["earned"]) == judged(exercise)
    return len(against) if is_whole and all(case["visibility"] == "public" for case in against) else 0


def no_points_lost(examples: int) -> str:
    """What is said where nothing but example cases fail."""
    return plural(
        "{count} example case fails, no points are lost", "{count} example cases fail, no points are lost", examples
    )


def explain(exercise: Record) -> str:
    """An exercise's lost points and pending ones as plain text; empty where there is nothing to say."""
    examples = failing_examples(exercise)
    parts = [f"({no_points_lost(examples)})"] if examples else []
    parts += [
        f"Asked: {each.asked}\nCame: {each.came}" + (f"\n({each.alike} more like this)" if each.alike else "")
        for each in lost(exercise["cases"])
    ]
    pending = exact(exercise["pending"])
    return "\n\n".join([*parts, *([waiting(pending)] if pending else [])])


def notes(record: Record) -> list[str]:
    """What was met while reading and loading the files."""
    return [f"{clean(note['where'])}: {clean(note['message'])}" for note in record["notes"]]


def unreadable(record: Record) -> str:
    """Why nothing could be read at all; empty for what was graded."""
    if any(exercise["cases"] for exercise in record["exercises"]):
        return ""
    return "; ".join(clean(note["message"]) for note in record["notes"] if note["kind"] == "intake")
