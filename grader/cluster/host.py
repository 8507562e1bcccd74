"""Holds a helper process for a Dask worker: started when it is first needed, and again when it has died.

Dask runs tasks in threads; any of them may ask, and waits for its own answer.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import Any

from grader.cluster import line
from grader.errors import SlotEnded

CLOSING_SECONDS = 30


class Helper:
    """One helper process, and whoever waits for its answers."""

    def __init__(self, start: bytes, jobs: int, kind: str) -> None:
        self.command = [sys.executable, "-m", "grader.cluster.slot", str(jobs), kind]
        self.start = start
        self.numbers = itertools.count(line.BEGIN + 1)
        self.lock, self.sending = threading.Lock(), threading.Lock()
        self.waiting: dict[int, Future[bytes]] = {}
        self.has_ended = False
        self.process: Future[subprocess.Popen[bytes]] = Future()
        self.hello = self._expect(line.BEGIN)
        # It lives as long as the process: a child is told of the death of the very thread that started it.
        self.thread = threading.Thread(target=self._live, name="grader-helper", daemon=True)
        self.thread.start()

    @property
    def has_refused(self) -> bool:
        """Whether it has said that it cannot judge here."""
        return self.hello.done() and self.hello.exception() is None and is_failure(self.hello.result())

    def ask(self, parcel: bytes) -> bytes:
        """Its answer; raises SlotEnded if it dies before."""
        told = self.hello.result()
        if is_failure(told):
            return told
        number = next(self.numbers)
        answer = self._expect(number)
        # A helper that has died tells so where it is listened to.
        with self.sending, contextlib.suppress(OSError, ValueError):
            line.send(self.process.result().stdin, number, parcel)  # type: ignore[arg-type]
        return answer.result()

    def close(self) -> None:
        """Ends it, in peace if that takes no longer than it should."""
        with contextlib.suppress(SlotEnded):
            process = self.process.result()
            with self.sending, contextlib.suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            self.thread.join(CLOSING_SECONDS)
            process.kill()
            self.thread.join()

    def _expect(self, number: int) -> Future[bytes]:
        with self.lock:
            if self.has_ended:
                raise SlotEnded
            answer = self.waiting[number] = Future()
            return answer

    def _live(self) -> None:
        try:
            process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        except OSError:
            self.process.set_exception(SlotEnded())
            self._give_notice()
            return
        self.process.set_result(process)
        with process:
            self._listen(process)
            self._give_notice()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(OSError, EOFError):
            line.send(process.stdin, line.BEGIN, self.start)  # type: ignore[arg-type]
            while True:
                number, told = line.receive(process.stdout)  # type: ignore[arg-type]
                self.waiting.pop(number).set_result(told)

    def _give_notice(self) -> None:
        """Everybody who still waits is told that it has ended."""
        with self.lock:
            self.has_ended = True
            waiting, self.waiting = self.waiting, {}
        for answer in waiting.values():
            answer.set_exception(SlotEnded())


class Host:
    """A helper for as long as one is wanted."""

    def __init__(self, start: bytes, jobs: int, kind: str) -> None:
        self.settings = (start, jobs, kind)
        self.lock = threading.Lock()
        self.last: Helper | None = None

    def helper(self) -> Helper:
        """The one that runs, or a new one; who has refused is not asked to think again."""
        with self.lock:
            if self.last is None or (self.last.has_ended and not self.last.has_refused):
                self.last = Helper(*self.settings)
            return self.last

    def close(self) -> None:
        """Ends it."""
        if self.last is not None:
            self.last.close()


def is_failure(told: bytes) -> bool:
    """Whether an answer is a refusal."""
    answer: dict[str, Any] = json.loads(told)
    return "failure" in answer
