"""The judge's side of the wire: connections to a loaded module in this process, in a forked child or in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from grader.errors import SetupError, StudentCrashed, StudentFault, StudentTimedOut, WireError
from grader.model import Limits, LoadFacts, Note, Source
from grader.wire import pack, receive

THREAD_SETTINGS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")}
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "SYSTEMROOT", "CUDA_HOME")
MAX_LOAD_DEATHS = 3
GRACE_SECONDS = 2.0


class Connection:
    """A loaded module on the other side."""

    facts = LoadFacts()
    load_fault: StudentFault | None = None
    is_dead = False

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for the reply; raises StudentTimedOut or StudentCrashed."""
        raise NotImplementedError

    def distrust(self, reason: str, doing: str) -> StudentFault:
        """Ends the other side for breaking the rules; the fault to raise."""
        self.close()
        return StudentCrashed(f"its answer broke the grader's rules ({reason})", doing)

    def close(self) -> None:
        """Ends the other side and everything it started."""
        raise NotImplementedError


class LocalConnection(Connection):
    """A module loaded in this very process: for the reference solution and for debugging."""

    def __init__(self, source: Source, limits: Limits, seed: int) -> None:
        # Imported here: the session is the untrusted side's code, and only this connection runs it on ours.
        from grader.worker.session import Session

        self.scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        self.session = Session(self.scratch, limits.output_bytes)
        loaded = self.session.load(load_request(source, limits, seed), lambda index: None)
        self.facts = read_load_facts(json.loads(json.dumps(loaded)))

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Answers at once; there is no time limit within one process."""
        reply, out = self.session.answer(header, memoryview(b"".join(chunks)))
        return reply, memoryview(b"".join(out))

    def close(self) -> None:
        """Removes the scratch folder."""
        self.is_dead = True
        shutil.rmtree(self.scratch, ignore_errors=True)


class RemoteConnection(Connection):
    """What connections to other processes share: frames, nonces, deadlines, loading that survives a deadly statement."""

    def __init__(self, source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> None:
        self.limits = limits
        self.scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        self.deadline = 0.0
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
                return self._load_once(request)
            except (StudentCrashed, StudentTimedOut):
                if self.last_statement is None or attempt == MAX_LOAD_DEATHS:
                    raise
                request["skip"].append(self.last_statement)

    def _load_once(self, request: dict[str, Any]) -> None:
        doing = "loading your file"
        seconds = self.limits.load_seconds + GRACE_SECONDS
        nonce = self._send(request, [], seconds, doing)
        while True:
            reply, _ = self._reply(nonce, seconds, doing)
            match reply:
                case {"progress": int(index)}:
                    self.last_statement = index
                case {"loaded": dict(loaded)}:
                    try:
                        self.facts = read_load_facts(loaded)
                    except WireError as error:
                        raise self.distrust(str(error), doing) from None
                    return
                case _:
                    raise self.distrust("a reply of no known form", doing)

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for its reply."""
        if self.is_dead:
            raise StudentCrashed("the process had already ended", doing)
        nonce = self._send(header, chunks, seconds, doing)
        return self._reply(nonce, seconds, doing)

    def _send(self, header: Any, chunks: list[bytes], seconds: float, doing: str) -> bytes:
        nonce = secrets.token_bytes(8)
        self.deadline = time.monotonic() + seconds
        try:
            self._write(pack(nonce, header, chunks))
        except TimeoutError:
            raise self._timed_out(seconds, doing) from None
        except OSError:
            raise self._crashed(doing) from None
        return nonce

    def _reply(self, nonce: bytes, seconds: float, doing: str) -> tuple[Any, memoryview]:
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
        if status.get("signal") == getattr(signal, "SIGXCPU", -1):
            return StudentTimedOut(self.limits.cpu_seconds, doing, "cpu")
        return StudentCrashed(death_words(status), doing)

    def close(self) -> None:
        """Ends the other side, removes its scratch folder."""
        self._end()
        shutil.rmtree(self.scratch, ignore_errors=True)

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


