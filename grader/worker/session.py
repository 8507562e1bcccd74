"""Answers the judge's requests on one loaded module: live objects stay here, data goes out."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, cast

import numpy as np
import torch

from grader.errors import WireError
from grader.wire import Decoder, Encoder, Facts
from grader.worker.exceptions import raised
from grader.worker.load import Loaded, Loader
from grader.worker.output import BoundedText
from grader.worker.silence import silence_checks
from grader.worker.snapshot import Snapshot, seed_everything, seed_torch

# Read through the C descriptor: a subclass may say what it likes about its gradient.
READ_GRAD: Any = cast(Any, torch._C.TensorBase.grad).__get__
# As it is before any student may have put another one in its place.
MANUAL_SEED = torch.manual_seed
HIDDEN_DEVICES = {"CUDA_VISIBLE_DEVICES": "", "HIP_VISIBLE_DEVICES": "", "PYTORCH_MPS_DISABLED": "1"}


class Missing(Exception):
    """The module has no such name."""


class Handles:
    """Live objects by number: the judge's are negative, the worker's positive."""

    def __init__(self) -> None:
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}

    def clear(self) -> None:
        """Forgets everything: a new case begins."""
        self.objects.clear()
        self.numbers.clear()

    def number(self, value: Any) -> int:
        """The handle of an object, a new one if it has none."""
        known = self.numbers.get(id(value))
        if known is not None:
            return known
        handle = len(self.objects) + 1
        self.keep(handle, value)
        return handle

    def keep(self, handle: int, value: Any) -> None:
        """Remembers an object under a handle, and so keeps it alive."""
        self.objects[handle] = value
        self.numbers[id(value)] = handle


class ArgumentDecoder(Decoder):
    """Makes live arguments of what the judge sends."""

    def __init__(self, payload: memoryview, handles: Handles, scratch: Path) -> None:
        super().__init__(payload)
        self.handles = handles
        self.scratch = scratch

    def tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        """Besides data, the judge sends names in the scratch folder."""
        return str(self.scratch / rest[0]) if tag == "p" else super().tagged(tag, rest, depth)

    def tensor(self, tensor: torch.Tensor, handle: int, facts: Facts, grad: Any) -> Any:
        """A live tensor, a leaf that requires grad where the judge's does."""
        tensor.requires_grad_(facts.requires_grad)
        if grad is not None:
            tensor.grad = grad
        self.handles.keep(handle, tensor)
        return tensor

    def array(self, array: np.ndarray[Any, Any], handle: int) -> Any:
        """A live, writable array."""
        self.handles.keep(handle, array)
        return array

    def opaque(self, handle: int, kind: str) -> Any:
        """The judge sends no objects."""
        raise WireError("an object from the judge")

    def known(self, handle: int) -> Any:
        """A live object which this side made or was sent."""
        if handle not in self.handles.objects:
            raise WireError("a handle that nobody gave")
        return self.handles.objects[handle]


