"""Everything that a proof has the judge look at, as tasks for its slots."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.model import Cell, Course, Exercise, Source, Submission
from grader.proof.bank import Answer, Texts, junk_of, read_bank
from grader.proof.equivalent import Mark, mark_of
from grader.proof.mutants import Mutant, make_mutants
from grader.proof.reach import definitions, is_function, only_defines, reached_names
from grader.proof.task import Task
from grader.proof.tolerance import other_runs

NO_DIGEST = "0" * 64
RAISING = 'def {0}(*arguments, **keywords):\n    raise NotImplementedError("{1}")\n'


@dataclass(frozen=True)
class Wish:
    """What is to be proved, and how thoroughly."""

    exercises: tuple[str, ...]
    accelerator: str | None = None
    jobs: int = 2
    mutates: bool = True
    is_matrix_full: bool = False
    # How often each case is run with another seed and order; of those that take seconds a tenth.
    runs: int = 10
    isolation: str = "auto"


@dataclass
class Plan:
    """Makes the tasks; what takes seconds is known once the solutions have been judged."""

    course: Course
    wish: Wish
    texts: Texts = field(init=False)
    slow: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """The course's texts are read once."""
        self.texts = Texts(self.course)

    @property
    def exercises(self) -> list[Exercise]:
        """Those that are proved, in teaching order."""
        wanted = set(self.wish.exercises)
        return [exercise for exercise in self.course.exercises if exercise.id in wanted]

    @property
    def units(self) -> list[str]:
        """The units that they belong to."""
        return list(dict.fromkeys(exercise.unit for exercise in self.exercises))

    def names(self, unit: str) -> tuple[str, ...]:
        """The ids of a unit's exercises."""
        return tuple(exercise.id for exercise in self.course.exercises if exercise.unit == unit)

    def chosen(self, unit: str) -> tuple[str, ...]:
        """Those of them that are proved."""
        return tuple(exercise.id for exercise in self.exercises if exercise.unit == unit)

    def first(self) -> list[Task]:
        """The solutions and the stubs."""
        solutions = [
            task(self.texts.source(unit), (name,), "solution", keeps_values=True)
            for unit in self.units
            for name in self.chosen(unit)
        ]
        stubs = [(self.texts.stub(unit), unit, "") for unit in self.units]
        notebooks = [(self.texts.notebook(unit), unit, "notebook") for unit in self.units]
        return solutions + [
            task(source, self.chosen(unit), "stub", name=name) for source, unit, name in stubs + notebooks if source
        ]

    def waiting(self) -> int:
        """How many mistakes only an accelerator could tell, where there is none."""
        known = [each for exercise in self.exercises for each in read_bank(self.course, "mistakes", exercise)]
        return 0 if self.wish.accelerator else sum(each.needs_accelerator for each in known)

    def answers(self) -> list[tuple[Task, Answer]]:
        """Mistakes, variants and junk; a mistake is shown to the cases that are meant to catch it."""
        found = []
        for exercise in self.exercises:
            for answer in read_bank(self.course, "mistakes", exercise):
                if self.wish.accelerator or not answer.needs_accelerator:
                    cases = () if self.wish.is_matrix_full else answer.functions
                    found.append((self._laid_over(answer, cases), answer))
            for answer in [*read_bank(self.course, "variants", exercise), *junk_of(exercise)]:
                found.append((self._laid_over(answer), answer))
        return found

    def _laid_over(self, answer: Answer, cases: tuple[str, ...] = ()) -> Task:
        """Its own exercise; the whole unit too, where the file does more than define functions."""
        unit = answer.exercise.partition(".")[0]
        others = set(definitions(ast.parse(self.texts.solution(unit)))) - {answer.exercise.partition(".")[2]}
        is_alone = answer.kind == "junk" or only_defines(answer.text, others)
        exercises = (answer.exercise,) if is_alone else (answer.exercise, *self._others(answer.exercise))
        source = self.texts.source(unit, answer.text)
        return task(source, exercises, answer.kind, answer.exercise, answer.name, cases=cases if is_alone else ())

    def alone(self) -> list[Task]:
        """All but one function right, and that one raising: what fails then would not judge a function alone."""
        tasks = []
        for exercise in self.exercises:
            solution, others = self.texts.solution(exercise.unit), self._others(exercise.id)
            if others and is_function(solution, exercise.name):
                raising = RAISING.format(exercise.name, exercise.id)
                tasks.append(task(self.texts.source(exercise.unit, raising), others, "alone", exercise.id))
        return tasks

    def _others(self, exercise: str) -> tuple[str, ...]:
        """The rest of the unit, but for exercises whose cases take seconds and which do not use this one."""
        unit, _, name = exercise.partition(".")
        return tuple(
            other
            for other in self.names(unit)
            if other != exercise
            and (other not in self.slow or name in reached_names(self.texts.solution(unit), other.partition(".")[2]))
        )

    def mutants(self, sound: set[str]) -> list[Mutant]:
        """Mutants of the exercises whose solution passes: where it does not, everything would look killed."""
        found = []
        for exercise in self.exercises if self.wish.mutates else ():
            if exercise.id in sound:
                others = {each.partition(".")[2] for each in self.names(exercise.unit)} - {exercise.name}
                found += make_mutants(self.texts.solution(exercise.unit), exercise.id, others)
        return found

    def is_spared(self, mutant: Mutant, marks: list[Mark]) -> bool:
        """Whether cases that take seconds are not asked about a mutant: it is marked, or they could not tell here."""
        is_known = mark_of(mutant, marks) is not None or (mutant.needs_accelerator and not self.wish.accelerator)
        return is_known and mutant.exercise in self.slow and not self.wish.is_matrix_full

    def of_text(self, mutant: Mutant, text: str, kind: str = "mutant") -> Task:
        """A whole file in the place of a solution."""
        unit = mutant.exercise.partition(".")[0]
        source = Source(unit, self.texts.solution_path(unit), (Cell(text),))
        stops = not self.wish.is_matrix_full or kind != "mutant"
        return task(source, (mutant.exercise,), kind, mutant.exercise, mutant.name, stops_early=stops)

    def again(self) -> list[Task]:
        """The solutions with other seeds, the cases in other orders."""
        sources = tuple(self.texts.source(unit) for unit in self.units)
        quick = tuple(exercise.id for exercise in self.exercises if exercise.id not in self.slow)
        slow = tuple(exercise.id for exercise in self.exercises if exercise.id in self.slow)
        rounds = range(1, self.wish.runs + 1)
        tasks = [Task(submission("again", *sources), quick, "again", round=each) for each in rounds if quick]
        few = rounds[: -(-len(rounds) // 10)]
        return tasks + [
            Task(submission("again", *sources), (name,), "again", round=each) for each in few for name in slow
        ]

    def otherwise(self) -> list[Task]:
        """The solutions computed in other ways, for the tolerances."""
        tasks = []
        for unit in self.units if self.wish.mutates else ():
            own = [exercise for exercise in self.exercises if exercise.unit == unit and exercise.id not in self.slow]
            for name, text in other_runs(own, self.wish.accelerator == "cuda").items():
                exercises = tuple(exercise.id for exercise in own)
                tasks.append(task(self.texts.source(unit, text), exercises, "otherwise", name=name))
        return tasks


def submission(name: str, *sources: Source) -> Submission:
    """An answer in the form that is graded."""
    return Submission(name, NO_DIGEST, tuple(sources))


def task(
    source: Source, exercises: Iterable[str], kind: str, exercise: str = "", name: str = "",
    stops_early: bool = False, keeps_values: bool = False, cases: tuple[str, ...] = (),
) -> Task:  # fmt: skip
    """A task of one source."""
    words = " ".join(filter(None, (kind, exercise, name)))
    known = tuple(exercises)
    return Task(submission(words, source), known, kind, exercise, name, stops_early, 0, keeps_values, cases)
