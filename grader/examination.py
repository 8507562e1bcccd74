"""One submission under examination: a channel for each unit, replaced when it dies, and a fresh start for each case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.bridge.ahead import AheadConnection
from grader.bridge.connection import Connection, LocalConnection
from grader.bridge.remote import RemoteConnection
from grader.bridge.script import Scripts
from grader.errors import CourseError, StudentMissing, StudentTimedOut
from grader.model import Case, Cell, Course, Exercise, Limits, LoadFacts, Note, Source, Submission, Unit
from grader.student import Module, Reference
from grader.words import recognise

MAX_TIME_OUTS = 2
SLOW_LOAD = 0.25

Launch = Callable[[Source, Limits, int, bool], Connection]


def case_seed(course_seed: int, case_id: str) -> int:
    """The seed of a case: the same for every submission and every device."""
    return int.from_bytes(hashlib.sha256(f"{course_seed}:{case_id}".encode()).digest()[:6], "big")


def script_name(case: Case) -> str:
    """The name under which what a case asks is remembered."""
    return f"{case.id} {case.device}"


@dataclass
class References:
    """The reference solutions, each loaded once in the judge's own process."""

    course: Course
    seed: int
    channels: dict[str, LocalConnection] = field(default_factory=dict)

    def module(self, exercise: Exercise, case: str) -> Module:
        """The reference for an exercise's unit."""
        channel = self.channels.get(exercise.unit)
        if channel is None:
            channel = self._load(exercise)
            self.channels[exercise.unit] = channel
        channel.start_tape(case)
        return Reference(channel, exercise.limits.call_seconds)

    def fresh(self, exercise: Exercise, seed: int) -> Module:
        """A reference beside the first one, for a case in which the reference takes the student's part."""
        name = f"{exercise.unit}, beside"
        if name not in self.channels:
            self.channels[name] = self._load(exercise)
        module = Reference(self.channels[name], exercise.limits.call_seconds)
        module._begin(seed)
        return module

    def _load(self, exercise: Exercise) -> LocalConnection:
        return LocalConnection(self.source(exercise.unit), exercise.limits, self.seed)

    def source(self, unit: str) -> Source:
        """The solution file of a unit."""
        path = self.course.root / "solutions" / f"{unit}.py"
        if not path.is_file():
            raise CourseError(f"The reference solution {path} is missing.", "Hidden cases need the whole repository.")
        return Source(unit, path, (Cell(path.read_text(encoding="utf-8")),))

    def close(self) -> None:
        """Ends what was started."""
        for channel in self.channels.values():
            channel.close()


