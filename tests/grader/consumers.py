"""The rules by which platforms read what is exported, each in our words from the platform's own reader or manual.

A function gives what the platform would make of a file, or raises Refused where it would take nothing of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import jsonschema


class Refused(Exception):
    """The platform would not take the file."""


# --- Gradescope: the autograder specification ---

VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
TEXT_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number", "minimum": 0},
        "output": {"type": "string"},
        "output_format": TEXT_FORMAT,
        "test_output_format": TEXT_FORMAT,
        "test_name_format": TEXT_FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": TEXT_FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": TEXT_FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}


def gradescope(text: str) -> tuple[float, bool]:
    """The score, and whether the student sees it; refused without a score: the autograder "failed"."""
    data = json.loads(text)
    jsonschema.validate(data, GRADESCOPE)
    tests = data.get("tests", [])
    if "score" not in data and not (tests and all("score" in each for each in tests)):
        raise Refused("The autograder failed to execute correctly.")
    score = data["score"] if "score" in data else sum(each["score"] for each in tests)
    return score, all(each.get("visibility", "visible") != "hidden" for each in tests)


# --- Classroom 50: the published form of a result, and what its runner checks besides ---

STAMP = r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"
WHOLE = {"type": "integer", "minimum": 0}
WORD = {"type": "string", "minLength": 1}
WHOSE = ("classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review")
CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", *WHOSE, "datetime", "score", "max-score", "tests"],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **dict.fromkeys(("classroom", "assignment", "owner", "commit", "release", "review"), WORD),
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": STAMP},
        "graded_at": {"type": "string", "pattern": STAMP},
        "score": WHOLE,
        "max-score": WHOLE,
        "submitted_by": {"type": "object", "required": ["username"]},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {"test-name": WORD, "passed": {"type": "boolean"}, "score": WHOLE, "max-score": WHOLE},
            },
        },
    },
}


def classroom50(text: str, classroom: str, assignment: str, owner: str) -> tuple[int, int]:
    """Score and maximum."""
    data = json.loads(text)
    jsonschema.validate(data, CLASSROOM50)
    for part in [data, *data["tests"]]:
        # A JSON Schema takes 4.0 for an integer, the runner does not.
        if type(part["score"]) is not int or type(part["max-score"]) is not int or part["score"] > part["max-score"]:
            raise Refused(str(part))
    if (data["classroom"], data["assignment"], data["owner"].lower()) != (classroom, assignment, owner.lower()):
        raise Refused("identity")
    return data["score"], data["max-score"]


# --- JUnit: GitLab's parser ---


@dataclass(frozen=True)
class Seen:
    """One test case as GitLab shows it."""

    suite: str
    classname: str
    name: str
    status: str
    output: str
    file: str | None


def gitlab(text: str) -> list[Seen]:
    """Every test case that is kept; one of a name that was there before replaces it."""
    if len(text.encode()) >= 30 * 10**6:
        raise Refused("file too large")
    root = ET.fromstring(text)
    if root.tag not in ("testsuites", "testsuite"):
        raise Refused(root.tag)
    kept: dict[tuple[str, str], Seen] = {}
    for suite in root.iter("testsuite"):
        for each in suite.findall("testcase"):
            ends = [child for tag in ("failure", "error", "skipped") if (child := each.find(tag)) is not None]
            status = ends[0].tag if ends else "success"
            # Without a text, an element with attributes becomes a map in Ruby and is shown as one.
            output = ends[0].text or "" if ends else ""
            if ends and not output.strip():
                raise Refused(f"{each.get('name')} has an empty body")
            seen = Seen(
                suite.get("name", ""), each.get("classname", ""), each.get("name", ""), status, output, each.get("file")
            )
            float(each.get("time", ""))
            kept[status, f"{seen.suite}_{seen.classname}_{seen.name}"] = seen
    return list(kept.values())


# --- PrairieLearn: the external grader's result, and the element that shows it ---


def prairielearn(text: str) -> tuple[float | None, list[str]]:
    """The part of the question's points (None: not gradable), and the tests' badges."""
    if len(text.encode()) >= 10**6:
        raise Refused("larger than 1 MB")
    data = json.loads(text)
    if not data.get("gradable", True):
        if not data["format_errors"]:
            raise Refused("no reason")
        return None, []
    if not (isinstance(data["score"], int | float) and 0 <= data["score"] <= 1):
        raise Refused("score")
    if any(each.get("points") is None or each.get("max_points") is None for each in data["tests"]):
        return data["score"], []
    return data["score"], [f"{each['name']} {each['points']:g}/{each['max_points']:g}" for each in data["tests"]]


# --- Markdown: what stands outside of fenced blocks ---


def outside_fences(text: str) -> str:
    """The page without its fenced blocks, by CommonMark's rule: closed by as many backticks alone on a line."""
    fence, outside = "", []
    for line in text.split("\n"):
        run = re.match(r"`{3,}", line)
        if fence:
            if run and line.rstrip() == run[0] and len(run[0]) >= len(fence):
                fence = ""
        elif run:
            fence = run[0]
        else:
            outside.append(line)
    if fence:
        raise Refused("a block is never closed")
    return "\n".join(outside)


