"""The words a student reads when a case is not passed: what happened, where, and what to look at."""

from __future__ import annotations

import difflib
import re

from grader.advice import NO_PACKAGE, NOT_STARTED, advice_for
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
            told = f" ({told})" if told else ""
            return f"It asked for more memory than the {limit} MB it may have{told}{place(fault.frames)}."
        case StudentRaised():
            return raised_message(fault, limits, facts)
        case StudentTimedOut():
            unit = "seconds of processor time" if fault.kind == "cpu" else "seconds"
            ran = f"{_start(fault.doing)} ran for more than {fault.seconds:g} {unit}"
            return f"{ran} and was stopped. Is there a loop that never ends?"
        case StudentCrashed():
            return f"The process that ran your code ended during {fault.doing}: {fault.reason}."
    return str(fault)


def raised_message(fault: StudentRaised, limits: Limits, facts: LoadFacts) -> str:
    """An exception with the student's own line and advice for a beginner."""
    if fault.kind == "NotImplementedError" and any("raise NotImplementedError" in frame.text for frame in fault.frames):
        return _unwritten(fault)
    text = _first_line(fault.text)
    told = f"{fault.kind}: {text}" if text else fault.kind
    advice = limit_words(fault.limit, limits) or _never_set(fault, facts)
    advice = advice or advice_for(fault.kind, fault.text, fault.frames[-1].text if fault.frames else "")
    if not fault.frames and fault.kind == "AttributeError" and "no attribute" in text:
        return f"What your function gave is not of the kind that was asked for: {text}."
    return f"Your code raised {told}{place(fault.frames)}.{' ' + advice if advice else ''}"


def _unwritten(fault: StudentRaised) -> str:
    """A stub that was called by the case, or by another function of the student's."""
    if len(fault.frames) == 1:
        return f"{NOT_STARTED}: this function still is the stub."
    name = fault.frames[-1].function
    return f"Your code calls `{name}`, which is not written yet{place(fault.frames[:1])}."


def _never_set(fault: StudentRaised, facts: LoadFacts) -> str:
    """Why a name of the file is not there: the statement that should have set it failed."""
    found = re.search(r"name '(\w+)' is not defined", fault.text) if fault.kind == "NameError" else None
    why = facts.broken.get(found[1], "") if found else ""
    if why.count("ModuleNotFoundError"):
        return f"Its import failed, {why}. {NO_PACKAGE}"
    return f"The statement that sets it failed, {why}." if why else ""


def limit_words(limit: str, limits: Limits) -> str:
    """The figure of the limit that an exception comes from; empty for any other exception."""
    match limit:
        case "file":
            return f"One file may have at most {limits.file_bytes // 2**20} MB here."
        case "open files":
            return f"At most {limits.open_files} files may be open at a time here."
        case "processes":
            return f"At most {limits.processes} processes and threads may run at a time here."
    return ""


def place(frames: tuple[Frame, ...]) -> str:
    """Where in the student's file: the innermost of their lines."""
    if not frames:
        return ""
    last = frames[-1]
    where = f"{last.where}, line {last.line}" if last.where else f"line {last.line}"
    code = last.text.strip()
    return f" ({where}: `{code[:120]}`)" if code else f" ({where})"


def missing_message(name: str, facts: LoadFacts) -> str:
    """Why a function is not there: its definition failed, it hides in another one, or it has another name."""
    if name in facts.broken:
        return f"`{name}` could not be read, {facts.broken[name]}."
    if name in facts.nested:
        return f"Found `{name}` inside `{facts.nested[name]}`: move it to the outermost level of the file."
    similar = near_misses(name, facts.names)
    if similar:
        return f"Found `{similar[0]}`, the exercise is called `{name}`."
    return f"There is no `{name}` in your file."


def near_misses(name: str, known: tuple[str, ...]) -> list[str]:
    """Names in the module that may have been meant, the likeliest first."""
    folded = {each.lower().replace("_", ""): each for each in known}
    close = difflib.get_close_matches(name.lower().replace("_", ""), list(folded), n=2, cutoff=0.75)
    return [folded[each] for each in close if folded[each] != name]


def failure_message(error: AssertionError, reveals: bool) -> str:
    """What a comparison or an assertion of a case said, with values only where the course reveals them."""
    if isinstance(error, Mismatch):
        return f"{error.message} {error.detail}".strip() if reveals else error.message
    text = str(error).strip().split("\nassert ")[0].strip()
    return text if text and not text.startswith("assert ") else "The result is not the one asked for."


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:300].rstrip(".") if lines else ""


def _start(text: str) -> str:
    return text if text.startswith("`") else text[:1].upper() + text[1:]
