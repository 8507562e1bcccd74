"""Which emitter writes which format, and where the arguments come from that a record does not hold."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

from grader.batch.graded import Graded, read_text
from grader.cli.options import open_course
from grader.emit.canvas import canvas
from grader.emit.classroom50 import Identity, classroom50
from grader.emit.downloaded import Filled
from grader.emit.gradescope import gradescope
from grader.emit.junit import junit
from grader.emit.line import Line, class_csv, why_none
from grader.emit.markdown import markdown
from grader.emit.moodle import moodle_import, moodle_worksheet
from grader.emit.prairielearn import prairielearn
from grader.emit.reading import Final, exact
from grader.emit.record import dumps
from grader.errors import ExportError
from grader.final import final_score

RECORD_FORMATS = {
    "gradescope": ".json",
    "classroom50": ".json",
    "junit": ".xml",
    "json": ".json",
    "prairielearn": ".json",
    "markdown": ".md",
}
CLASS_FORMATS = ("canvas", "moodle", "csv")
IDENTITY = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "OWNER", "COMMIT_URL", "RELEASE_URL")


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    form: str
    assignment: str | None = None
    out_of: Decimal | None = None
    scale: int = 100
    metadata: Path | None = None
    course: Path | None = None
    template: str = ""


def write_record(graded: Graded, wish: Wish) -> tuple[str, str]:
    """The suffix and the text of one record's file."""
    record = graded.record
    match wish.form:
        case "gradescope":
            text = gradescope(record, final_at(graded, wish) if wish.metadata else graded.final)
        case "classroom50":
            text = classroom50(record, identity(os.environ), wish.scale)
        case "junit":
            text = junit(record)
        case "prairielearn":
            text = prairielearn(record)
        case "markdown":
            text = markdown(record, graded.final)
        case _:
            text = dumps(record)
    return RECORD_FORMATS[wish.form], text


def write_class(lines: Sequence[Line], wish: Wish) -> Filled:
    """The one file of a class, and who is not in it."""
    if wish.form == "canvas":
        if not wish.template:
            raise ExportError(
                "A gradebook for Canvas is filled in, never made: it needs the one to fill.",
                "Export the gradebook in Canvas and give it as --template FILE.",
            )
        return canvas(wish.template, lines, wish.assignment, wish.out_of)
    if wish.form == "moodle":
        if wish.template:
            return moodle_worksheet(wish.template, lines, wish.assignment, wish.out_of)
        return moodle_import(lines, wish.assignment or "Grade", wish.out_of)
    without = tuple(why_none(line) for line in lines if line.score is None)
    return Filled(class_csv(lines), len(lines) - len(without), without)


def final_at(graded: Graded, wish: Wish) -> Final | None:
    """The final score by the course's rules for the time at which Gradescope received the submission."""
    course = open_course(wish.course)
    points = {each["id"]: exact(each["earned"]) for each in graded.record["exercises"]}
    final = final_score(course, points, received(wish.metadata))
    raw = (exact(graded.record["score"]["earned"]), exact(graded.record["score"]["possible"]))
    if (final.score, final.possible) == raw:
        return None
    return Final(final.score, final.possible, final.reasons)


def received(path: Path | None) -> datetime | None:
    """`created_at` out of submission_metadata.json: the submission's own time, never the clock's."""
    if path is None:
        return None
    try:
        when = datetime.fromisoformat(json.loads(read_text(path))["created_at"].replace("Z", "+00:00"))
    except (ValueError, KeyError, TypeError, AttributeError):
        when = datetime.min
    if when.tzinfo is None:
        raise ExportError(f"{path} has no time of submission under `created_at`.", "Give Gradescope's own file.")
    return when


def identity(environment: Mapping[str, str]) -> Identity:
    """Whose submission it is, from the environment that the runner sets."""
    known = {name: environment.get(name, "") for name in IDENTITY}
    known["OWNER"] = known["OWNER"] or environment.get("USERNAME", "")
    missing = [name for name, value in known.items() if not value]
    if missing:
        raise ExportError(
            f"The environment lacks what Classroom 50's runner sets: {', '.join(missing)}.",
            "This format is for a grader's own job: `grade ci classroom50` writes one.",
        )
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    whose = Identity(
        known["CLASSROOM"], known["ASSIGNMENT"], known["OWNER"], known["SUBMISSION_TAG"], known["COMMIT_URL"],
        known["RELEASE_URL"], environment.get("REVIEW_URL") or known["COMMIT_URL"], now,
    )  # fmt: skip
    return replace(whose, kind=environment.get("ASSIGNMENT_TYPE") or whose.kind)