class Session:
    """One module, its live objects and what it prints."""

    def __init__(self, scratch: Path, output_limit: int) -> None:
        self.scratch = scratch
        self.output = BoundedText(output_limit)
        self.complaints = BoundedText(output_limit)
        self.handles = Handles()
        self.loaded = Loaded(types.ModuleType("empty"))
        self.snapshot: Snapshot | None = None
        self.scratch_files: list[Path] = []

    def load(self, request: dict[str, Any], progress: Callable[[int], None]) -> dict[str, Any]:
        """Loads the student's source and says what was met."""
        silence_checks()
        with self._captured():
            seed_everything(request["seed"])
            loader = Loader(
                request["name"], request["filename"], request["seconds"], frozenset(request["skip"]), progress
            )
            self.loaded = loader.run([(number, text) for number, text in request["cells"]])
            self.snapshot = Snapshot(self.loaded.module)
        loaded = self.loaded
        return {
            "notes": loaded.notes,
            "broken": list(loaded.broken.items())[:200],
            "definitions": [[name, lines[:20]] for name, lines in loaded.definitions.items()][:500],
            "nested": list(loaded.nested.items())[:200],
            "names": [name for name in loaded.module.__dict__ if type(name) is str and not name.startswith("_")][:500],
            "functions": [name for name, value in loaded.module.__dict__.items() if type(value) is types.FunctionType][
                :500
            ],
            "seconds": loaded.seconds,
            "is_whole": self.snapshot.is_whole,
        }

    def answer(self, request: list[Any], payload: memoryview) -> tuple[dict[str, Any], list[bytes]]:
        """The reply to a request: a value, or what went wrong; never raises for what the student's code does."""
        encoder = Encoder(self.handles.number)
        try:
            with self._captured():
                value = self._perform(request, ArgumentDecoder(payload, self.handles, self.scratch))
                reply: dict[str, Any] = {"value": encoder.node(value)}
        except WireError as error:
            reply, encoder.chunks = {"unusable": str(error)}, []
        except Missing as error:
            reply, encoder.chunks = {"missing": str(error)}, []
        except BaseException as error:  # a student's code may raise anything, SystemExit and KeyboardInterrupt too
            reply, encoder.chunks = raised(error, str(self.loaded.module.__dict__.get("__file__"))), []
        if self.output.dropped:
            reply["cut"] = True
        reply["printed"] = self._take_printed()
        return reply, encoder.chunks

    def _perform(self, requests: list[list[Any]], decoder: ArgumentDecoder) -> Any:
        """Several operations in order; the last one's value is the answer to all."""
        value = None
        for operation, *rest in requests:
            value = self.OPERATIONS[operation](self, *(decoder.value(node) for node in rest))
        decoder.payload.finish()
        return value

    def begin(self, seed: int) -> None:
        """A fresh state for the next case."""
        self.handles.clear()
        self.output.clear()
        for path in reversed(self.scratch_files):
            with contextlib.suppress(OSError):
                path.unlink() if not path.is_dir() else path.rmdir()
        self.scratch_files = []
        if self.snapshot is not None:
            self.snapshot.restore()
        seed_everything(seed)

    def get(self, name: str) -> Any:
        """A name of the module."""
        try:
            return getattr(self.loaded.module, name)
        except AttributeError:
            raise Missing(name) from None

    def set(self, name: str, value: Any) -> None:
        """Sets a global of the module."""
        setattr(self.loaded.module, name, value)

    def attribute(self, owner: Any, name: str) -> Any:
        """An attribute of a live object."""
        return getattr(owner, name)

    def call(self, function: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Calls a live object."""
        return function(*arguments, **keywords)

    def call_path(self, path: list[str], arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Calls something inside the torch module, such as `torch.nn.Linear`."""
        target: Any = torch
        for name in path[1:]:
            target = getattr(target, name)
        return (seed_torch if target is MANUAL_SEED else target)(*arguments, **keywords)

    def call_name(self, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Calls a function of the module."""
        return self.get(name)(*arguments, **keywords)

    def repeat(self, name: str, times: int, arguments: list[Any]) -> list[Any]:
        """The results of calling a function of the module again and again."""
        function = self.get(name)
        return [function(*arguments) for _ in range(times)]

    def same(self, value: Any) -> Any:
        """The value itself: the reply carries its state now."""
        return value

    def grad(self, value: Any) -> Any:
        """The gradient of a live tensor."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return READ_GRAD(value)

    def backward(self, value: torch.Tensor) -> None:
        """Backpropagates from a live tensor."""
        value.backward()  # type: ignore[no-untyped-call]

    def fill(self, target: Any, value: float) -> None:
        """Writes into every element of a live tensor or array."""
        if isinstance(target, np.ndarray):
            target[...] = value
            return
        with torch.no_grad():
            torch.Tensor.detach(target).fill_(value)

    def write_file(self, name: str, data: bytes) -> str:
        """A file in the scratch folder."""
        path = self.scratch / name
        for folder in reversed(path.parents):
            if self.scratch in folder.parents and not folder.exists():
                folder.mkdir()
                self.scratch_files.append(folder)
        path.write_bytes(data)
        self.scratch_files.append(path)
        return str(path)

    def make_folder(self, name: str) -> str:
        """An empty folder in the scratch folder."""
        path = self.scratch / name
        path.mkdir(parents=True, exist_ok=True)
        self.scratch_files.append(path)
        return str(path)

    def define(self, source: str) -> None:
        """Runs the case's own source in the module."""
        exec(compile(source, "<case>", "exec", dont_inherit=True), self.loaded.module.__dict__)

    def measure_matmul(self, n: int, device: str) -> list[float]:
        """Seconds of one n × n product: the median of three, the device's work finished, and the least it can take.

        On the CPU that is the processor's time, which does not count how long this process had to wait for its turn.
        """
        a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
        clock = time.thread_time if torch.device(device).type == "cpu" else time.perf_counter
        times, least = [], []
        for _ in range(4):
            self._synchronize(device)
            started, worked = time.perf_counter(), clock()
            torch.matmul(a, b)
            self._synchronize(device)
            times.append(time.perf_counter() - started)
            least.append(clock() - worked)
        return [sorted(times[1:])[1], min(least[1:])]

    @staticmethod
    def _synchronize(device: str) -> None:
        kind = torch.device(device).type
        if kind == "cuda":
            torch.cuda.synchronize(device)
        elif kind == "mps":
            torch.mps.synchronize()

    OPERATIONS: ClassVar[dict[str, Callable[..., Any]]] = {
        "begin": begin,
        "get": get,
        "set": set,
        "attribute": attribute,
        "call": call,
        "call_name": call_name,
        "repeat": repeat,
        "now": same,
        "grad": grad,
        "backward": backward,
        "fill": fill,
        "call_path": call_path,
        "write_file": write_file,
        "make_folder": make_folder,
        "define": define,
        "measure_matmul": measure_matmul,
        "seed": lambda self, number: seed_everything(number),
    }

    def _take_printed(self) -> str:
        text = self.output.text()
        self.output.clear()
        return text

    @contextlib.contextmanager
    def _captured(self) -> Iterator[None]:
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.output, self.complaints
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def hide_accelerators() -> None:
    """Makes the process look like a machine without an accelerator; must come before torch touches one."""
    os.environ.update(HIDDEN_DEVICES)
    torch.backends.mps.is_available = lambda: False  # type: ignore[assignment]