class ForkedConnection(RemoteConnection):
    """A child of the worker server."""

    def __init__(self, server: WorkerServer, source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> None:
        self.server = server
        self.data: socket.socket | None = None
        self.leash: socket.socket | None = None
        super().__init__(source, limits, seed, hides_accelerator)

    def _start(self) -> None:
        self._end()
        self.scratch.mkdir(exist_ok=True)
        self.data, child_data = socket.socketpair()
        self.leash, child_leash = socket.socketpair()
        with child_data, child_leash:
            self.server.submit(self.limits, self.scratch, (child_data.fileno(), child_leash.fileno()))
        self.data.setblocking(False)
        self.is_dead = False

    def _end(self) -> dict[str, Any]:
        self.is_dead = True
        status: dict[str, Any] = {}
        if self.leash is not None:
            with self.leash:
                status = self._last_words(self.leash)
            self.leash = None
        if self.data is not None:
            self.data.close()
            self.data = None
        return status

    @staticmethod
    def _last_words(leash: socket.socket) -> dict[str, Any]:
        """Lets go, so that the server kills what still runs, and waits for the status."""
        leash.settimeout(10)
        try:
            leash.shutdown(socket.SHUT_WR)
            told = leash.recv(4096)
            return dict(json.loads(told)) if told else {}
        except (OSError, ValueError):
            return {}

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._socket().send(view) :]
            except BlockingIOError:
                self._wait(for_writing=True)

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            try:
                count = self._socket().recv_into(view)
            except BlockingIOError:
                self._wait(for_writing=False)
                continue
            if count == 0:
                raise EOFError
            view = view[count:]
        return data

    def _socket(self) -> socket.socket:
        if self.data is None:
            raise EOFError
        return self.data

    def _wait(self, for_writing: bool) -> None:
        remaining = self.deadline - time.monotonic()
        poll = select.poll()
        poll.register(self._socket(), select.POLLOUT if for_writing else select.POLLIN)
        if remaining <= 0 or not poll.poll(remaining * 1000):
            raise TimeoutError


class WorkerServer:
    """The warm process that forks students' children."""

    def __init__(self, level: str = "process", with_optimizer: bool = False, uses_accelerator: bool = False) -> None:
        self.level = level
        self.uses_accelerator = uses_accelerator
        self.control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-I", "-m", "grader.worker.server", str(other.fileno())]
        self.process = subprocess.Popen(
            [*command, *(["optimizer"] if with_optimizer else [])],
            pass_fds=(other.fileno(),),
            env=worker_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(),
        )
        other.close()
        self.is_ready = False

    def submit(self, limits: Limits, scratch: Path, descriptors: tuple[int, int]) -> None:
        """Hands a new child its socket and its leash."""
        self.wait_until_ready()
        settings = {
            "level": self.level,
            "limits": limits.__dict__,
            "scratch": str(scratch),
            "uses_accelerator": self.uses_accelerator,
        }
        try:
            socket.send_fds(self.control, [json.dumps(settings).encode()], list(descriptors))
        except OSError:
            raise self._failure() from None

    def wait_until_ready(self) -> None:
        """Waits for torch to be warm; raises SetupError when the server cannot start."""
        if self.is_ready:
            return
        try:
            told = self.control.recv(16)
        except OSError:
            told = b""
        if told != b"ready":
            raise self._failure()
        self.is_ready = True

    def connect(self, source: Source, limits: Limits, seed: int, hides_accelerator: bool) -> Connection:
        """A new child with the source loaded."""
        return ForkedConnection(self, source, limits, seed, hides_accelerator)

    def close(self) -> None:
        """Ends the server and with it every child."""
        self.control.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def _failure(self) -> SetupError:
        self.process.kill()
        _, complaint = self.process.communicate()
        last = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        return SetupError(f"The worker process could not run: {last[0][:300]}", "Run `grade doctor` to see what is missing.")


