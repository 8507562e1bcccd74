"""Hands submissions to a cluster's judges, a few more at a time than there are threads, and gives back what came."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from distributed import Future, KilledWorker

from grader.batch.results import from_text
from grader.batch.slots import Done, Waiting, given_up
from grader.cluster.coordinator import GO_ON, Strength, Warm, answer_of, explained, understood
from grader.cluster.parcel import pack_work
from grader.cluster.plugin import CPU, GPU, judge
from grader.errors import IntakeError, SetupError, SlotEnded

# Besides this, Dask itself moves what a dead worker had to another one.
RETRIES = 2
LOOK_SECONDS = 5.0
PATIENCE_SECONDS = 900.0


@dataclass
class Pending:
    """A submission, some of whose exercises are still out."""

    work: Waiting
    out: int = 0
    done: Done = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """The exercises of a submission that go to one kind of device."""

    pending: Pending
    kind: str
    work: Waiting


class Crew:
    """Runs submissions on a cluster; the same interface as the slots of one machine."""

    def __init__(self, warm: Warm) -> None:
        self.warm = warm
        self.client = warm.cluster.client
        self.is_stopping = False
        self.waiting: dict[str, deque[Part]] = {kind: deque() for kind in warm.kinds}
        self.under_way: dict[str, tuple[Part, Future]] = {}
        self.ready: queue.SimpleQueue[Future] = queue.SimpleQueue()
        # All of whose exercises are in.
        self.complete: list[Pending] = []
        self.strength = Strength(0, 0, 0)
        self.looked = self.seen = 0.0
        self.count = 0

    def stop(self) -> None:
        """No more submissions are begun."""
        self.is_stopping = True

    def run(self, works: Sequence[Waiting]) -> Iterator[tuple[Waiting, Done]]:
        """Each submission with its results, as they come; after `stop` only those under way."""
        for work in works:
            self._divide(work)
        self.seen = time.monotonic()
        try:
            while self.under_way or self.complete or any(self.waiting.values()):
                with understood():
                    self._look()
                    self._hand_out()
                yield from self._heard()
        finally:
            with suppress(Exception):  # a scheduler that has gone has forgotten them
                self.client.cancel([future for _, future in self.under_way.values()])
            self.under_way.clear()

    def _divide(self, work: Waiting) -> None:
        pending = Pending(work)
        for kind, exercises in self.warm.kinds.items():
            mine = tuple(name for name in work.exercises if name in exercises)
            if mine:
                pending.out += 1
                self.waiting[kind].append(Part(pending, kind, replace(work, exercises=mine)))

    def _look(self) -> None:
        """From time to time, how strong the cluster is: workers come and go."""
        now = time.monotonic()
        if now - self.looked < LOOK_SECONDS:
            return
        self.strength, self.looked = self.warm.cluster.strength(), now
        if all(self._room(kind) for kind in self._wanted()):
            self.seen = now
        elif now - self.seen > PATIENCE_SECONDS:
            raise SetupError(f"The cluster at {self.warm.cluster.address} has no worker left for this.", GO_ON)

    def _wanted(self) -> set[str]:
        return {kind for kind, parts in self.waiting.items() if parts} | {p.kind for p, _ in self.under_way.values()}

    def _room(self, kind: str) -> int:
        """How many may be out: one for each thread or GPU, and one to follow for each worker."""
        count = self.strength.threads if kind == CPU else self.strength.gpus
        return count + self.strength.workers if count else 0

    def _hand_out(self) -> None:
        for kind, parts in self.waiting.items():
            if self.is_stopping:
                parts.clear()
            out = sum(part.kind == kind for part, _ in self.under_way.values())
            for _ in range(min(len(parts), self._room(kind) - out)):
                part = parts.popleft()
                try:
                    self._submit(part, pack_work(part.work.read()))
                except IntakeError as error:
                    # It is not any more what it was when the class was read.
                    self._settle(part, given_up(self.warm.cases, part.work, error.message))

    def _settle(self, part: Part, done: Done) -> None:
        """What came of a part."""
        part.pending.done |= done
        part.pending.out -= 1
        if not part.pending.out:
            self.complete.append(part.pending)

    def _submit(self, part: Part, packed: bytes) -> None:
        self.count += 1
        future = self.client.submit(
            judge,
            self.warm.name,
            part.kind,
            packed,
            key=f"{self.warm.name}-{self.count}",
            pure=False,
            retries=RETRIES,
            resources=None if part.kind == CPU else {GPU: 1},
        )
        self.under_way[future.key] = part, future
        future.add_done_callback(self.ready.put)

    def _heard(self) -> Iterator[tuple[Waiting, Done]]:
        """The next that is ready, if there is one within a second."""
        with suppress(queue.Empty):
            future = self.ready.get(timeout=0.0 if self.complete else 1.0)
            part, _ = self.under_way.pop(future.key)
            with understood():
                self._settle(part, self._done(part, future))
        while self.complete:
            pending = self.complete.pop()
            yield pending.work, pending.done

    def _done(self, part: Part, future: Future) -> Done:
        if future.status == "finished":
            answer = answer_of(future.result())
            return {name: from_text(text) for name, text in answer["done"].items()}
        if future.status != "error":
            raise ConnectionError(f"{self.warm.cluster.address} does not answer any more")
        error = future.exception()
        if isinstance(error, KilledWorker | SlotEnded):
            # Every machine it was on has died: its cases are not judged, and the others go on.
            return given_up(self.warm.cases, part.work)
        raise explained(error) from None
