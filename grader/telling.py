"""How a cause is put together with what a case has seen, so that nothing is read twice."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.advice import BY_KIND, advice_for
from grader.errors import StudentRaised
from grader.mistakes import Mistake
from grader.model import Verdict
from grader.slips import Reading
from grader.words import sentences, translate

NAME_ADVICE = BY_KIND["NameError"]
SENTENCE = re.compile(r".+?(?:[.?!](?= |$)|[。？！]|$) ?")
WORD = re.compile(r"[a-z_]+|[0-9.]*[0-9]|[\u4e00-\u9fff]")
# Which part of a sentence's words may be new, and it still says nothing more.
UNSAID = 0.2


def explained(verdict: Verdict, error: BaseException | None, reading: Reading) -> Verdict:
    """The verdict on an exception with the piece of the text that it comes from, in place of general advice."""
    if not isinstance(error, StudentRaised):
        return verdict
    found = re.search(r"name '(\w+)' is not defined", error.text)
    line = error.frames[-1].text if error.frames else ""
    cause = (reading.near_name(found[1]) if found else "") or reading.culprit(error.text, line)
    advice = advice_on(error)
    # A name has advice of its own, and an import that is missing is no slip of the function's.
    if cause and (not found or verdict.message.endswith(translate(NAME_ADVICE))):
        return replace(verdict, message=sentences(without(verdict.message, advice), cause))
    beside = "" if found else reading.beside_an_error()
    return replace(verdict, message=sentences(verdict.message, beside))


def advice_on(error: StudentRaised) -> str:
    """The general advice that a message on an exception ends with."""
    return advice_for(error.kind, error.text, error.frames[-1].text if error.frames else "")


def without(message: str, advice: str) -> str:
    """A message without the advice at its end."""
    return message.removesuffix(advice).rstrip() if advice else message


def with_cause(verdict: Verdict, mistake: Mistake, error: BaseException | None) -> Verdict:
    """The verdict that says the cause first, and after it what was seen, as far as that says anything more."""
    cause = translate(mistake.cause)
    if isinstance(error, StudentRaised):
        seen = without(verdict.message, advice_on(error))
    else:
        seen = sentences(*(each.strip() for each in SENTENCE.findall(verdict.message) if not is_said(each, cause)))
    return replace(verdict, mistake=mistake.name, message=f"{cause}\n{seen}".strip())


def is_said(sentence: str, cause: str) -> bool:
    """Whether nearly every word of a sentence stands in the cause already; in Chinese each character is a word."""
    words, known = WORD.findall(sentence.lower()), set(WORD.findall(cause.lower()))
    return sum(word not in known for word in words) <= len(words) * UNSAID
