"""What a new unit or exercise may be called."""

from __future__ import annotations

import builtins
import keyword
from dataclasses import dataclass

from grader.errors import CourseError
from grader.model import Course


@dataclass(frozen=True)
class Name:
    """An exercise that is to be: its unit, which becomes a file, and its function."""

    unit: str
    function: str

    @property
    def exercise(self) -> str:
        """`unit.function`."""
        return f"{self.unit}.{self.function}"

    @property
    def test_class(self) -> str:
        """`TestLossFn` for `loss_fn`."""
        return "Test" + "".join(part.capitalize() for part in self.function.split("_"))


def read_name(text: str) -> Name:
    """The name as it was typed; raises CourseError where it cannot be one."""
    unit, dot, function = text.partition(".")
    if not dot:
        raise CourseError(f"`{text}` names no exercise.", "Write UNIT.FUNCTION, such as activations.softmax.")
    for part, what in ((unit, "unit, which becomes a file"), (function, "function")):
        if not part.isascii() or not part.isidentifier() or part.startswith("_") or part != part.lower():
            raise CourseError(
                f"`{part}` cannot be the name of a {what}.", "Use lower-case letters, digits and underscores."
            )
        if keyword.iskeyword(part) or keyword.issoftkeyword(part):
            raise CourseError(f"`{part}` is a word of Python's own.", "Choose another name.")
    if function in vars(builtins):
        raise CourseError(
            f"`{function}` is a function of Python's own, which the exercise would hide.", "Choose another name."
        )
    return Name(unit, function)


def require_new(course: Course, name: Name, *, is_new_unit: bool) -> None:
    """Raises CourseError where something of that name is there already, or the unit is not."""
    known = course.unit(name.unit)
    if is_new_unit and known is not None:
        raise CourseError(
            f"The course has a unit `{name.unit}` already.", f"grade new exercise {name.exercise} adds to it."
        )
    if not is_new_unit and known is None:
        units = ", ".join(unit.id for unit in course.units)
        raise CourseError(
            f"The course has no unit `{name.unit}`: there are {units}.", f"grade new unit {name.exercise} begins one."
        )
    for exercise in course.exercises:
        if exercise.name == name.function:
            raise CourseError(
                f"`{exercise.id}` has that function already.",
                "Known mistakes are kept by function: choose another name.",
            )
