"""The pytest plugin: options, marks and fixtures of cases, and the outcome of each.

Loaded in every pytest run of an environment that has the grader, so it imports nothing heavy until a case is collected.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.advice import is_not_started
from grader.errors import Diverged, GradeError
from grader.model import Case, Outcome, Verdict
from grader.words import translate

if TYPE_CHECKING:
    from grader.grading import Grading
    from grader.student import Module

MARKS = (
    "exercise(name): the exercise a case belongs to",
    "points(weight): the case's weight within its exercise",
    "devices(kind, ...): 'cpu' and 'accelerator', one run for each",
    "rehearse: without an accelerator, try the case on the meta device for no points",
    "hide_accelerator: the student's process sees no accelerator",
)
GRADING: pytest.StashKey[Grading] = pytest.StashKey()
CASE: pytest.StashKey[Case] = pytest.StashKey()
VERDICT: pytest.StashKey[Verdict] = pytest.StashKey()
# Filled while somebody listens: what the student's module answered in a case.
ANSWERS: ContextVar[list[tuple[str, Any]] | None] = ContextVar("answers", default=None)
MODULE: pytest.StashKey[Module] = pytest.StashKey()
DEVICE_IDS = ("cpu", "accelerator")


@dataclass(frozen=True)
class Traits:
    """What the marks and fixtures of a case ask for, which is the same for every submission."""

    # It has fixtures, set-up or marks which only pytest's own protocol knows how to serve.
    needs_pytest: bool
    is_rehearsed: bool
    hides_accelerator: bool


TRAITS: pytest.StashKey[Traits] = pytest.StashKey()
OWN_FIXTURES = frozenset({"student", "reference", "rng", "device", "request"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options for running cases by hand."""
    group = parser.getgroup("grader", "grading a student's submission")
    group.addoption(
        "--submission",
        metavar="PATH",
        help="the .py file, notebook or folder to grade (default: the solutions)",
    )
    group.addoption("--course", metavar="DIR", help="the course (default: found from the working folder upward)")
    group.addoption("--in-process", action="store_true", help="run the student's code in this process, for pdb")
    group.addoption("--grade-device", default="auto", metavar="KIND", help="auto, cpu, cuda or mps")
    group.addoption("--grade-seed", type=int, metavar="N", help="another seed than the course's")


def pytest_configure(config: pytest.Config) -> None:
    """Registers the marks."""
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One run of a case for each kind of device it names."""
    mark = metafunc.definition.get_closest_marker("devices")
    if mark is not None and "device" in metafunc.fixturenames:
        metafunc.parametrize("device", mark.args, indirect=True, ids=list(mark.args))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Makes a Case of every test that has an exercise; opens the submission if there are any."""
    cases = [item for item in items if item.get_closest_marker("exercise")]
    if not cases:
        return
    if GRADING not in config.stash:
        config.stash[GRADING] = _open_by_hand(config)
    for item in cases:
        item.stash[CASE] = make_case(item, config.stash[GRADING].course.root)


def make_case(item: pytest.Item, root: Path) -> Case:
    """What a collected test says about itself in marks, names and docstring."""
    exercise = item.get_closest_marker("exercise")
    points = item.get_closest_marker("points")
    unit = item.path.stem.removeprefix("test_")
    function: Any = getattr(item, "function", None)
    asked = translate(" ".join((function.__doc__ or "").strip().split("\n\n")[0].split()))
    weight = Decimal(str(points.args[0])) if points else Decimal(1)
    name = exercise.args[0] if exercise else ""
    return Case(case_id(item, root), f"{unit}.{name}", device_kind(item), item.path.parent.name, weight, asked)


def case_id(item: pytest.Item, root: Path) -> str:
    """The node id that pytest takes, without the device."""
    path = item.path.relative_to(root).as_posix() if item.path.is_relative_to(root) else item.path.name
    original = getattr(item, "originalname", item.name)
    call = getattr(item, "callspec", None)
    rest = [part for part in (call.id.split("-") if call else []) if part not in DEVICE_IDS]
    owner = item.parent.name if isinstance(item.parent, pytest.Class) else ""
    return "::".join(filter(None, [path, owner, original + (f"[{'-'.join(rest)}]" if rest else "")]))


