"""Wrong answers as students write them: the first message names the real cause of each.

`GRADE_ALL_ANSWERS=1` runs every one of them; else a fixed part, the same on every machine.
"""

from __future__ import annotations

import os
import re
import sys

import pytest
from answered import TIMED, Answer, grade, read_answers

from grader.model import Outcome, Verdict

ANSWERS = read_answers()
# Each nineteenth, and none that has to run out of time.
STEP = 1 if os.environ.get("GRADE_ALL_ANSWERS") else 19
CHOSEN = [each for each in ANSWERS[::STEP] if STEP == 1 or not (each.function == TIMED or "endless" in each.cause)]
FUNCTIONS = ("get_data", "get_weights", "simple_network", "loss_fn", "optimize")


@pytest.fixture(scope="module")
def verdicts() -> dict[Answer, list[Verdict]]:
    """What was not passed, by answer."""
    if not sys.platform.startswith("linux"):
        pytest.skip("one warm server for all needs forks")
    return grade(CHOSEN)


@pytest.mark.parametrize("answer", CHOSEN, ids=lambda each: f"{each.function}: {each.cause}"[:70])
def test_the_first_message_names_the_cause(verdicts: dict[Answer, list[Verdict]], answer: Answer) -> None:
    """It is wrong, and what is read first says why; no answer is taken for a fault of the grader."""
    assert verdicts[answer], "every case was passed"
    assert answer.misses(verdicts[answer][0].message) == [], verdicts[answer][0].message
    assert not [each for each in verdicts[answer] if each.outcome is Outcome.BROKEN]


def test_the_corpus_is_wide() -> None:
    """At least three hundred answers, fifteen for each function of the network, each with words of its own."""
    assert len(ANSWERS) >= 300
    for name in FUNCTIONS:
        assert sum(each.function == name for each in ANSWERS) >= 15
    assert len({each.exercise for each in ANSWERS}) == 39
    for each in ANSWERS:
        assert all(re.compile(word) for word in each.words)
        assert each.words[0], each.cause