class PlainConnection(RemoteConnection):
    """A process of its own for each source, for systems without fork."""

    def __init__(self, source: Source, limits: Limits, seed: int, hides_accelerator: bool, uses_accelerator: bool = False) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.uses_accelerator = uses_accelerator
        self.pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.buffer = bytearray()
        # Starting Python and torch is our time, not the student's.
        super().__init__(source, limits, seed, hides_accelerator)

    def _start(self) -> None:
        self._end()
        self.scratch.mkdir(exist_ok=True)
        settings = {"scratch": str(self.scratch), "limits": self.limits.__dict__, "uses_accelerator": self.uses_accelerator}
        self.pieces, self.buffer = queue.SimpleQueue(), bytearray()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.worker.plain", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=worker_environment(),
            start_new_session=True,
        )
        threading.Thread(target=self._pump, args=(self.process, self.pieces), daemon=True).start()
        self.is_dead = False
        self._await_ready()

    def _await_ready(self) -> None:
        """Waits for torch to be imported there."""
        self.deadline = time.monotonic() + 120
        with contextlib.suppress(TimeoutError, EOFError):
            if bytes(self._read(5)) == b"ready":
                return
        self._end()
        raise SetupError("The worker process could not run.", "Run `grade doctor` to see what is missing.")

    @staticmethod
    def _pump(process: subprocess.Popen[bytes], pieces: queue.SimpleQueue[bytes]) -> None:
        """Pipes have no deadlines on every system; a queue has."""
        stream = process.stdout
        while stream is not None:
            piece = os.read(stream.fileno(), 2**16)
            pieces.put(piece)
            if not piece:
                return

    def _end(self) -> dict[str, Any]:
        self.is_dead = True
        if self.process is None:
            return {}
        process, self.process = self.process, None
        code = process.poll()
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        if code is None:
            code = process.wait()
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        return {"signal": -code if code < 0 else 0, "code": code}

    def _write(self, data: bytes) -> None:
        if self.process is None or self.process.stdin is None:
            raise OSError
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _read(self, size: int) -> bytearray:
        while len(self.buffer) < size:
            try:
                piece = self.pieces.get(timeout=max(0.0, self.deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if not piece:
                raise EOFError
            self.buffer += piece
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data


def worker_environment() -> dict[str, str]:
    """The whole environment of a worker: nothing of the judge's but where programs and libraries are."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    fixed = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"}
    return kept | fixed | THREAD_SETTINGS


def load_request(source: Source, limits: Limits, seed: int) -> dict[str, Any]:
    """What a worker needs to know to load a source."""
    return {
        "name": source.unit,
        "filename": str(source.path.absolute()),
        "cells": [[cell.number, cell.text] for cell in source.cells],
        "seconds": limits.load_seconds,
        "output_bytes": limits.output_bytes,
        "skip": [],
        "seed": seed,
    }


def read_load_facts(reply: dict[str, Any]) -> LoadFacts:
    """What a worker told of loading, checked item by item: it comes from the untrusted side."""
    try:
        notes = tuple(Note(text(kind), text(where), text(message)) for kind, where, message in reply["notes"][:200])
        definitions = {text(name): tuple(map(int, lines[:20])) for name, lines in reply["definitions"][:500]}
        return LoadFacts(
            notes,
            tuple(map(text, reply["names"][:500])),
            frozenset(map(text, reply["functions"][:500])),
            {text(name): text(why) for name, why in reply["broken"][:200]},
            {text(name): text(outer) for name, outer in reply["nested"][:200]},
            definitions,
            bool(reply["is_whole"]),
            float(reply["seconds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WireError("a report on loading of no known form") from error


def text(value: Any) -> str:
    """Text of modest length; raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value[:1000]


def death_words(status: dict[str, Any]) -> str:
    """How a process ended, for a person."""
    number = status.get("signal")
    if number:
        name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
        causes = {"SIGSEGV": "a crash in compiled code", "SIGKILL": "often the system's answer to too much memory", "SIGABRT": "an abort in compiled code"}
        return f"it was ended by {name}" + (f", {causes[name]}" if name in causes else "")
    code = status.get("code")
    return "it ended by itself" if code is None else f"it ended by itself with exit code {code}, as `os._exit` does"


