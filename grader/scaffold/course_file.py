"""Adds to a course file as its author would, by hand: comments and order stay, and nothing else may change."""

from __future__ import annotations

import copy
import re
import sys
from typing import Any

from grader.errors import CourseError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

UNIT = re.compile(r"^\s*\[\[\s*unit\s*\]\]")
# A table that belongs to no unit ends the last of them.
OTHER = re.compile(r"^\s*\[(?!\[?\s*unit\s*[.\]])")


def with_unit(text: str, block: str) -> str:
    """The course file with one more unit, after the last."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if UNIT.match(line)]
    return _checked(text, _insert(lines, _end(lines, starts[-1]) if starts else len(lines), block), block, None)


def with_exercise(text: str, unit: str, block: str) -> str:
    """The course file with one more exercise at the end of a unit."""
    data = tomllib.loads(text)
    place = [each["id"] for each in data["unit"]].index(unit)
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if UNIT.match(line)]
    if len(starts) != len(data["unit"]):
        raise _odd()
    return _checked(text, _insert(lines, _end(lines, starts[place]), block), block, place)


def _end(lines: list[str], start: int) -> int:
    """The line after a unit's last: comments right above the next table belong to that one."""
    after = range(start + 1, len(lines))
    end = next((number for number in after if UNIT.match(lines[number]) or OTHER.match(lines[number])), len(lines))
    while end < len(lines) and lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return end


def _insert(lines: list[str], place: int, block: str) -> str:
    before, after = "".join(lines[:place]).rstrip("\n"), "".join(lines[place:])
    return f"{before}\n\n{block.strip()}\n" + (f"\n{after}" if after.strip() else "")


def _checked(old: str, new: str, block: str, place: int | None) -> str:
    """The new text, if it says what the old one said and the addition; raises CourseError otherwise."""
    expected = copy.deepcopy(tomllib.loads(old))
    # On its own, an exercise would belong to no unit.
    added: dict[str, Any] = tomllib.loads(block if place is None else f"[[unit]]\n{block}")["unit"][0]
    if place is None:
        expected.setdefault("unit", []).append(added)
    else:
        expected["unit"][place].setdefault("exercise", []).extend(added["exercise"])
    try:
        is_right = tomllib.loads(new) == expected
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise _odd()
    return new


def _odd() -> CourseError:
    return CourseError(
        "exercises/course.toml is written in a way that this command cannot add to.",
        "Write units as [[unit]] and exercises as [[unit.exercise]], or add the new one by hand.",
    )
