"""The words a student reads when a case is not passed: what happened, where, and what to look at."""

from __future__ import annotations

import difflib
import re

from grader.advice import STUB, advice_for
from grader.compare import Mismatch
from grader.errors import (
    Frame,
    StudentCrashed,
    StudentFault,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimedOut,
)
from grader.model import Limits, LoadFacts, Outcome
from grader.pitfalls import NO_PACKAGE
from grader.words import mark, recognise, sentences, translate

# Where something stands in a student's files, as their process says it.
PLACES = (mark("line {line}"), mark("cell {cell}"), mark("cell {cell}, line {line}"))
DOES_NOT_END = {
    "cpu": mark(
        "{doing} ran for more than {seconds} seconds of processor time and was stopped."
        " Is there a loop that never ends?"
    ),
    "wall": mark("{doing} ran for more than {seconds} seconds and was stopped. Is there a loop that never ends?"),
}


def outcome_of(fault: StudentFault) -> Outcome:
    """The outcome that a fault of the student's code gives."""
    match fault:
        case StudentMissing():
            return Outcome.NOT_FOUND
        case StudentOutOfMemory():
            return Outcome.OUT_OF_MEMORY
        case StudentRaised():
            return Outcome.RAISED
        case StudentTimedOut():
            return Outcome.TIMED_OUT
        case StudentCrashed():
            return Outcome.CRASHED
    return Outcome.FAILED


def message_of(fault: StudentFault, limits: Limits, facts: LoadFacts) -> str:
    """One or two sentences about a fault."""
    match fault:
        case StudentMissing():
            return missing_message(fault.name, facts)
        case StudentOutOfMemory():
            limit = limits.memory_bytes // 2**20
            told = _first_line(fault.text)
            details = f"{f' ({told})' if told else ''}{place(fault.frames)}"
            return translate(
                "It asked for more memory than the {limit} MB it may have{details}.", limit=limit, details=details
            )
        case StudentRaised():
            return raised_message(fault, limits, facts)
        case StudentTimedOut():
            told = DOES_NOT_END["cpu" if fault.kind == "cpu" else "wall"]
            return translate(told, doing=_start(fault.doing), seconds=f"{fault.seconds:g}")
        case StudentCrashed():
            return translate(
                "The process that ran your code ended during {doing}: {reason}.",
                doing=recognise(fault.doing),
                reason=recognise(fault.reason),
            )
    return recognise(str(fault))


def raised_message(fault: StudentRaised, limits: Limits, facts: LoadFacts) -> str:
    """An exception with the student's own line and advice for a beginner."""
    if fault.kind == "NotImplementedError" and any("raise NotImplementedError" in frame.text for frame in fault.frames):
        return _unwritten(fault)
    text = _first_line(fault.text)
    told = f"{fault.kind}: {text}" if text else fault.kind
    advice = limit_words(fault.limit, limits) or _never_set(fault, facts)
    advice = advice or advice_for(fault.kind, fault.text, fault.frames[-1].text if fault.frames else "")
    if not fault.frames and fault.kind == "AttributeError" and "no attribute" in text:
        if re.search(r"'(function|method|builtin_function_or_method)' object", text):
            return translate("What came back is {kind}.", kind=translate("a function that was not called"))
        return translate("What your function gave is not of the kind that was asked for: {error}.", error=text)
    return sentences(translate("Your code raised {error}{place}.", error=told, place=place(fault.frames)), advice)


def _unwritten(fault: StudentRaised) -> str:
    """A stub that was called by the case, or by another function of the student's."""
    if len(fault.frames) == 1:
        return translate(STUB)
    name, where = fault.frames[-1].function, place(fault.frames[:1])
    return translate("Your code calls `{name}`, which is not written yet{place}.", name=name, place=where)


def _never_set(fault: StudentRaised, facts: LoadFacts) -> str:
    """Why a name of the file is not there: the statement that should have set it failed."""
    found = re.search(r"name '(\w+)' is not defined", fault.text) if fault.kind == "NameError" else None
    why = facts.broken.get(found[1], "") if found else ""
    if why.count("ModuleNotFoundError"):
        return sentences(translate("Its import failed, {reason}.", reason=why), translate(NO_PACKAGE))
    return translate("The statement that sets it failed, {reason}.", reason=why) if why else ""


def limit_words(limit: str, limits: Limits) -> str:
    """The figure of the limit that an exception comes from; empty for any other exception."""
    match limit:
        case "file":
            return translate("One file may have at most {limit} MB here.", limit=limits.file_bytes // 2**20)
        case "open files":
            return translate("At most {limit} files may be open at a time here.", limit=limits.open_files)
        case "processes":
            return translate("At most {limit} processes and threads may run at a time here.", limit=limits.processes)
    return ""


def place(frames: tuple[Frame, ...]) -> str:
    """Where in the student's file: the innermost of their lines."""
    if not frames:
        return ""
    last = frames[-1]
    where = recognise(f"{last.where}, line {last.line}" if last.where else f"line {last.line}")
    code = last.text.strip()
    return f" ({where}: `{code[:120]}`)" if code else f" ({where})"


def missing_message(name: str, facts: LoadFacts) -> str:
    """Why a function is not there: its definition failed, it hides in another one, or it has another name."""
    if name in facts.broken:
        where, colon, why = facts.broken[name].partition(": ")
        reason = f"{recognise(where)}{colon}{recognise(why)}"
        told = "`{name}` could not be read, {reason}."
        if reason.endswith(("?", "？")):
            # Python's own words end in a question.
            told = "`{name}` could not be read, {reason}"
        return translate(told, name=name, reason=reason)
    if name in facts.nested:
        told = "Found `{name}` inside `{outer}`: move it to the outermost level of the file."
        return translate(told, name=name, outer=facts.nested[name])
    similar = near_misses(name, facts.names)
    if similar:
        return translate("Found `{similar}`, the exercise is called `{name}`.", similar=similar[0], name=name)
    return translate("There is no `{name}` in your file.", name=name)


def near_misses(name: str, known: tuple[str, ...]) -> list[str]:
    """Names in the module that may have been meant, the likeliest first."""
    folded = {each.lower().replace("_", ""): each for each in known}
    close = difflib.get_close_matches(name.lower().replace("_", ""), list(folded), n=2, cutoff=0.75)
    return [folded[each] for each in close if folded[each] != name]


def failure_message(error: AssertionError, reveals: bool) -> str:
    """What a comparison or an assertion of a case said, with values only where the course reveals them."""
    if isinstance(error, Mismatch):
        return sentences(error.message, error.detail) if reveals else error.message
    text = str(error).strip().split("\nassert ")[0].strip()
    is_told = bool(text) and not text.startswith("assert ")
    return recognise(text) if is_told else translate("The result is not the one asked for.")


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:300].rstrip(".") if lines else ""


def _start(text: str) -> str:
    text = recognise(text)
    return text if text.startswith("`") else text[:1].upper() + text[1:]
