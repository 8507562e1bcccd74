"""What connections to other processes share: frames, nonces, deadlines, loading that survives a deadly statement."""

from __future__ import annotations

import secrets
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from grader.bridge.connection import Connection
from grader.bridge.loading import load_request, read_load_facts
from grader.errors import SetupError, StudentCrashed, StudentFault, StudentTimedOut, WireError
from grader.intake.neighbours import stage
from grader.intake.removal import remove_folder
from grader.model import Limits, Source
from grader.wire import Body, body, pack, receive

MAX_LOAD_DEATHS = 3
GRACE_SECONDS = 2.0
GRADER_FAULT = "This is not the submission's fault; `grade doctor` may tell more."


class RemoteConnection(Connection):
    """What connections to other processes share."""

    def __init__(self, source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> None:
        self.limits = limits
        self.scratch = self._new_scratch()
        self.deadline = 0.0
        self.source = source
        request = load_request(source, limits, seed) | {"hides_accelerator": hides_accelerator}
        try:
            self._load(request)
        except StudentFault as fault:
            self.load_fault = fault
            self.close()

    def _load(self, request: dict[str, Any]) -> None:
        """Loads; a statement that ends the whole process is left out and the rest is loaded again."""
        for attempt in range(MAX_LOAD_DEATHS + 1):
            self.last_statement: int | None = None
            try:
                self._start()
                stage(self.source, self.scratch, self._shared())
                self._load_once(request)
                return
            except (StudentCrashed, StudentTimedOut):
                if self.last_statement is None or attempt == MAX_LOAD_DEATHS:
                    raise
                request["skip"].append(self.last_statement)

    def _load_once(self, request: dict[str, Any]) -> None:
        doing = "loading your file"
        seconds = self.limits.load_seconds + GRACE_SECONDS
        has_started = False
        try:
            nonce = secrets.token_bytes(8)
            self._send(pack(nonce, request, []), seconds, doing)
            until = self.deadline
            has_started = self.answer(nonce, seconds, doing)[0] == {"started": True}
        except StudentFault as fault:
            raise SetupError(f"A student's process could not be started: {fault}.", GRADER_FAULT) from None
        if not has_started:
            raise SetupError("A student's process did not start as it should.", GRADER_FAULT)
        while True:
            reply, _ = self.answer(nonce, until - time.monotonic(), doing)
            match reply:
                case {"progress": int(index)}:
                    self.last_statement = index
                case {"loaded": dict(loaded)}:
                    try:
                        self.facts = read_load_facts(loaded, self.scrub)
                    except WireError as error:
                        raise self.distrust(str(error), doing) from None
                    return
                case _:
                    raise self.distrust("a reply of no known form", doing)

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for its reply."""
        (nonce,) = self.ask([body(header, chunks)], seconds, doing)
        return self.answer(nonce, seconds, doing)

    def ask(self, requests: list[Body], seconds: float, doing: str) -> list[bytes]:
        """Sends requests in one piece; the nonces that their answers must echo, in order."""
        if self.is_dead:
            raise StudentCrashed("the process had already ended", doing)
        nonces = [secrets.token_bytes(8) for _ in requests]
        frames = b"".join(request.sealed(nonce) for nonce, request in zip(nonces, requests, strict=True))
        self._send(frames, seconds, doing)
        return nonces

    def _send(self, data: bytes, seconds: float, doing: str) -> None:
        self.deadline = time.monotonic() + seconds
        try:
            self._write(data)
        except TimeoutError:
            raise self._timed_out(seconds, doing) from None
        except OSError:
            raise self._crashed(doing) from None

    def answer(self, nonce: bytes, seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Waits for the next reply, which must echo the nonce."""
        self.deadline = time.monotonic() + seconds
        try:
            echoed, reply, payload = receive(self._read)
        except TimeoutError:
            raise self._timed_out(seconds, doing) from None
        except (EOFError, OSError):
            raise self._crashed(doing) from None
        except WireError as error:
            raise self.distrust(str(error), doing) from None
        if echoed != nonce:
            raise self.distrust("an answer out of turn", doing)
        return reply, payload

    def _timed_out(self, seconds: float, doing: str) -> StudentFault:
        self.close()
        return StudentTimedOut(seconds, doing)

    def _crashed(self, doing: str) -> StudentFault:
        status = self._end()
        killed = getattr(signal, "SIGKILL", -1)
        # Whoever ignores the first signal meets the second one at the hard limit.
        has_spent_all = status.get("signal") == killed and status.get("cpu_seconds", 0) >= self.limits.cpu_seconds
        if has_spent_all or status.get("signal") == getattr(signal, "SIGXCPU", -1):
            return StudentTimedOut(self.limits.cpu_seconds, doing, "cpu")
        return StudentCrashed(excess_words(status, self.limits) or death_words(status), doing)

    def close(self) -> None:
        """Ends the other side, removes its scratch folder."""
        self._end()
        remove_folder(self.scratch)

    def _new_scratch(self) -> Path:
        """A folder of its own for the other side."""
        return Path(tempfile.mkdtemp(prefix="grade-"))

    def _shared(self) -> tuple[str, ...]:
        """Folders of the course that every student may read."""
        return ()

    def _start(self) -> None:
        """Starts the other side."""
        raise NotImplementedError

    def _end(self) -> dict[str, Any]:
        """Ends the other side if it runs; how it ended."""
        raise NotImplementedError

    def _write(self, data: bytes) -> None:
        """Sends everything before the deadline; raises TimeoutError or OSError."""
        raise NotImplementedError

    def _read(self, size: int) -> bytearray:
        """Exactly that many bytes before the deadline; raises TimeoutError or EOFError."""
        raise NotImplementedError


def excess_words(status: dict[str, Any], limits: Limits) -> str:
    """Which bound a process was ended for passing; empty if it was not."""
    match status.get("limit"):
        case "scratch files":
            return f"it put more than the {limits.scratch_files} files and folders it may have into its working folder"
        case "scratch bytes":
            return f"it wrote more than the {limits.scratch_bytes // 2**20} MB it may have into its working folder"
        case "processes":
            return f"it had more than the {limits.processes} threads it may have"
    return ""


def death_words(status: dict[str, Any]) -> str:
    """How a process ended, for a person."""
    number = status.get("signal")
    if number:
        name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
        causes = {
            "SIGSEGV": "a crash in compiled code",
            "SIGKILL": "often the system's answer to too much memory",
            "SIGABRT": "an abort in compiled code",
        }
        return f"it was ended by {name}" + (f", {causes[name]}" if name in causes else "")
    code = status.get("code")
    return "it ended by itself" if code is None else f"it ended by itself with exit code {code}, as `os._exit` does"