def device_kind(item: pytest.Item) -> str:
    """`cpu` or `accelerator`."""
    call = getattr(item, "callspec", None)
    return str(call.params.get("device", "cpu")) if call else "cpu"


def _open_by_hand(config: pytest.Config) -> Grading:
    from grader.grading import open_grading

    try:
        grading = open_grading(
            course=config.getoption("course"),
            submission=config.getoption("submission"),
            in_process=config.getoption("in_process"),
            device=config.getoption("grade_device"),
            seed=config.getoption("grade_seed"),
        )
    except GradeError as error:
        raise pytest.UsageError(f"{error.message} {error.hint}".strip()) from None
    config.add_cleanup(grading.close)
    return grading


@pytest.fixture
def device(request: pytest.FixtureRequest) -> Any:
    """The device of this run: `cpu`, the accelerator's kind, or `meta` in a rehearsal."""
    return _own_fixture(request.node, "device")


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Any:
    """The student's module, as it was right after loading."""
    return _own_fixture(request.node, "student")


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Any:
    """The reference solution's module, as it was right after loading."""
    return _own_fixture(request.node, "reference")


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Any:
    """A generator seeded from the case's name and the course's seed."""
    return _own_fixture(request.node, "rng")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """A case that needs an accelerator waits for one, unless it can be rehearsed."""
    if CASE in item.stash and is_pending(item) and not traits(item).is_rehearsed:
        pytest.skip("pending: it needs an accelerator")
    yield


def is_pending(item: pytest.Item) -> bool:
    """Whether this run of a case needs an accelerator that is not there."""
    return item.stash[CASE].device == "accelerator" and item.config.stash[GRADING].accelerator is None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Keeps the verdict of a case, and shows a student's fault without the grader's own traceback."""
    report = yield
    if CASE not in item.stash or (call.when == "setup" and call.excinfo is None):
        return report
    if call.when == "teardown":
        if call.excinfo is not None:
            item.stash[VERDICT] = Verdict(item.stash[CASE], Outcome.BROKEN, _broken_words(call.excinfo))
        return report
    verdict = _verdict(item, call.excinfo.value if call.excinfo else None, call.duration)
    item.stash[VERDICT] = verdict
    if verdict.outcome is Outcome.PENDING:
        report.outcome = "skipped"
        report.longrepr = (str(item.path), 0, f"pending: {verdict.message or 'it needs an accelerator'}")
    elif verdict.outcome is not Outcome.PASSED and verdict.outcome is not Outcome.BROKEN:
        report.longrepr = f"{verdict.outcome.value}: {verdict.message}"
    return report


def _verdict(item: pytest.Item, error: BaseException | None, seconds: float) -> Verdict:
    grading = item.config.stash[GRADING]
    case = item.stash[CASE]
    outcome, message = grading.outcome(case, error, item.stash.get(MODULE, None), item)
    if is_pending(item):
        is_finding = outcome not in (Outcome.PASSED, Outcome.BROKEN, Outcome.PENDING)
        is_told = is_finding and traits(item).is_rehearsed
        outcome, message = Outcome.PENDING, rehearsal_words(message) if is_told else ""
    return Verdict(case, outcome, message, seconds=seconds)


def rehearsal_words(message: str) -> str:
    """What a rehearsal found; that a stub is a stub has been said."""
    return "" if is_not_started(message) else translate("Tried without an accelerator: {message}", message=message)


def _forget(item: pytest.Item, key: pytest.StashKey[Any]) -> None:
    if key in item.stash:
        del item.stash[key]


def _broken_words(info: pytest.ExceptionInfo[BaseException]) -> str:
    return translate("The case itself failed: {error}.", error=info.typename)


def run_case(item: pytest.Item, nextitem: pytest.Item | None) -> Verdict:
    """Runs one case and gives its verdict: directly where it asks for the grader's own fixtures alone."""
    try:
        return _run(item, nextitem)
    finally:
        _let_go(item)


