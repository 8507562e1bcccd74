"""Markdown for a job's summary, a release or a pull request: a table of points, then what was lost.

What a student or a case wrote stands in fenced blocks alone, where neither HTML nor mentions nor links have any effect;
a fence is longer than every run of backticks in it. Names are escaped sign by sign.
"""

from __future__ import annotations

import re

from grader.emit.fitting import clip, fit
from grader.emit.reading import Final, Record, digits, exact, explain, headline, is_lost, notes
from grader.emit.record import clean

# A step's summary on GitHub takes 1024 KiB.
LIMIT = 1024 * 2**10
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>+\-.!|~&:$])")
# GitHub looks for these in what is rendered, so a backslash does not hide them.
CALLING = re.compile(r"([@#])")


def markdown(record: Record, final: Final | None = None) -> str:
    """The page as text."""
    return fit(lambda length: page(record, final, length), LIMIT, "A summary on GitHub")


def page(record: Record, final: Final | None, length: int) -> str:
    """The page with each text at most so long."""
    parts = [f"## {plain(record['submission']['id'])}", *(plain(line) for line in headline(record, final))]
    parts.append(
        "\n".join(["| Exercise | Points | Pending |", "| --- | ---: | ---: |", *map(row, record["exercises"])])
    )
    for exercise in record["exercises"]:
        text = explain(exercise)
        if text and any(is_lost(case) for case in exercise["cases"]):
            parts += [f"### {plain(exercise['id'])}", block(clip(text, length))]
    met = notes(record)
    if met:
        parts += ["### Met while reading the files", block(clip("\n".join(met), length))]
    return "\n\n".join(parts) + "\n"


def row(exercise: Record) -> str:
    """A line of the table."""
    pending = exact(exercise["pending"])
    points = f"{digits(exact(exercise['earned']))} / {digits(exact(exercise['possible']))}"
    return f"| {plain(exercise['id'])} | {points} | {digits(pending) if pending else ''} |"


def plain(text: str) -> str:
    """One line of text in which nothing is Markdown."""
    return CALLING.sub("\\1\u200b", SPECIAL.sub(r"\\\1", " ".join(clean(text).split())))


def block(text: str) -> str:
    """A fenced block that its text cannot leave."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
