"""The feedback page: one HTML file that needs nothing else, for a student to read anywhere.

A pure function of the record, the sources and the drawings. It runs no script, asks for nothing over the network, and a
policy in its head forbids both to whatever a student may have smuggled in; all their strings are escaped besides.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.emit.chart import figures
from grader.emit.listing import Listing, line_target, listing
from grader.emit.markup import Line, details, identifier, lines_named, name, prose, text
from grader.emit.reading import Record, digits, exact, headline, is_graded, unreadable
from grader.emit.verdicts import beside, exercise_part, is_to_do, state, sums
from grader.model import Course, LineDrawing, Source
from grader.words import spoken, translate

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
STYLE_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'"
MAX_NOTES = 60
BAR = 100


def page(
    record: Record, course: Course, sources: Sequence[Source] | None = (),
    drawings: Mapping[str, LineDrawing] | None = None,
) -> str:  # fmt: skip
    """The page as text; the same for the same record. Without sources at all it says that the code is not shown."""
    by_unit: dict[str, list[Record]] = {}
    for exercise in record["exercises"]:
        by_unit.setdefault(exercise["id"].partition(".")[0], []).append(exercise)
    reason = unreadable(record)
    own = {source.unit: source for source in sources or ()}
    units = [
        UnitPart(course, unit, exercises, own.get(unit), drawings or {}, sources is not None).html()
        for unit, exercises in by_unit.items()
    ]
    body = [points_part(record, course, by_unit, reason), notes_part(record), *([] if reason else units)]
    return document(record, course, "".join(body))


def document(record: Record, course: Course, body: str) -> str:
    """The frame of the page."""
    student = record["submission"]["id"]
    return f"""<!DOCTYPE html>
<html lang="{spoken()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{text(student, 100)}: {text(course.title, 100)}</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#main">{translate("To the verdicts")}</a>
<header><p>{text(course.title)}</p><h1>{translate("Feedback for {student}", student=name(student))}</h1></header>
<main id="main">
{body}
</main>
<footer>{origin(record)}</footer>
</body>
</html>
"""


def points_part(record: Record, course: Course, by_unit: Mapping[str, Sequence[Record]], reason: str) -> str:
    """The score, and the points by unit."""
    score = record["score"]
    if not is_graded(record):
        big = f'<p class="score">{translate("Not graded")}</p>'
    else:
        of = translate(
            "of {possible} points so far" if exact(score["pending"]) else "of {possible} points",
            possible=digits(exact(score["possible"])),
        )
        big = f'<p class="score"><b>{digits(exact(score["earned"]))}</b> {of}</p>'
    told = headline(record) if not is_graded(record) else headline(record)[1:]
    lines = "".join(f"<p>{prose(line)}</p>" for line in told)
    rows = "".join(unit_row(course, unit, exercises, bool(reason)) for unit, exercises in by_unit.items())
    headings = (translate("Unit"), translate("Points"), translate("Exercises complete"))
    cells = "".join(f'<th scope="col">{each}</th>' for each in headings)
    head = f"<tr>{cells}</tr>"
    table = f'<table class="units"><thead>{head}</thead><tbody>{rows}</tbody></table>' if rows else ""
    unread = prose(translate("Your submission could not be read: {reason}", reason=reason))
    why = f'<p class="alert">{unread}</p>' if reason else ""
    title = translate("Points")
    return f'<section aria-labelledby="points"><h2 id="points">{title}</h2>{big}{why}{lines}{table}</section>'


def unit_row(course: Course, unit: str, exercises: Sequence[Record], is_unreadable: bool) -> str:
    """A unit's points in numbers and as a bar."""
    whole = sums(exercises)
    broken = any(state(each) == "broken" for each in exercises)
    complete = sum(state(each) == "full" for each in exercises)
    title = text(unit_title(course, unit))
    link = title if is_unreadable else f'<a href="#{identifier("unit", unit)}">{title}</a>'
    bar = "" if broken else point_bar(*(float(whole[part]) for part in ("earned", "pending", "possible")))
    worth = translate("not graded")
    if not broken:
        told = "{earned} of {possible} ({pending} waiting)" if whole["pending"] else "{earned} of {possible}"
        worth = translate(told, **{part: digits(each) for part, each in whole.items()})
    done = translate("{earned} of {possible}", earned=complete, possible=len(exercises))
    return f'<tr><th scope="row">{link}</th><td>{bar}{worth}</td><td>{done}</td></tr>'


