"""Every way in which grading can go wrong, each building its own sentence.

    GradeError                 the grader cannot do what it was asked: exit code 2
    ├── CourseError            the course's own files are at fault
    ├── IntakeError            the submission cannot be read
    ├── ExportError            a format cannot hold what it is given
    └── SetupError             this machine cannot grade
        └── SlotEnded          a judge on another machine ended before its answer
    ReferenceFault             a call into the reference gave no value: the course's fault, or its argument's
    Diverged                   a case must be run again, request by request
    WireError                  a frame from the other side breaks the rules of `wire`
    StudentFault               a call into the student's code gave no value: ends the case
    ├── StudentMissing         no such name in the module
    ├── StudentRaised          a Python exception
    ├── StudentOutOfMemory     the memory limit
    ├── StudentTimedOut        the time limit
    ├── StudentCrashed         the process died
    └── StudentUnusable        a value which cannot be sent as data

Only the command line turns a GradeError into text and an exit code; only grading turns a StudentFault into an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass


class GradeError(Exception):
    """What happened and where, with an optional way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CourseError(GradeError):
    """The course's own files are at fault: the author must mend them."""


class IntakeError(GradeError):
    """The submission cannot be read."""


class ExportError(GradeError):
    """A format cannot hold what it is given, or the template for it is none."""


class SetupError(GradeError):
    """This machine lacks what grading needs."""


class SlotEnded(SetupError):
    """A judge on another machine ended before its answer: the submission goes to another one."""

    def __init__(self, message: str = "A judge on a worker ended.") -> None:
        super().__init__(message, "The worker's log says more.")


class ReferenceFault(Exception):
    """A call into the reference gave no value: its own fault, unless it was given what a student's function made."""


class Diverged(BaseException):
    """A case asks something else than was done ahead for it. No case may catch it, so it is no Exception."""


class WireError(Exception):
    """A frame or a value on the wire breaks the rules; the other side is not to be trusted any further."""


@dataclass(frozen=True)
class Frame:
    """One line of a student's traceback."""

    where: str
    line: int
    function: str
    text: str


class StudentFault(Exception):
    """A call into the student's code gave no value."""


class StudentMissing(StudentFault):
    """The module has no such name."""

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"the module has no `{name}`")
        self.name = name
        self.known = known


class StudentRaised(StudentFault):
    """The student's code raised; `frames` are its own lines, outermost first."""

    def __init__(self, kind: str, text: str, frames: tuple[Frame, ...] = (), limit: str = "") -> None:
        super().__init__(f"{kind}: {text}")
        self.limit = limit
        self.kind = kind
        self.text = text
        self.frames = frames


class StudentOutOfMemory(StudentRaised):
    """The student's code asked for more memory than it may have."""


class StudentTimedOut(StudentFault):
    """The student's code ran longer than it may."""

    def __init__(self, seconds: float, doing: str, kind: str = "wall") -> None:
        super().__init__(f"{doing} ran for more than {seconds:g} seconds")
        self.seconds = seconds
        self.doing = doing
        self.kind = kind


class StudentCrashed(StudentFault):
    """The student's process ended, or broke the rules of the wire."""

    def __init__(self, reason: str, doing: str) -> None:
        super().__init__(f"{doing}: {reason}")
        self.reason = reason
        self.doing = doing


class StudentUnusable(StudentFault):
    """A value that is too large, too deep or of no kind that can be sent."""
