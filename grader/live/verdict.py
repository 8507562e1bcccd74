"""A record of `grade run` as a notebook shows it: a few sentences, as HTML and as text; no string is trusted."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.advice import is_not_started
from grader.emit.markup import QUOTED
from grader.emit.record import clean
from grader.model import Exercise
from grader.words import mark, plural, sentences, translate

SHOWN_CASES = 3
SHOWN_NOTES = 5
COLOURS = {"✓": "#1a7f37", "✗": "#cf222e", "◐": "#bf8700", "·": "#768390", "◌": "#0969da"}
BOX = "border-left: 4px solid {}; padding: 0.2em 0.9em; margin: 0.5em 0; line-height: 1.5"
ROW = "display: flex; gap: 0.8em"
LABEL = "flex: 0 0 4em; opacity: 0.65"
WORDS = {
    "raised": mark("raised"),
    "timed_out": mark("time"),
    "crashed": mark("crash"),
    "out_of_memory": mark("memory"),
    "not_found": mark("missing"),
    "broken": mark("grader"),
}
CELLS = mark("Cells are named by the number in brackets to their left.")
ABSENT = mark(
    "it is not defined here yet. Run the cell that defines it first; where that one ends in an error, mend it."
)
REMAIN = mark("These were the example cases; hidden ones remain, and decide the grade.")


@dataclass(frozen=True)
class Problem:
    """Why nothing could be checked, and what to do."""

    message: str
    hint: str = ""

    def __repr__(self) -> str:
        """As text."""
        return clean(f"{self.message}\n{self.hint}".strip())

    def _repr_html_(self) -> str:
        """As a notebook shows it."""
        hint = f"<br>{escaped(self.hint)}" if self.hint else ""
        return f'<div style="{BOX.format(COLOURS["◐"])}">{escaped(self.message)}{hint}</div>'


@dataclass(frozen=True)
class Block:
    """What there is to say on one exercise."""

    sign: str
    name: str
    sentence: str
    lines: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Lines of text."""
        told = [f"  {label:<8} {text}".replace("\n", "\n" + " " * 11) for label, text in self.lines]
        hint = [f"  {translate('hint'):<8} {self.hints[0]}"] if self.hints else []
        return clean("\n".join([f"{self.sign} {self.name}: {self.sentence}", *told, *hint]))

    def as_html(self) -> str:
        """A box with a coloured edge; its colours are legible on light and on dark."""
        told = "".join(
            f'<div style="{ROW}"><span style="{LABEL}">{escaped(label)}</span><span>{escaped(text)}</span></div>'
            for label, text in self.lines
        )
        head = f"<strong>{self.sign} {escaped(self.name)}</strong>: {escaped(self.sentence)}"
        return f'<div style="{BOX.format(COLOURS[self.sign])}"><div>{head}</div>{told}{_steps(self.hints)}</div>'


@dataclass(frozen=True)
class Verdict:
    """The record of one unit's exercises, and those that are not defined at all."""

    record: dict[str, Any]
    exercises: tuple[Exercise, ...]
    absent: tuple[Exercise, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """One for each exercise, in the order in which they were asked for."""
        graded = {each["id"]: each["cases"] for each in self.record.get("exercises", ())}
        for exercise in self.exercises:
            if exercise in self.absent:
                yield Block("·", exercise.name, translate(ABSENT))
            else:
                yield _block(exercise, graded.get(exercise.id, []))

    def notes(self) -> list[str]:
        """What was met while the cells were read."""
        return [f"{each['where']}: {each['message']}" for each in self.record.get("notes", ())][:SHOWN_NOTES]


@dataclass(frozen=True)
class Verdicts:
    """What `check` gives: shown as HTML by a notebook, as text elsewhere."""

    units: tuple[Verdict, ...]

    @property
    def blocks(self) -> list[Block]:
        """One for each exercise."""
        return [block for unit in self.units for block in unit.blocks()]

    @property
    def passed(self) -> bool:
        """Whether every case that could be judged was passed."""
        return all(block.sign == "✓" for block in self.blocks)

    @property
    def notes(self) -> list[str]:
        """What was met while the cells were read."""
        return [note for unit in self.units for note in unit.notes()]

    def closing(self) -> str:
        """What to know of all of it."""
        told = [*self.notes, *(text for block in self.blocks for _, text in block.lines)]
        remains = translate(REMAIN) if any(block.sign == "✓" for block in self.blocks) else ""
        cell = translate("cell {cell}").partition("{")[0]
        return sentences(remains, translate(CELLS) if any(cell in text for text in told) else "")

    def __repr__(self) -> str:
        """As text."""
        lines = [*(block.as_text() for block in self.blocks), *map(clean, self.notes), self.closing()]
        return "\n".join(filter(None, lines))

    def _repr_html_(self) -> str:
        """As a notebook shows it."""
        notes = "".join(f"<div>{escaped(note)}</div>" for note in self.notes)
        small = f'<div style="opacity: 0.65; font-size: 0.9em">{notes}{escaped(self.closing())}</div>'
        return "".join(block.as_html() for block in self.blocks) + (small if notes or self.closing() else "")


def escaped(text: str) -> str:
    """Harmless as HTML, and visible: no control characters, no text turned round; `code` is set as code."""
    return QUOTED.sub(r"<code>\1</code>", html.escape(clean(text))).replace("\n", "<br>")


def _steps(hints: tuple[str, ...]) -> str:
    """Each hint behind a click, the next one inside the last."""
    inner = ""
    for number, hint in reversed(list(enumerate(hints, 1))):
        inner = f"<details><summary>{_step(number, len(hints))}</summary>{escaped(hint)}{inner}</details>"
    return inner


def _step(number: int, total: int) -> str:
    return escaped(translate("Hint {number} of {total}", number=number, total=total))


def _block(exercise: Exercise, cases: list[dict[str, Any]]) -> Block:
    waiting = [each for each in cases if each["outcome"] == "pending"]
    judged = [each for each in cases if each["outcome"] != "pending"]
    lost = [each for each in judged if each["outcome"] != "passed"]
    if not cases:
        return Block("◌", exercise.name, translate("the course has no example cases for it."))
    if not judged:
        return Block("◌", exercise.name, translate("its cases need an accelerator, and there is none here."))
    if all(is_not_started(each["message"]) for each in lost) and len(lost) == len(judged):
        return Block("·", exercise.name, translate("not started yet. Fill in the cell, run it, and check again."))
    later = translate(" ({count} more on an accelerator)", count=len(waiting)) if waiting else ""
    if not lost:
        told = plural(
            "passed {count} example case{later}.", "passed {count} example cases{later}.", len(judged), later=later
        )
        return Block("✓", exercise.name, told)
    passed = len(judged) - len(lost)
    sentence = plural(
        "{passed} of {count} example case passed{later}.",
        "{passed} of {count} example cases passed{later}.",
        len(judged),
        passed=passed,
        later=later,
    )
    return Block("◐" if passed else "✗", exercise.name, sentence, tuple(_told(lost)), exercise.hints)


def _told(lost: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for case in lost:
        if case["message"] not in seen and len(seen) < SHOWN_CASES:
            seen.add(case["message"])
            if case["asked"]:
                yield translate("asked"), case["asked"]
            yield translate(WORDS.get(case["outcome"], "came")), case["message"]
