"""What a pytest run of cases needs at hand: the course, the references and the submission under examination."""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from grader.bridge.connection import Connection, LocalConnection
from grader.bridge.forked import ForkedConnection
from grader.bridge.plain import PlainConnection
from grader.bridge.script import Scripts
from grader.bridge.server import Standing, Wish, WorkerServer
from grader.course import find_course, read_course
from grader.devices import find_accelerator
from grader.errors import GradeError, SetupError, StudentFault, StudentTimedOut
from grader.examination import Examination, Launch, References, case_seed, script_name
from grader.feedback import failure_message, message_of, outcome_of
from grader.intake import read_submission
from grader.mistakes import Bank, Mistake
from grader.model import Case, Cell, Course, Exercise, Limits, Outcome, Source, Submission, Verdict
from grader.naming import Attempt, Naming, ingredients
from grader.slips import read_function
from grader.student import Module
from grader.words import translate

MAX_KEPT_ANSWERS = 2**16
MAX_KEPT_IN_ALL = 2**23


class Grading:
    """One course on one machine; submissions come and go."""

    def __init__(self, course: Course, launch: Launch, accelerator: str | None, seed: int | None = None) -> None:
        self.course = course
        self.launch = launch
        self.accelerator = accelerator
        self.seed = course.seed if seed is None else seed
        self.exercises = {exercise.id: exercise for exercise in course.exercises}
        self.references = References(course, self.seed)
        self.scripts = Scripts()
        self.examination: Examination | None = None
        self.sound: dict[tuple[str, str], bool] = {}
        self.bank = Bank(course, self.references, self.seed)
        self.naming = Naming()
        self.tried: dict[tuple[str, str, str], Attempt] = {}
        self.owner = os.getpid()
        self.kept_answers = 0

    def examine(self, submission: Submission) -> Examination:
        """Puts a submission under examination."""
        self.examination = Examination(self.course, submission, self.seed, self.launch, self.scripts)
        self.naming = Naming()
        return self.examination

    def prepare(self) -> None:
        """Waits for what is slow to start."""
        prepare = getattr(self.launch, "prepare", None)
        if prepare is not None:
            prepare()

    def stay_warm(self) -> None:
        """Many submissions will come: the next one's process is made ready while one is judged."""
        if isinstance(self.launch, ForkLaunch):
            self.launch.server.nursery.stay_warm()

    def leave(self) -> None:
        """Ends the children of this very process, and what a fork has loaded; the server serves on."""
        if self.examination is not None:
            self.examination.close()
        if isinstance(self.launch, ForkLaunch):
            self.launch.server.nursery.close()
        if os.getpid() != self.owner:
            self.references.close()
            self.bank.close()

    def exercise(self, case: Case) -> Exercise:
        """The exercise of a case; raises GradeError where the course file has none."""
        try:
            return self.exercises[case.exercise]
        except KeyError:
            raise GradeError(f"{case.id} belongs to `{case.exercise}`, which is not in the course file.") from None

    def begin(self, case: Case, hides_accelerator: bool) -> Module:
        """The student's module, fresh for the case."""
        if self.examination is None:
            raise GradeError("There is no submission under examination.")
        return self.examination.begin(case, self.exercise(case), hides_accelerator)

    def begin_reference(self, case: Case) -> Module:
        """The reference module, fresh for the case."""
        module = self.references.module(self.exercise(case), script_name(case))
        module._begin(case_seed(self.seed, case.id))
        return module

    def generator(self, case: Case) -> torch.Generator:
        """The case's own source of random numbers."""
        return torch.Generator().manual_seed(case_seed(self.seed, case.id))

    def outcome(self, case: Case, error: BaseException | None, module: Module | None, item: Any) -> tuple[Outcome, str]:
        """What an exception (or none) out of a case means, and what to tell the student."""
        if error is None:
            return Outcome.PASSED, ""
        exercise = self.exercise(case)
        if isinstance(error, StudentFault):
            return self._fault(error, exercise)
        if isinstance(error, AssertionError):
            reveals = self.course.reveal == "all" or (self.course.reveal == "public" and case.visibility == "public")
            return Outcome.FAILED, failure_message(error, reveals)
        if isinstance(error, GradeError) or module is None or not self._is_sound(case, item):
            told = f"{type(error).__name__}: {str(error)[:300]}"
            return Outcome.BROKEN, translate("The case itself failed: {error}", error=told)
        if module._last_read and isinstance(error, TypeError) and "not callable" in str(error):
            return Outcome.FAILED, module._last_read
        told = "What came back ({kind}) is not of the kind that was asked for."
        return Outcome.FAILED, translate(told, kind=module._last)

    def _fault(self, fault: StudentFault, exercise: Exercise) -> tuple[Outcome, str]:
        examination = self.examination
        if examination is None:
            return Outcome.BROKEN, str(fault)
        if isinstance(fault, StudentTimedOut):
            examination.count_time_out(exercise)
        return outcome_of(fault), message_of(fault, exercise.limits, examination.load_facts(exercise.unit))

    def _is_sound(self, case: Case, item: Any) -> bool:
        """Whether the reference passes the case: then an odd exception comes from what the student's function gave."""
        key = (case.id, case.device)
        if key not in self.sound:
            try:
                item.obj(**self._arguments(case, item, lambda: self.begin_reference(case)))
                self.sound[key] = True
            except Exception:  # whatever a faulty case raises
                self.sound[key] = False
        return self.sound[key]

    def name_mistakes(self, verdicts: list[Verdict], items: dict[tuple[str, str], Any]) -> list[Verdict]:
        """The verdicts on one exercise, with the known mistakes that are recognised."""
        exercise = self.exercise(verdicts[0].case)
        if not self.naming.attempts:
            # Reading what was written costs milliseconds: a twentieth of a submission where all is right.
            return verdicts

        def attempt(case: Case, mistake: Mistake) -> Attempt:
            key = case.id, case.device, mistake.name
            if key in self.tried:
                return self.tried[key]
            found = self._try(case, items[case.id, case.device], exercise, mistake)
            # What is kept is copied into no fork's memory without need: small answers, and not too many.
            size = found.size
            if size <= MAX_KEPT_ANSWERS and self.kept_answers + size <= MAX_KEPT_IN_ALL:
                self.kept_answers += size
                self.tried[key] = found
            return found

        cells = self._written(exercise)
        if not exercise.names_mistakes:
            # To try mistakes would take too long there; to read what was written does not.
            return self.naming.read(verdicts, read_function(cells, exercise.name, self._model(exercise)))
        named = self.naming.name(
            verdicts, self.bank.of(exercise), attempt, ingredients("\n\n".join(cells), exercise.name)
        )
        return self.naming.read(named, read_function(cells, exercise.name, self._model(exercise)))

    def _written(self, exercise: Exercise) -> list[str]:
        """The cells of the source under examination."""
        source = self.examination.submission.source(exercise.unit) if self.examination else None
        return [cell.text for cell in source.cells] if source else []

    def _model(self, exercise: Exercise) -> str:
        """The course's own text with that function: the solution, or the stub where students have no solution."""
        for folder in ("solutions", "exercises"):
            path = self.course.root / folder / f"{exercise.unit}.py"
            if path.is_file():
                return path.read_text(encoding="utf-8")
        return ""

    def _try(self, case: Case, item: Any, exercise: Exercise, mistake: Mistake) -> Attempt:
        """What a known mistake does in a case."""
        module = self.bank.module(exercise, mistake, case)
        error: BaseException | None = None
        try:
            item.obj(**self._arguments(case, item, lambda: module))
        except Exception as raised:  # whatever the case says of it
            error = raised.with_traceback(None)
        return Attempt(module._answers, error)

    def _arguments(self, case: Case, item: Any, student: Callable[[], Module]) -> dict[str, Any]:
        values: dict[str, Callable[[], Any]] = {
            "student": student,
            "reference": lambda: self.references.fresh(self.exercise(case), case_seed(self.seed, case.id)),
            "rng": lambda: self.generator(case),
            "device": lambda: "cpu",
        }
        return {name: values[name]() for name in inspect.signature(item.obj).parameters}

    def close(self) -> None:
        """Ends everything that was started."""
        if self.examination is not None:
            self.examination.close()
        self.references.close()
        self.bank.close()
        closing = getattr(self.launch, "close", None)
        if closing is not None:
            closing()


