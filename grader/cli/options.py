"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from grader.cli.language import read_in_language
from grader.course import find_course
from grader.errors import CourseError
from grader.model import Course, Exercise

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

course_option: Decorator = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The course's folder (default: found from the working folder upward).",
)


def open_course(folder: Path | None, near: Path | None = None) -> Course:
    """The course named, else the one around the working folder, else the one around what is graded."""
    if folder is not None:
        # As it was typed it would decide the names of cases, and with them their seeds.
        return read_in_language(folder.resolve())
    try:
        return read_in_language(find_course(Path.cwd()))
    except CourseError:
        if near is None or not near.exists():
            raise
        return read_in_language(find_course(near))


def exercises_named(course: Course, names: tuple[str, ...]) -> set[str]:
    """The ids of those that are in the course; of all, where none are named."""
    return {each.id for each in course.exercises if not names or any(is_named(each, name) for name in names)}


def is_named(exercise: Exercise, name: str) -> bool:
    """Whether `unit.function`, `unit`, or a function's own name means it."""
    return name in (exercise.id, exercise.unit, exercise.name)


def select_exercises(course: Course, names: tuple[str, ...]) -> list[str]:
    """Exercise ids for what was typed: `unit.function`, `unit`, or a function's own name."""
    chosen: list[str] = []
    for name in names:
        matching = [each.id for each in course.exercises if is_named(each, name)]
        if not matching:
            known = ", ".join(unit.id for unit in course.units)
            near = get_close_matches(name.rpartition(".")[2], [e.name for e in course.exercises], 1)
            raise CourseError(
                f"There is no exercise or unit `{name}` in this course.",
                f"Is it `{near[0]}`? `grade list` shows all exercises."
                if near
                else f"Units: {known}. `grade list` shows all exercises.",
            )
        chosen.extend(matching)
    return chosen