# --- Canvas: the importer of a gradebook ---


@dataclass
class CanvasCourse:
    """Students by number, with login and name; assignments by number; scores by both."""

    students: dict[int, tuple[str, str]]
    assignments: dict[int, str]
    scores: dict[tuple[int, int], str] = field(default_factory=dict)


def canvas(text: str, course: CanvasCourse) -> dict[tuple[int, int], str]:
    """The changes that Canvas would propose, by student and assignment; refused if anything new would be made."""
    lines = text.removeprefix("\ufeff").splitlines()[:3]
    separator = ";" if all(";" in line for line in lines) and not all("," in line for line in lines) else ","
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))
    header = rows[0]
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise Refused("Invalid header row")
    info = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        info = 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        info = 5
    if "Section" not in header[info - 1]:
        raise Refused("Invalid header row")
    columns = {canvas_assignment(title, course): place for place, title in enumerate(header) if place >= info}
    changes: dict[tuple[int, int], str] = {}
    for row in rows[1:]:
        if "Points Possible" in row[0] or all(re.match(r"^\s*(Muted|Manual Posting.*)?\s*$", cell) for cell in row):
            continue
        student = canvas_student(row, header, course)
        for assignment, place in columns.items():
            old, new = course.scores.get((student, assignment), ""), row[place].strip()
            if not same_score(old, new):
                changes[student, assignment] = new
    return changes


def canvas_assignment(title: str, course: CanvasCourse) -> int:
    """By number, else by title; anything else would become a new assignment."""
    found = re.match(r"\A(.*)\s\((\d+)\)\Z", title, re.DOTALL)
    if found and int(found[2]) in course.assignments:
        return int(found[2])
    for number, name in course.assignments.items():
        if name == title:
            return number
    raise Refused(f"a new assignment {title}")


def canvas_student(row: list[str], header: list[str], course: CanvasCourse) -> int:
    """By number, else by login, else by name; anybody else would be unknown."""
    login = row[header.index("SIS Login ID")] if "SIS Login ID" in header else ""
    for number, (known, name) in course.students.items():
        if row[1] == str(number) or (not row[1] and login and login == known) or (not row[1] and row[0] == name):
            return number
    raise Refused(f"an unknown student {row[0]}")


def same_score(old: str, new: str) -> bool:
    """As Canvas compares: blank against blank, or at two decimals; blank against a score is a change."""
    old, new = old.replace(",", "."), new.replace(",", ".")
    if old == new or (old in ("", "-") and new in ("", "-")):
        return True
    if not old or not new or "EX" in (old.upper(), new.upper()):
        return False
    return round(Decimal(old), 2) == round(Decimal(new), 2)


# --- Moodle: the import of grades, and the offline worksheet ---


def moodle_import(text: str, users: Mapping[str, int], user_column: str, item: str) -> dict[int, Decimal | None]:
    """The grades that would be set, an empty one being taken away; refused whole for one bad row."""
    grades: dict[int, Decimal | None] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if not row[user_column]:
            continue
        if row[user_column] not in users:
            raise Refused(f"unknown user {row[user_column]}")
        value = row[item].strip()
        grade = None if value in ("", "-") else Decimal(value.replace(",", "."))
        if grade is not None and grade > 100:
            raise Refused("grade too high")
        grades[users[row[user_column]]] = grade
    return grades


def moodle_worksheet(
    text: str, stored: Mapping[int, tuple[str, str]], maximum: Decimal
) -> tuple[dict[int, Decimal], dict[int, str]]:
    """The grades and the feedback that would be changed; rows are skipped without a word."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    header = rows[0]
    try:
        identifier, grade, _ = (header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)"))
    except ValueError:
        raise Refused("not a grading worksheet") from None
    grades, feedback = {}, {}
    for row in rows[1:]:
        number = int(row[identifier].removeprefix("Participant "))
        old_grade, old_feedback = stored[number]
        value = row[grade].strip().replace(",", ".")
        if value and 0 <= Decimal(value) <= maximum and (not old_grade or Decimal(old_grade) != Decimal(value)):
            grades[number] = Decimal(value)
        if row[header.index("Feedback comments")] != old_feedback:
            feedback[number] = row[header.index("Feedback comments")]
    return grades, feedback
