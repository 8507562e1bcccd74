"""Text for an HTML page: everything that a student or a record says goes through here."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.emit.record import clean

MAX_TEXT = 3000
MAX_NAME = 200
QUOTED = re.compile(r"`([^`\n]{1,300})`")
# A line of the student's own file, as messages name it: `(line 3: …)`, `(cell 2, line 3)`.
PLACE = re.compile(r"\((?:cell (\d{1,6}), )?line (\d{1,9})(?=[:)])")
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
UNFIT_FOR_ID = re.compile(r"[^A-Za-z0-9._-]")
Line = tuple[int | None, int]


def text(value: str, longest: int = MAX_TEXT) -> str:
    """Text in which nothing is markup; what cannot be seen or turns text around is spelt out."""
    shown = value if len(value) <= longest else f"{value[:longest]} …"
    return clean(shown).translate(ESCAPES)


def name(value: str) -> str:
    """A name, kept from changing the direction of what stands beside it."""
    return f"<bdi>{text(value, MAX_NAME)}</bdi>"


def identifier(*parts: object) -> str:
    """An element's id, or a link's target, made of names."""
    return UNFIT_FOR_ID.sub("_", "-".join(map(str, parts)))


def prose(value: str, link: Callable[[Line], str] = lambda line: "") -> str:
    """A sentence of a case or a message: `code` is set as code, and a line of the student's file becomes a link."""

    def place(found: re.Match[str]) -> str:
        target = link((int(found[1]) if found[1] else None, int(found[2])))
        words = found[0][1:]
        return f'(<a href="#{target}">{words}</a>' if target else found[0]

    return QUOTED.sub(r"<code>\1</code>", PLACE.sub(place, text(value)))


def lines_named(message: str) -> list[Line]:
    """The lines of the student's own file that a message names."""
    return [(int(cell) if cell else None, int(line)) for cell, line in PLACE.findall(message)]


def details(summary: str, body: str, kind: str = "", is_open: bool = False) -> str:
    """A part that the keyboard opens and closes."""
    css = f' class="{kind}"' if kind else ""
    return f"<details{css}{' open' if is_open else ''}><summary>{summary}</summary>{body}</details>"