class Examination:
    """Examines one submission, case after case."""

    def __init__(self, course: Course, submission: Submission, seed: int, launch: Launch, scripts: Scripts) -> None:
        self.course = course
        self.scripts = scripts
        # The next case that will speak with the same process, if its requests may be sent before it begins.
        self.following: tuple[Case, bool] | None = None
        self.unscripted: set[str] = set()
        self.talkative: set[str] = set()
        self.submission = submission
        self.seed = seed
        self.launch = launch
        self.connections: dict[tuple[str, bool], Connection] = {}
        self.facts: dict[str, LoadFacts] = {}
        self.time_outs: dict[str, int] = {}

    def begin(self, case: Case, exercise: Exercise, hides_accelerator: bool = False) -> Module:
        """The student's module as it was loaded, seeded for the case; raises StudentFault if there is none."""
        if self.time_outs.get(exercise.id, 0) >= MAX_TIME_OUTS:
            raise StudentTimedOut(
                exercise.limits.call_seconds, f"`{exercise.name}` (in earlier cases; not tried again here)"
            )
        name = script_name(case)
        connection = self._connection(exercise, hides_accelerator, name)
        # To run a case again takes a new process: too dear where loading is slow.
        is_scripted = name not in self.unscripted and connection.facts.seconds < SLOW_LOAD
        following = self._following(exercise, hides_accelerator, connection) if is_scripted else ""
        connection.begin_case(name if is_scripted else "", following)
        module = Module(connection, exercise.limits.call_seconds)
        module._begin(case_seed(self.seed, case.id))
        return module

    def _following(self, exercise: Exercise, hides_accelerator: bool, connection: Connection) -> str:
        """The name of the next case, if what it will ask can be sent to this process ahead."""
        if self.following is None or not connection.facts.is_whole:
            return ""
        case, hides = self.following
        if (
            hides != hides_accelerator
            or case.exercise.split(".")[0] != exercise.unit
            or self.time_outs.get(case.exercise)
        ):
            return ""
        return script_name(case)

    def run_alone(self, case: Case) -> None:
        """This case is run without its script."""
        self.unscripted.add(script_name(case))

    def run_again(self, case: Case) -> None:
        """This case must be run once more, without its script, by a process that has not seen what comes next."""
        self.run_alone(case)
        self._end_all_but("")

    def _end(self, key: tuple[str, bool], connection: Connection) -> None:
        if connection.has_cut_output:
            self.talkative.add(key[0])
        connection.close()

    def limits(self, exercise: Exercise) -> Limits:
        """What holds while an exercise is examined."""
        return exercise.limits

    def count_time_out(self, exercise: Exercise) -> None:
        """After a few, the rest of the exercise's cases are not waited for."""
        self.time_outs[exercise.id] = self.time_outs.get(exercise.id, 0) + 1

    def load_facts(self, unit: str) -> LoadFacts:
        """What loading that unit's source told."""
        return self.facts.get(unit, LoadFacts())

    def notes(self) -> tuple[Note, ...]:
        """Everything met while loading, unit by unit."""
        met = (*self.submission.notes, *(note for notes in self.notes_by_unit().values() for note in notes))
        return tuple(Note(note.kind, recognise(note.where), recognise(note.message)) for note in met)

    def notes_by_unit(self) -> dict[str, tuple[Note, ...]]:
        """What was met while loading each unit's source."""
        return {unit.id: tuple(self._unit_notes(unit)) for unit in self.course.units}

    def _unit_notes(self, unit: Unit) -> list[Note]:
        """What loading told, and which exercises are written more than once."""
        facts = self.load_facts(unit.id)
        doubles = [
            Note("defined twice", places[-1], f"`{exercise.name}` is defined {len(places)} times; this last one counts")
            for exercise in unit.exercises
            if len(places := facts.definitions.get(exercise.name, ())) > 1
        ]
        limit = unit.limits.output_bytes // 2**10
        cut = [Note("output", unit.id, f"it printed more than {limit} KB at a time; only a part of it is kept")]
        return [*facts.notes, *doubles, *(cut if unit.id in self.talkative else ())]

    def close(self) -> None:
        """Ends every process of the submission."""
        self._end_all_but("")

    def _end_all_but(self, unit: str) -> None:
        """Cases come unit by unit: what served an earlier one is not needed again, and would only take memory."""
        for key in [key for key in self.connections if key[0] != unit]:
            self._end(key, self.connections.pop(key))

    def _connection(self, exercise: Exercise, hides_accelerator: bool, case: str) -> Connection:
        source = self.submission.source(exercise.unit)
        if source is None:
            raise StudentMissing(f"{exercise.unit}.py")
        self._end_all_but(exercise.unit)
        key = (exercise.unit, hides_accelerator)
        connection = self.connections.get(key)
        if connection is not None:
            connection.settle(case if case not in self.unscripted else "", exercise.limits.call_seconds)
        if connection is None or self._is_spent(connection):
            if connection is not None:
                connection.close()
            unit = self.course.unit(exercise.unit)
            connection = self.launch(source, unit.limits if unit else exercise.limits, self.seed, hides_accelerator)
            if isinstance(connection, RemoteConnection):
                connection = AheadConnection(connection, self.scripts)
            self.connections[key] = connection
            self.facts[exercise.unit] = connection.facts
        if connection.load_fault is not None:
            raise connection.load_fault
        return connection

    @staticmethod
    def _is_spent(connection: Connection) -> bool:
        """Dead, or a state that cannot be copied back and is quick to make again."""
        if connection.load_fault is not None:
            return False
        return connection.is_dead or (not connection.facts.is_whole and connection.facts.seconds < SLOW_LOAD)
