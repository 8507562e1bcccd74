"""Reads a course folder: `exercises/course.toml` says what there is; any folder laid out like this is a course."""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from grader.errors import CourseError
from grader.model import Course, Exercise, Limits, LineFit, Policy, Unit
from grader.words import COURSE_TEXTS, translate

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

COURSE_FILE = Path("exercises") / "course.toml"
# Of cases: what students never see, and what they get as examples.
KINDS: tuple[str, ...] = ("hidden", "public")
REVEAL_POLICIES = ("none", "public", "all")
SHARED = Path("exercises") / "data"
DIGESTED = ("exercises/course.toml", "exercises/data", "tests/hidden", "tests/public", "solutions")
LATE = {"due", "grace_minutes", "percent_per_day", "late_days", "cut_off_days"}
SCORE = {"drop_lowest_units"}
UNITS = {
    "memory_mb": ("memory_bytes", 2**20),
    "file_mb": ("file_bytes", 2**20),
    "scratch_mb": ("scratch_bytes", 2**20),
    "output_kb": ("output_bytes", 2**10),
}


def find_course(start: Path) -> Path:
    """The nearest folder from `start` upward that holds a course."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / COURSE_FILE).is_file():
            return folder
    raise CourseError(
        f"No course was found in {start} or in any folder above it.",
        f"Go to the folder that holds {COURSE_FILE}, or name it with --course DIR.",
    )


def read_course(root: Path) -> Course:
    """The course in that folder; raises CourseError saying what is wrong in its file."""
    path = root / COURSE_FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise CourseError(
            f"{root} is no course: it has no {COURSE_FILE}.", "Name the course's folder with --course DIR."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    try:
        return _course(root, data)
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        detail = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise CourseError(f"{path} does not fit the form of a course file: {detail}.") from None


def _course(root: Path, data: dict[str, Any]) -> Course:
    head = data["course"]
    reveal = head.get("reveal", "public")
    if reveal not in REVEAL_POLICIES:
        raise ValueError(f"reveal is {reveal!r}, not one of {', '.join(REVEAL_POLICIES)}")
    limits = _limits(Limits(), data.get("limits", {}))
    units = tuple(_unit(each, limits) for each in data["unit"])
    policy = _policy(data.get("late", {}), data.get("score", {}))
    return Course(
        str(head["name"]),
        translate(str(head["title"])),
        root,
        int(head.get("seed", 0)),
        reveal,
        units,
        policy,
        Decimal(str(head["points"])) if "points" in head else None,
        str(head.get("language", "")),
    )


def _policy(late: dict[str, Any], score: dict[str, Any]) -> Policy:
    due = late.get("due")
    if due is not None and (not isinstance(due, datetime) or due.tzinfo is None):
        raise ValueError("late.due must be a date and time with its offset, such as 2026-12-01T23:59:00+01:00")
    for table, known in (("late", late.keys() - LATE), ("score", score.keys() - SCORE)):
        if known:
            raise ValueError(f"{table}.{sorted(known)[0]} is no rule that is known")
    cut_off = late.get("cut_off_days")
    policy = Policy(
        due,
        int(late.get("grace_minutes", 0)),
        Decimal(str(late.get("percent_per_day", 0))),
        int(late.get("late_days", 0)),
        None if cut_off is None else int(cut_off),
        int(score.get("drop_lowest_units", 0)),
    )
    if min(policy.grace_minutes, policy.percent_per_day, policy.late_days, policy.drop_lowest_units, cut_off or 0) < 0:
        raise ValueError("a rule for late work or scores is negative")
    return policy


def _unit(data: dict[str, Any], limits: Limits) -> Unit:
    own = _limits(limits, data.get("limits", {}))
    exercises = tuple(_exercise(data["id"], each, own) for each in data["exercise"])
    return Unit(str(data["id"]), translate(str(data["title"])), exercises, own)


def _exercise(unit: str, data: dict[str, Any], limits: Limits) -> Exercise:
    points = Decimal(str(data["points"]))
    if points < 0 or points != points.quantize(Decimal("0.01")):
        raise ValueError(f"the points of {unit}.{data['id']} are not a number with at most two decimals")
    devices = tuple(data.get("devices", ("cpu",)))
    return Exercise(
        unit,
        str(data["id"]),
        points,
        tuple(map(translate, data.get("hints", ()))),
        devices,
        bool(data.get("extra", False)),
        bool(data.get("names_mistakes", True)),
        _drawing(data["drawing"]) if "drawing" in data else None,
        _limits(limits, data.get("limits", {})),
    )


def _drawing(data: dict[str, Any]) -> LineFit:
    wanted = dict(data)
    if wanted.pop("kind", None) != "line_fit":
        raise ValueError(f"drawing = {data!r} is of no known kind: there is line_fit")
    every = wanted.pop("every", 1)
    if wanted.keys() != {"data", "slope", "intercept"} or not isinstance(every, int) or every < 1:
        raise ValueError("a drawing of kind line_fit names data, slope and intercept, and may say every how many steps")
    return LineFit(str(wanted["data"]), str(wanted["slope"]), str(wanted["intercept"]), every)


def _limits(base: Limits, data: dict[str, Any]) -> Limits:
    changes: dict[str, Any] = {}
    known = {each.name for each in dataclasses.fields(Limits)}
    for key, value in data.items():
        name, factor = UNITS.get(key, (key, 1))
        if name not in known or not isinstance(value, int | float) or value <= 0:
            raise ValueError(f"{key} = {value!r} is no limit")
        changes[name] = value * factor
    return dataclasses.replace(base, **changes)


def course_digest(course: Course) -> str:
    """A digest of everything that decides a verdict."""
    digest = hashlib.sha256()
    for name, file in course_files(course):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def course_files(course: Course) -> Iterator[tuple[str, Path]]:
    """Every file that decides a verdict, with its name below the course's root, in a stable order."""
    for name in DIGESTED:
        place = course.root / name
        files = sorted(each for each in place.rglob("*") if each.is_file()) if place.is_dir() else [place]
        for file in files:
            # How a text is translated decides no verdict.
            if file.is_file() and "__pycache__" not in file.parts and course.root / COURSE_TEXTS not in file.parents:
                yield file.relative_to(course.root).as_posix(), file


def shared_folders(course: Course) -> tuple[str, ...]:
    """What every submission may read: the course's public data."""
    return (str(course.root / SHARED),)
