"""Everything that a proof has the judge look at, as tasks for its slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.model import Cell, Course, Exercise, Source, Submission
from grader.proof.bank import Answer, Texts, junk_of, read_bank
from grader.proof.mutants import Mutant, make_mutants
from grader.proof.reach import reached_names
from grader.proof.task import Task
from grader.proof.tolerance import other_runs

NO_DIGEST = "0" * 64


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
            task(self.texts.source(unit), (name,), "solution", keeps_answers=True)
            for unit in self.units
            for name in self.chosen(unit)
        ]
        return solutions + [task(self.texts.stub(unit), self.chosen(unit), "stub") for unit in self.units]

    def answers(self) -> list[tuple[Task, Answer]]:
        """Mistakes, variants and junk."""
        found = []
        for exercise in self.exercises:
            for answer in read_bank(self.course, "mistakes", exercise) + read_bank(self.course, "variants", exercise):
                found.append((self._laid_over(answer, self._concerned(answer, exercise)), answer))
            found += [(self._laid_over(answer, (exercise.id,)), answer) for answer in junk_of(exercise)]
        return found

    def _laid_over(self, answer: Answer, exercises: tuple[str, ...]) -> Task:
        source = self.texts.source(answer.exercise.partition(".")[0], answer.text)
        return task(source, exercises, answer.kind, answer.exercise, answer.name)

    def _concerned(self, answer: Answer, exercise: Exercise) -> tuple[str, ...]:
        """Every exercise of the unit, but for those whose cases take seconds and which do not use this one."""
        solution = self.texts.solution(exercise.unit)
        return tuple(
            name
            for name in self.names(exercise.unit)
            if name in (answer.exercise, *self.fast(exercise.unit))
            or exercise.name in reached_names(solution, name.partition(".")[2])
        )

    def fast(self, unit: str) -> tuple[str, ...]:
        """The exercises of a unit whose cases take no seconds."""
        return tuple(name for name in self.names(unit) if name not in self.slow)

    def mutants(self, sound: set[str]) -> list[tuple[Task, Mutant]]:
        """Mutants of the exercises whose solution passes: where it does not, everything would look killed."""
        found = []
        for exercise in self.exercises if self.wish.mutates else ():
            if exercise.id in sound:
                others = {each.partition(".")[2] for each in self.names(exercise.unit)} - {exercise.name}
                mutants = make_mutants(self.texts.solution(exercise.unit), exercise.id, others)
                found += [(self.of_text(mutant, mutant.text), mutant) for mutant in mutants]
        return found

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
    stops_early: bool = False, keeps_answers: bool = False,
) -> Task:  # fmt: skip
    """A task of one source."""
    words = " ".join(filter(None, (kind, exercise, name)))
    return Task(
        submission(words, source), tuple(exercises), kind, exercise, name, stops_early, keeps_answers=keeps_answers
    )