def point_bar(earned: float, pending: float, possible: float) -> str:
    """What is earned and what waits, as lengths; the numbers stand beside it."""
    scale = BAR / possible if possible else 0.0
    got, waits = earned * scale, pending * scale
    return (
        f'<svg class="bar" viewBox="0 0 {BAR} 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="{BAR}" height="8"/><rect class="got" width="{got:.1f}" height="8"/>'
        f'<rect class="wait" x="{got:.1f}" width="{waits:.1f}" height="8"/></svg>'
    )


def unit_title(course: Course, unit: str) -> str:
    """As the course calls it."""
    found = course.unit(unit)
    return found.title if found else unit


class UnitPart:
    """A unit: its exercises, the drawing, and the code with the verdicts beside it."""

    def __init__(
        self, course: Course, unit: str, exercises: Sequence[Record], source: Source | None,
        drawings: Mapping[str, LineDrawing], has_code: bool = True,
    ) -> None:  # fmt: skip
        self.course = course
        self.unit = unit
        self.exercises = exercises
        self.by_function = {each["id"].partition(".")[2]: each for each in exercises}
        self.drawings = drawings
        self.source = source
        self.has_code = has_code
        # Code that nobody has touched is the course's own.
        is_untouched = all(state(each) == "todo" for each in exercises)
        self.listing = self._listing(source) if source is not None and not is_untouched else None

    def _listing(self, source: Source) -> Listing:
        messages = (case["message"] for exercise in self.exercises for case in exercise["cases"])
        named = {line for message in messages for line in lines_named(message)}
        # Beside the code its lines are in sight: a link there would lead to where it stands.
        return listing(source, self.by_function, lambda each: beside(self.by_function[each], lambda line: ""), named)

    def html(self) -> str:
        """The whole unit."""
        title = identifier("unit", self.unit)
        parts = []
        for exercise in self.exercises:
            parts.append(self._exercise(exercise))
            if exercise["id"] in self.drawings:
                parts.append(figures(self.drawings[exercise["id"]], identifier("drawing", exercise["id"])))
        return (
            f'<section class="unit" aria-labelledby="{title}"><h2 id="{title}">'
            f"{text(unit_title(self.course, self.unit))}</h2>{''.join(parts)}{self._code()}</section>"
        )

    def _exercise(self, exercise: Record) -> str:
        function = exercise["id"].partition(".")[2]
        found = self.course.exercise(exercise["id"])
        is_listed = self.listing is not None and function in self.listing.functions
        code = identifier("code", self.unit, function) if is_listed else ""
        return exercise_part(exercise, found.hints if found else (), self._link, code, is_to_do(exercise))

    def _link(self, line: Line) -> str:
        return line_target(self.unit, line) if self.listing and line in self.listing.lines else ""

    def _code(self) -> str:
        if not self.has_code:
            return f'<p class="no-code">{translate("This page was made without your code.")}</p>'
        if self.source is None:
            return f'<p class="no-code">{translate("No file of yours was found for this unit.")}</p>'
        if self.listing is None:
            return f'<p class="no-code">{translate("{file} is as you got it.", file=name(self.source.path.name))}</p>'
        summary = f"<h3>{translate('Your code: {file}', file=name(self.source.path.name))}</h3>"
        is_open = any(map(is_to_do, self.exercises))
        return details(summary, f'<div class="listing">{self.listing.html}</div>', "code", is_open)


def notes_part(record: Record) -> str:
    """What was met while the files were read and loaded."""
    found = [note for note in record["notes"] if note["kind"] != "intake"]
    if not found:
        return ""
    items = [f"<li><b>{text(note['where'], 200)}</b> {prose(note['message'])}</li>" for note in found[:MAX_NOTES]]
    if len(found) > MAX_NOTES:
        items.append(f"<li>{translate('… and {count} more.', count=len(found) - MAX_NOTES)}</li>")
    return (
        f'<section aria-labelledby="notes"><h2 id="notes">{translate("Met while reading your files")}</h2>'
        f'<p>{translate("These cost no points by themselves.")}</p><ul class="notes">{"".join(items)}</ul></section>'
    )


def origin(record: Record) -> str:
    """Where and from what the page was made."""
    where = record["environment"]
    device = f"{where['device']} {where['device_name']}".strip()
    told = translate(
        "Graded with Python {python}, PyTorch {torch}, device {device}, isolation {isolation}: "
        "submission {submission}, course {course}.",
        python=where["python"], torch=where["torch"], device=device, isolation=where["isolation"],
        submission=record["submission"]["digest"][:12], course=record["course"]["digest"][:12],
    )  # fmt: skip
    return f"<p>{text(told)}</p>"
