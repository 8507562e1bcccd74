"""Proves the course: stubs and junk earn nothing, solutions and variants everything, every mistake is caught."""

from __future__ import annotations

import pytest

from grader.model import Outcome, Report

from .conftest import COURSE, JUNK_KINDS, ROOT, Answer, Job, bank

MISTAKES = {Job("mistake", each.exercise, each.name, each.text): each for each in bank("mistakes")}
VARIANTS = [Job("variant", each.exercise, each.name, each.text) for each in bank("variants")]
JUNK = [Job("junk", exercise.id, kind) for exercise in COURSE.exercises for kind in JUNK_KINDS]
MISTAKES_NEEDED = {"get_data": 10, "get_weights": 10, "simple_network": 10, "loss_fn": 10, "optimize": 10, "train": 8}


def outcomes(report: Report, *visibilities: str) -> dict[str, list[str]]:
    """The names of the cases that were judged and not passed, by exercise."""
    return {
        each.exercise.id: [
            f"{case.verdict.case.id.split('::')[-1]}: {case.verdict.message}"
            for case in each.cases
            if case.verdict.outcome not in (Outcome.PASSED, Outcome.PENDING)
            and (not visibilities or case.verdict.case.visibility in visibilities)
        ]
        for each in report.exercises
    }


def passed(report: Report, visibility: str) -> list[str]:
    """The cases that were passed."""
    return [
        case.verdict.case.id
        for each in report.exercises
        for case in each.cases
        if case.verdict.outcome is Outcome.PASSED and case.verdict.case.visibility == visibility
    ]


@pytest.mark.parametrize("job", [Job("stubs"), Job("notebooks")], ids=str)
def test_stubs_earn_nothing(reports: dict[Job, Report], job: Job) -> None:
    """The untouched stubs pass no case and earn no point, and there is nothing to note; so do the notebooks."""
    report = reports[job]
    assert report.is_graded
    assert report.notes == ()
    assert passed(report, "hidden") + passed(report, "public") == []
    assert report.earned == 0


@pytest.mark.parametrize("job", [Job("solutions"), Job("solved notebooks")], ids=str)
def test_solutions_earn_everything(reports: dict[Job, Report], job: Job) -> None:
    """The reference passes every case that this machine can judge; the course adds up to 100 points."""
    report = reports[job]
    assert {name: failed for name, failed in outcomes(report).items() if failed} == {}
    assert report.possible == 100
    assert report.earned + report.pending == 100
    assert report.notes == ()


@pytest.mark.parametrize("job", list(MISTAKES), ids=str)
def test_mistake_is_caught(reports: dict[Job, Report], job: Job) -> None:
    """A known mistake fails the cases meant for it and nothing of any other exercise."""
    report = reports[job]
    answer: Answer = MISTAKES[job]
    assert report.is_graded
    failed = outcomes(report)
    others = {name: cases for name, cases in outcomes(report, "hidden").items() if cases and name != job.exercise}
    assert others == {}
    assert answer.caught_by or answer.needs_accelerator, "the file names no case with `# caught by: …`"
    names = [line.split(":")[0].split("[")[0] for line in failed[job.exercise]]
    assert [case for case in answer.caught_by if case not in names] == [], f"failed were {failed[job.exercise]}"


@pytest.mark.parametrize("job", VARIANTS, ids=str)
def test_variant_earns_everything(reports: dict[Job, Report], job: Job) -> None:
    """A right answer in another idiom passes every case."""
    assert {name: failed for name, failed in outcomes(reports[job]).items() if failed} == {}


@pytest.mark.parametrize("job", JUNK, ids=str)
def test_junk_earns_nothing(reports: dict[Job, Report], job: Job) -> None:
    """None, the argument itself, zeros, ones and random numbers of the right shape pass no hidden case."""
    assert reports[job].is_graded
    assert passed(reports[job], "hidden") == []


@pytest.mark.parametrize("exercise", [each.id for each in COURSE.exercises])
def test_exercise_is_complete(exercise: str) -> None:
    """Each exercise has hints, hidden and public cases, mistakes and variants."""
    found = COURSE.exercise(exercise)
    assert found is not None
    name = found.name
    assert len(found.hints) >= 2
    assert len(list((ROOT / "solutions" / "mistakes" / name).glob("*.py"))) >= MISTAKES_NEEDED.get(name, 4)
    assert len(list((ROOT / "solutions" / "variants" / name).glob("*.py"))) >= 2
    for visibility, least in (("hidden", 3), ("public", 1)):
        text = (ROOT / "tests" / visibility / f"test_{found.unit}.py").read_text(encoding="utf-8")
        assert f'exercise("{name}")' in text
        assert text.count("def test_") >= least