def _let_go(item: pytest.Item) -> None:
    """What a case had in hand ends with it: pictures of hundreds of cases would fill the memory of every job."""
    module = item.stash.get(MODULE, None)
    if module is not None:
        listeners = ANSWERS.get()
        if listeners is not None:
            listeners.extend(module._answers)
        module._let_go()
    _forget(item, MODULE)


def _run(item: pytest.Item, nextitem: pytest.Item | None) -> Verdict:
    _forget(item, VERDICT)
    examination = item.config.stash[GRADING].examination
    if examination is not None:
        examination.following = _following(nextitem)
    if not traits(item).needs_pytest:
        return _run_directly(item)
    if examination is not None:
        # A case in pytest's own hands cannot be run a second time.
        examination.run_alone(item.stash[CASE])
    return _run_by_pytest(item, nextitem)


def _following(nextitem: pytest.Item | None) -> tuple[Case, bool] | None:
    """The next case, if what it asks may be sent before it begins, and whether it hides the accelerator."""
    if nextitem is None or traits(nextitem).needs_pytest:
        return None
    if is_pending(nextitem) and not traits(nextitem).is_rehearsed:
        return None
    return nextitem.stash[CASE], traits(nextitem).hides_accelerator


def traits(item: pytest.Item) -> Traits:
    """Of a case, looked up once: pytest goes through all marks for each question."""
    found = item.stash.get(TRAITS, None)
    if found is None:
        names = set(getattr(item, "fixturenames", ())) - OWN_FIXTURES
        marks = {mark.name for mark in item.iter_markers()}
        is_foreign = bool(names) or not marks.isdisjoint(("skip", "skipif", "xfail"))
        found = item.stash[TRAITS] = Traits(is_foreign, "rehearse" in marks, "hide_accelerator" in marks)
    return found


def _run_directly(item: Any) -> Verdict:
    """What pytest's protocol would do, without its cost: a third of a warm submission's time."""
    started = time.perf_counter()
    if is_pending(item) and not traits(item).is_rehearsed:
        return Verdict(item.stash[CASE], Outcome.PENDING)
    error = _error_of(item)
    if isinstance(error, Diverged):
        item.config.stash[GRADING].examination.run_again(item.stash[CASE])
        _forget(item, MODULE)
        error = _error_of(item)
    verdict = _verdict(item, error, time.perf_counter() - started)
    _keep_answers(item, error)
    return verdict


def _keep_answers(item: pytest.Item, error: BaseException | None) -> None:
    """What the student's module did in a case that was not passed, until its cause is looked for."""
    module = item.stash.get(MODULE, None)
    if error is not None and module is not None and item.stash[CASE].device == "cpu":
        item.config.stash[GRADING].naming.keep(item.stash[CASE], module._answers, error)


def _error_of(item: Any) -> BaseException | None:
    """What a case raises, if anything."""
    try:
        owner = [item.cls()] if item.cls else []
        item.function(*owner, **{name: _own_fixture(item, name) for name in item.fixturenames if name != "request"})
    except KeyboardInterrupt:
        raise
    except BaseException as raised:  # a case may raise anything; what it means is for the grading to say
        return raised
    return None


def _own_fixture(item: pytest.Item, name: str) -> Any:
    """The value of one of the grader's own fixtures."""
    grading, case = item.config.stash[GRADING], item.stash[CASE]
    match name:
        case "student":
            module = grading.begin(case, traits(item).hides_accelerator)
            item.stash[MODULE] = module
            return module
        case "reference":
            return grading.begin_reference(case)
        case "rng":
            return grading.generator(case)
    return "cpu" if case.device == "cpu" else grading.accelerator or "meta"


def _run_by_pytest(item: pytest.Item, nextitem: pytest.Item | None) -> Verdict:
    from _pytest.runner import runtestprotocol

    started = time.perf_counter()
    runtestprotocol(item, log=False, nextitem=nextitem)
    missing = Verdict(item.stash[CASE], Outcome.BROKEN, translate("The case ended without a verdict."))
    verdict = item.stash.get(VERDICT, missing)
    return Verdict(verdict.case, verdict.outcome, verdict.message, verdict.mistake, time.perf_counter() - started)
