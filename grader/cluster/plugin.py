"""What runs in a Dask worker: keeps helpers for the length of a batch and passes bytes to them; needs no torch.

A worker that joins later gets the plugin from the scheduler, and makes a judge warm of its own accord.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from distributed import Scheduler, Worker, WorkerPlugin, get_worker

from grader.batch.keys import versions
from grader.cluster.host import Host
from grader.errors import SlotEnded

CPU = "cpu"
# What `dask worker --resources` declares.
GPU = "GPU"
PREFIX = "grader-"
READY_SECONDS = 300
NOT_READY = "its judge did not become ready"
SAME = "Install the same versions everywhere: a class is graded by one grader."


class GraderPlugin(WorkerPlugin):
    """A judge for each kind of device that a worker can serve."""

    def __init__(self, start: bytes, kinds: tuple[str, ...]) -> None:
        self.start = start
        self.kinds = kinds
        self.versions = versions()

    def setup(self, worker: Worker) -> None:
        """Begins to warm judges up, and does not wait for them."""
        self.address = worker.address
        self.refusal = difference(versions(), self.versions)
        has_gpu = worker.state.total_resources.get(GPU, 0) >= 1
        kinds = [kind for kind in self.kinds if kind == CPU or has_gpu]
        self.hosts = {kind: Host(self.start, worker.state.nthreads, kind) for kind in kinds}
        if not self.refusal:
            for host in self.hosts.values():
                host.helper()

    async def teardown(self, worker: Worker) -> None:
        """Ends them."""
        await asyncio.gather(*(asyncio.to_thread(host.close) for host in self.hosts.values()))

    def judge(self, kind: str, parcel: bytes) -> str:
        """What came of a submission, as JSON."""
        return self._signed(self._refused() or self.hosts[kind].helper().ask(parcel))

    def hello(self) -> str:
        """Which cases there are and how students are shut in here, as JSON, or why this worker cannot judge."""
        answers = [json.loads(self._refused() or host.helper().hello.result()) for host in self.hosts.values()]
        failures = [answer for answer in answers if "failure" in answer]
        cases = [case for answer in answers for case in answer.get("cases", [])]
        return self._signed(json.dumps(failures[0] if failures else {"cases": cases}).encode())

    def _refused(self) -> bytes:
        return json.dumps({"failure": [self.refusal, SAME]}).encode() if self.refusal else b""

    def _signed(self, told: bytes) -> str:
        """With the worker's address, so that whoever reads a refusal knows where to go."""
        answer: dict[str, Any] = json.loads(told)
        return json.dumps(answer | {"worker": self.address})


def judge(name: str, kind: str, parcel: bytes) -> str:
    """The task: one submission, on whichever worker Dask has chosen."""
    plugin: GraderPlugin = get_worker().plugins[name]
    return plugin.judge(kind, parcel)


async def hello(name: str, dask_worker: Worker) -> str:
    """Asked of every worker before the first submission is handed out."""
    plugin: GraderPlugin = dask_worker.plugins[name]
    try:
        return await asyncio.wait_for(asyncio.to_thread(plugin.hello), READY_SECONDS)
    except (asyncio.TimeoutError, SlotEnded):
        return json.dumps({"failure": [NOT_READY, "Its log says more."], "worker": plugin.address})


def left_behind(dask_scheduler: Scheduler) -> list[str]:
    """Plugins whose coordinators were killed: their judges would sit there warm for nobody."""
    names = [name for name in dask_scheduler.worker_plugins if name.startswith(PREFIX)]
    return [name for name in names if name.removeprefix(PREFIX) not in dask_scheduler.clients]


def difference(here: dict[str, str], wanted: dict[str, str]) -> str:
    """In words, the first version that is another one; empty where all are the same."""
    for name, version in wanted.items():
        if here.get(name) != version:
            return f"it has {name} {here.get(name)}, and the coordinator {version}"
    return ""
