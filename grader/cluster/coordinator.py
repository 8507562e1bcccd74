"""The coordinator's end of a Dask cluster: which workers there are, what they can do, and the judges made warm on them.

Nothing but bytes and text travels: no object is ever made of what a worker sends but out of JSON.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import dask
from distributed import Client, Security

from grader.batch.warm import Terms
from grader.cluster.parcel import pack_course
from grader.cluster.plugin import CPU, GPU, PREFIX, GraderPlugin, hello, left_behind
from grader.errors import GradeError, SetupError
from grader.model import Case, Course

CONNECT_SECONDS = 5
WORKER_SECONDS = 60
ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?[^\s/]+:\d{1,5}")
GIVE_ADDRESS = "Give the one that `dask scheduler` prints, such as tcp://10.0.0.1:8786 (docs/cluster.md)."
START_WORKERS = "Start some with `dask worker ADDRESS` (docs/cluster.md)."
GO_ON = "What was finished is kept; the same command goes on from here."
INSTALL = "Install the grader, in the same version, on the scheduler and on every worker."


@dataclass(frozen=True)
class Strength:
    """How many submissions a cluster can judge at a time, by the kind of device."""

    workers: int
    threads: int
    gpus: int


class Cluster:
    """A connection to a Dask scheduler."""

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address

    @classmethod
    @contextmanager
    def connected(cls, address: str) -> Iterator[Cluster]:
        """For as long as a batch takes; raises SetupError where nobody answers, or has no workers."""
        # What Dask has to say, the grader says in its own words; a submission may bring large files.
        for name in ("distributed", "distributed.client", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
        check_address(address)
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, asyncio.TimeoutError) as error:
            raise SetupError(f"No Dask scheduler answers at {address} ({first_line(error)}).", GIVE_ADDRESS) from None
        with client:
            cluster = cls(client, address)
            cluster.wait_for_workers()
            yield cluster

    def wait_for_workers(self) -> None:
        """Until there is one; a queueing system may take its time to start them."""
        try:
            self.client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except (TimeoutError, asyncio.TimeoutError):
            raise SetupError(f"The cluster at {self.address} has no workers.", START_WORKERS) from None

    def strength(self) -> Strength:
        """What it has at this moment."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        gpus = sum(int(each.get("resources", {}).get(GPU, 0)) for each in workers)
        return Strength(len(workers), sum(each["nthreads"] for each in workers), gpus)

    def accelerator(self, wanted: str) -> str | None:
        """The kind of accelerator on the workers that declare one; raises SetupError where it was typed and is not."""
        if wanted == CPU:
            return None
        if self.strength().gpus:
            return "cuda" if wanted == "auto" else wanted
        if wanted != "auto":
            hint = "Start workers with --resources GPU=1 on machines that have one, or grade with --device cpu."
            raise SetupError(f"No worker of the cluster at {self.address} declares a GPU.", hint)
        return None

    @contextmanager
    def warm(self, course: Course, terms: Terms) -> Iterator[Warm]:
        """Judges on every worker, also on those that join later; they end with the batch."""
        name = PREFIX + self.client.id
        kinds = kinds_of(course, terms)
        facts = {
            "isolation": terms.isolation, "seed": terms.seed, "draws": terms.draws, "language": terms.language,
            "exercises": kinds,
        }  # fmt: skip
        plugin = GraderPlugin(pack_course(course, facts), tuple(kinds))
        try:
            with understood():
                for left in self.client.run_on_scheduler(left_behind):
                    self.client.unregister_worker_plugin(left)
                self.client.register_plugin(plugin, name=name)
                answers = self.client.run(hello, name, on_error="return")
            told = [answer_of(text) for text in heard(answers.values())]
            cases = {(case.id, case.device): case for each in told for case in map(case_from, each["cases"])}
            yield Warm(self, name, kinds, list(cases.values()))
        finally:
            with suppress(Exception):  # a scheduler that has gone has taken the judges with it
                self.client.unregister_worker_plugin(name)


@dataclass(frozen=True)
class Warm:
    """Judges that are warm: the name they go by, which exercises go to which kind of device, and all cases."""

    cluster: Cluster
    name: str
    kinds: dict[str, list[str]]
    cases: list[Case]


def check_address(address: str) -> None:
    """What is no address, or needs a certificate that is not there, would leave Dask's client half open."""
    if not ADDRESS.fullmatch(address):
        raise SetupError(f"{address} is no address of a Dask scheduler.", GIVE_ADDRESS)
    if address.startswith("tls://") and not Security().get_connection_args("client").get("ssl_context"):
        raise SetupError(
            f"{address} is encrypted, and no certificate is configured here.",
            "Set distributed.comm.tls.ca-file, client.cert and client.key in Dask's configuration (docs/cluster.md).",
        )


def kinds_of(course: Course, terms: Terms) -> dict[str, list[str]]:
    """Which exercises go to which kind of device: what needs no accelerator is judged where none can be seen."""
    devices = {exercise.id: exercise.devices for exercise in course.exercises}
    kinds: dict[str, list[str]] = {}
    for name in terms.exercises:
        is_for_gpu = terms.accelerator is not None and "accelerator" in devices[name]
        kinds.setdefault(terms.accelerator if is_for_gpu and terms.accelerator else CPU, []).append(name)
    return kinds


def heard(answers: Iterable[Any]) -> list[str]:
    """The answers of those that are still there; raises SetupError where it was not the network that failed."""
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, OSError):
            raise explained(answer)
    found = [answer for answer in answers if isinstance(answer, str)]
    if not found:
        raise SetupError("Every worker of the cluster has gone.", START_WORKERS)
    return found


def answer_of(text: str) -> dict[str, Any]:
    """A worker's answer; raises SetupError with its address where it is a refusal."""
    answer: dict[str, Any] = json.loads(text)
    if "failure" in answer:
        message, hint = answer["failure"]
        raise SetupError(f"The worker {answer['worker']} cannot judge: {message.rstrip('.')}.", hint)
    return answer


def case_from(facts: dict[str, Any]) -> Case:
    """A case, as a worker described it."""
    return Case(**facts | {"weight": Decimal(facts["weight"])})


@contextmanager
def understood() -> Iterator[None]:
    """Turns what comes out of Dask into the grader's own errors."""
    try:
        yield
    except Exception as error:  # Dask raises here whatever was raised on any of its machines
        raise explained(error) from None


def explained(error: BaseException) -> GradeError:
    """What an error from afar means to whoever runs the batch."""
    if isinstance(error, GradeError):
        return error
    if isinstance(error, OSError):
        return SetupError(f"The connection to the cluster is lost ({first_line(error)}).", GO_ON)
    # Dask sends some errors as text.
    if isinstance(error, ModuleNotFoundError) or "ModuleNotFoundError" in str(error):
        return SetupError(f"A machine of the cluster lacks a package ({first_line(error)}).", INSTALL)
    return SetupError(f"The cluster failed: {type(error).__name__}: {first_line(error)}", "Its logs say more.")


def first_line(error: BaseException) -> str:
    """Of what an error says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
