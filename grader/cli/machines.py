"""Where a class runs: in slots of this machine, or on a cluster; and what Ctrl-C does to either."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from grader.batch.run import Executor
from grader.batch.slots import Slots
from grader.batch.warm import Terms, hold_warm
from grader.devices import accelerator_is_possible
from grader.errors import SetupError
from grader.model import Course

if TYPE_CHECKING:
    from grader.cluster.coordinator import Cluster

Execute = Callable[[Executor], None]
cluster_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--cluster", metavar="ADDRESS", help="Run on the Dask cluster whose scheduler is there (docs/cluster.md)."
)


def connected(address: str | None) -> AbstractContextManager[Cluster | None]:
    """The cluster at an address; None stands for this machine alone."""
    if address is None:
        return nullcontext()
    try:
        from grader.cluster.coordinator import Cluster
    except ModuleNotFoundError:
        hint = "Install it with `pip install 'torch-course-grader[cluster]'`."
        raise SetupError("--cluster needs Dask, which is not installed here.", hint) from None
    return Cluster.connected(address)


def accelerator_of(device: str, cluster: Cluster | None) -> str | None:
    """The kind of accelerator there is; imports torch to ask for it only where there may be one."""
    if cluster is not None:
        return cluster.accelerator(device)
    if device == "cpu" or (device == "auto" and not accelerator_is_possible()):
        return None
    from grader.devices import find_accelerator

    return find_accelerator(device)


def run_here(course: Course, terms: Terms, jobs: int, execute: Execute) -> None:
    """In as many slots as there are jobs."""

    def work(executor: Executor) -> None:
        if pressed:
            raise KeyboardInterrupt
        with stopping(executor):
            execute(executor)

    with remembering() as pressed:
        hold_warm(course, terms, lambda judge: work(Slots(judge, jobs)))


def run_on_cluster(course: Course, terms: Terms, cluster: Cluster, execute: Execute) -> None:
    """By judges that are made warm on the cluster's workers."""
    from grader.cluster.crew import Crew

    with cluster.warm(course, terms) as warm:
        crew = Crew(warm)
        with stopping(crew):
            execute(crew)


@contextmanager
def remembering() -> Iterator[list[int]]:
    """Keeps that Ctrl-C was pressed while all is made warm: an import may swallow what that raises."""
    pressed: list[int] = []

    def stop(number: int, frame: object) -> None:  # noqa: ARG001 -- the form of a signal handler
        pressed.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def stopping(executor: Executor) -> Iterator[None]:
    """Ctrl-C lets what is under way end; a second one does not wait."""

    def stop(number: int, frame: object) -> None:  # noqa: ARG001 -- the form of a signal handler
        if executor.is_stopping:
            raise KeyboardInterrupt
        executor.stop()
        click.echo("\nStopping: what is under way is finished. Press Ctrl-C again to leave at once.", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
