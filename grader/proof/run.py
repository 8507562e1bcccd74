"""Proves a course: has the warm judge look at everything that should pass or fail, and says where it did not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from grader.batch.slots import Slots, Work
from grader.bridge.server import Wish as ServerWish
from grader.bridge.server import WorkerServer
from grader.course import COURSE_FILE
from grader.grading import ForkLaunch, Grading
from grader.judge import Judge, hold_session
from grader.model import Course
from grader.proof.bank import Answer
from grader.proof.breeding import Breeding
from grader.proof.finding import Finding, Proof
from grader.proof.flaky import check_runs
from grader.proof.kills import End, Kills, check_kills, check_matrix
from grader.proof.layout import check_cases, check_files, left_to_do
from grader.proof.leaks import check_leaks
from grader.proof.plan import Plan, Wish
from grader.proof.task import Task
from grader.proof.tolerance import check_tolerances, measure
from grader.proof.verdicts import (
    Judged,
    broken,
    check_alone,
    check_junk,
    check_mistake,
    check_right,
    check_stub,
    passed_by,
)

# An exercise whose cases take longer than this for one right answer is not run where it cannot matter.
SLOW_SECONDS = 1.0
Tell = Callable[[int, int], None]


@dataclass
class Run:
    """One proof under way."""

    plan: Plan
    judge: Judge
    tell: Tell
    proof: Proof
    seen: dict[int, Judged] = field(default_factory=dict)

    def look(self, tasks: list[Task]) -> list[Judged]:
        """Has every task judged; in the order in which they were given."""
        slots = Slots(self.judge, self.plan.wish.jobs)
        known = {id(task): task for task in tasks}
        # The longest first, so that none of them is alone at the end.
        works: list[Work] = [*sorted(known.values(), key=self._is_quick)]
        for number, (work, done) in enumerate(slots.run(works), 1):
            self.tell(number, len(works))
            self.seen[id(work)] = Judged.of(known[id(work)], done)
        found = [self.seen[id(task)] for task in tasks]
        self.proof.faults += broken(found)
        for each in found:
            self.proof.judged[each.task.kind] = self.proof.judged.get(each.task.kind, 0) + 1
        return found

    def _is_quick(self, task: Task) -> bool:
        return not self.plan.slow & set(task.exercises)

    def prove(self) -> None:
        """Solutions and stubs, then every other answer, then what is said of them all."""
        plan, proof = self.plan, self.proof
        first = self.look(plan.first())
        solutions = [each for each in first if each.task.kind == "solution"]
        plan.slow = slow_exercises(solutions)
        answers, waiting = plan.answers(), plan.waiting()
        proof.pending |= {"mistake": waiting} if waiting else {}
        breeding = Breeding.of(plan, passed_by(solutions))
        again, otherwise, alone = plan.again(), plan.otherwise(), plan.alone()
        self.look([*(task for task, _ in answers), *breeding.tasks, *again, *otherwise, *alone])
        known = [(self.seen[id(task)], answer) for task, answer in answers]
        self._check(first, known)
        proof.faults += unique(fault for task in alone for fault in check_alone(self.seen[id(task)]))
        proof.faults += check_runs([*solutions, *(self.seen[id(task)] for task in again)])
        wrong = [judged for judged, answer in known if answer.kind != "variant"]
        killed = [self.seen[id(task)] for task in breeding.tasks]
        proof.faults += check_leaks(plan.course, solutions, [*wrong, *killed], self._told())
        if plan.wish.mutates:
            right = [*solutions, *(judged for judged, answer in known if answer.kind == "variant")]
            proof.kills = self._check_mutants(breeding, right, wrong)
            self._check_tolerances(breeding, proof.kills, right, [*again, *otherwise], wrong)

    def _check(self, first: list[Judged], known: list[tuple[Judged, Answer]]) -> None:
        """Each answer by what it should be."""
        faults, has_accelerator = self.proof.faults, self.plan.wish.accelerator is not None
        for judged in first:
            faults += check_stub(judged) if judged.task.kind == "stub" else check_right(judged)
        for judged, answer in known:
            if answer.kind == "junk":
                faults += check_junk(judged)
            elif answer.kind == "variant":
                faults += check_right(judged)
            else:
                faults += check_mistake(judged, answer, has_accelerator)

    def _check_mutants(self, breeding: Breeding, right: list[Judged], wrong: list[Judged]) -> Kills:
        """Kills, survivors and marks."""
        probes = breeding.probes(self.seen)
        self.look(list(probes.values()))
        unreached = breeding.unreached(probes, self.seen)
        fates = [breeding.fate(mutant, self.seen, id(mutant) not in unreached) for mutant in breeding.mutants]
        kills = Kills(fates, self.plan.wish.is_matrix_full)
        self.proof.faults += check_kills(kills, breeding.marks)
        if kills.is_full:
            self.proof.advice += check_matrix([*wrong, *breeding.judged(self.seen).values()], right)
        return kills

    def _check_tolerances(
        self, breeding: Breeding, kills: Kills, right: list[Judged], others: list[Task], wrong: list[Judged]
    ) -> None:
        killed, right_too = breeding.judged(self.seen), {id(fate.mutant) for fate in kills.ended(End.EQUIVALENT)}
        lethal = [judged for mutant, judged in killed.items() if mutant not in right_too]
        self.proof.tolerances = measure(right, [self.seen[id(task)] for task in others], [*wrong, *lethal])
        self.proof.advice += check_tolerances(self.proof.tolerances, kills, killed)

    def _told(self) -> dict[str, str]:
        """What students are told in their stubs, by exercise."""
        texts = {unit: "".join(cell.text for cell in self.plan.texts.stub(unit).cells) for unit in self.plan.units}
        return {exercise.id: texts[exercise.unit] for exercise in self.plan.exercises}


def prove(course: Course, wish: Wish, tell: Tell = lambda done, total: None) -> Proof:
    """Everything that is wrong with a course; raises GradeError where nothing can be said."""
    started = time.perf_counter()
    proof = Proof(course.name, device=wish.accelerator or "cpu", runs=wish.runs)
    plan = Plan(course, wish)
    proof.faults += left_to_do(course)
    if proof.faults:
        # Nothing can be proved of what is not yet written.
        return proof
    proof.faults += check_files(course, plan.exercises)
    server = WorkerServer(ServerWish(wish.isolation, (str(course.root / "exercises" / "data"),), hidden_file(course)))
    server.uses_accelerator = wish.accelerator is not None
    grading = Grading(course, ForkLaunch(server), wish.accelerator)

    def work(judge: Judge) -> None:
        server.wait_until_ready()
        judge.isolation = server.standing.level
        judge.warm_up({each.id for each in plan.exercises if each.devices == ("cpu",)})
        grading.leave()
        proof.faults += check_cases(course, plan.exercises, judge.cases)
        Run(plan, judge, tell, proof).prove()

    try:
        hold_session(grading, "", work, plan.units)
    finally:
        grading.close()
    proof.seconds = time.perf_counter() - started
    return proof


def hidden_file(course: Course) -> str:
    """A file that the isolation's own attacks must not be able to read."""
    return str(course.root / COURSE_FILE)


def slow_exercises(solutions: list[Judged]) -> set[str]:
    """Those whose cases take long for one right answer."""
    seconds: dict[str, float] = {}
    for judged in solutions:
        for verdict in judged.verdicts:
            name = verdict.case.exercise
            seconds[name] = seconds.get(name, 0.0) + verdict.seconds
    return {name for name, each in seconds.items() if each > SLOW_SECONDS}


def unique(findings: Iterable[Finding]) -> list[Finding]:
    """The same thing once."""
    return list(dict.fromkeys(findings))