class ForkLaunch:
    """Starts students' children from one warm server, started when first needed."""

    def __init__(self, server: WorkerServer) -> None:
        self.server = server

    def __call__(self, source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> Connection:
        """A child with the source loaded."""
        return ForkedConnection(self.server, source, limits, seed, hides_accelerator)

    def prepare(self) -> None:
        """Waits for the server to be warm."""
        self.server.wait_until_ready()

    def close(self) -> None:
        """Ends the server."""
        self.server.close()


def _server(accelerator: str | None) -> WorkerServer:
    server = WorkerServer()
    server.uses_accelerator = accelerator is not None
    return server


def launch_in_process(source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> Connection:
    """Runs the student's code in this process: for debugging only."""
    del hides_accelerator
    return LocalConnection(source, limits, seed)


def launch_plain(source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> Connection:
    """A new process for each source."""
    return PlainConnection(source, limits, seed, hides_accelerator)


def open_grading(
    course: str | None, submission: str | None, in_process: bool, device: str, seed: int | None
) -> Grading:
    """For cases run by hand: the course, and one submission under examination (the solutions if none is named)."""
    root = Path(course) if course else find_course(Path.cwd())
    opened = read_course(root)
    accelerator = find_accelerator(device)
    work = read_submission(Path(submission) if submission else root / "solutions", opened)
    launch: Launch = launch_in_process if in_process else ForkLaunch(_server(accelerator))
    grading = Grading(opened, launch, accelerator, seed)
    grading.examine(work)
    return grading


def try_worker(level: str) -> tuple[float, str]:
    """Milliseconds from forking a student's process to its answer, and the level; raises GradeError if it fails."""
    server = WorkerServer(Wish(level))
    try:
        server.wait_until_ready()
        started = time.perf_counter()
        source = Source("probe", Path("probe.py"), (Cell("def double(x):\n    return x + x\n"),))
        connection = ForkedConnection(server, source, Limits(), 0, False)
        answer = Module(connection, 10.0).double(torch.ones(2))
        milliseconds = (time.perf_counter() - started) * 1000
        connection.close()
    except StudentFault as fault:
        raise SetupError(f"A student's process does not answer: {fault}.") from None
    finally:
        server.close()
    if not torch.equal(answer, torch.full((2,), 2.0)):
        raise SetupError("A student's process gives wrong answers.")
    return milliseconds, server.standing.level


def stand(level: str) -> Standing:
    """What a server of that level meets here; raises SetupError where it cannot be had."""
    server = WorkerServer(Wish(level))
    try:
        server.wait_until_ready()
    finally:
        server.close()
    return server.standing
