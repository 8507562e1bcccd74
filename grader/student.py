"""The proxy a case talks to: `student.loss_fn(y, y_pred)` runs over there, and only data comes back.

The same class serves the student and the reference; what differs is the channel it speaks through.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Protocol

import numpy as np
import torch

from grader.bridge.loading import read_frames
from grader.compare import describe
from grader.errors import (
    ReferenceFault,
    StudentFault,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentUnusable,
    WireError,
)
from grader.model import LoadFacts
from grader.wire import Decoder, Encoder, Facts, short
from grader.words import translate

MAX_MESSAGE = 2000
MAX_PRINTED = 2 * 2**20


class Channel(Protocol):
    """One loaded module on the other side, wherever that is."""

    facts: LoadFacts
    has_cut_output: bool

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """Sends a request and waits for its reply; raises StudentTimedOut or StudentCrashed."""
        ...

    def distrust(self, reason: str, doing: str) -> StudentFault:
        """Ends the other side for breaking the rules; the fault to raise."""
        ...

    def scrub(self, text: str) -> str:
        """A text without what differs from run to run."""
        ...


class ScratchPath(PurePosixPath):
    """A place in the scratch folder over there; the student's functions get its whole path as text."""


@dataclass(frozen=True)
class Remote:
    """A live object of the student's side which is no data: call it, read its attributes, pass it back."""

    _owner: Module
    _handle: int | None
    _name: str
    kind: str = "function"
    # From a name of the worker's own, looked up over there in the exchange that uses it.
    _path: tuple[str, ...] = ()

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Calls the live object."""
        return self._owner._call(self, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        """An attribute of the live object."""
        if name.startswith("__"):
            raise AttributeError(name)
        if self._path:
            return Remote(self._owner, None, name, "function", (*self._path, name))
        return self._owner._attribute(self, name)


class ReplyDecoder(Decoder):
    """Makes plain judge-side data of a reply, remembering which live object each tensor stands for."""

    def __init__(self, payload: memoryview, owner: Module, doing: str) -> None:
        super().__init__(payload)
        self.owner = owner
        self.doing = doing

    def tensor(self, tensor: torch.Tensor, handle: int, facts: Facts, grad: Any) -> Any:
        """A plain tensor with the live one's facts."""
        tensor.facts = facts  # type: ignore[attr-defined]
        self.owner._remember(tensor, handle)
        return tensor

    def array(self, array: np.ndarray[Any, Any], handle: int) -> Any:
        """A plain array."""
        self.owner._remember(array, handle)
        return array

    def opaque(self, handle: int, kind: str) -> Any:
        """A Remote."""
        return Remote(self.owner, handle, self.doing, kind)

    def known(self, handle: int) -> Any:
        """The student's side names no handles of ours."""
        raise WireError("a handle out of turn")


class Module:
    """The student's (or the reference's) module during one case."""

    def __init__(self, channel: Channel, seconds: float) -> None:
        state = self.__dict__
        state["_channel"] = channel
        state["_seconds"] = seconds
        state["_handles"] = {}
        state["_next_handle"] = -1
        state["_kept"] = []
        state["_printed"] = []
        state["_last"] = translate("nothing")
        state["_last_read"] = ""
        state["_answers"] = []
        state["_waiting"] = Batch(self)

    def __getattr__(self, name: str) -> Any:
        """A function of the module to be called, or the value of a global."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        """The same for any name, also one that this class has taken."""
        if name in self._channel.facts.functions:
            return Remote(self, None, name)
        value = self._request("get", name, doing=f"`{name}`")
        if isinstance(value, Remote):
            return Remote(self, value._handle, name, value.kind)
        self.__dict__["_last_read"] = translate(
            "`{name}` should be a function, and is {kind}.", name=name, kind=describe(value)
        )
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets a global of the module."""
        self._later("set", name, value)

    def repeat(self, name: str, times: int, *arguments: Any) -> list[Any]:
        """What many calls of a function give, in one exchange."""
        results = self._request("repeat", name, times, list(arguments), doing=f"`{name}`")
        if not isinstance(results, list) or len(results) != times:
            raise self._channel.distrust("another number of results", f"`{name}`")
        return results

    def now(self, value: Any) -> Any:
        """The live object's value now."""
        return self._request("now", value, doing="reading a value")

    def grad(self, value: torch.Tensor) -> torch.Tensor | None:
        """The gradient of the live tensor, or None."""
        result = self._request("grad", value, doing="reading a gradient")
        if result is not None and not isinstance(result, torch.Tensor):
            raise StudentUnusable("a gradient is no tensor")
        return result

    def facts(self, value: torch.Tensor) -> Facts:
        """What is true of the live tensor now, besides its values."""
        result = self.now(value)
        facts = getattr(result, "facts", None)
        if not isinstance(facts, Facts):
            raise AssertionError(translate("A tensor was asked for, and what came is {kind}.", kind=describe(result)))
        return facts

    def same(self, one: Any, other: Any) -> bool:
        """Whether both stand for one live object."""
        handles = [self._handle_of(each) for each in (one, other)]
        return handles[0] is not None and handles[0] == handles[1]

    def fill(self, value: Any, number: float) -> None:
        """Writes a number into every element of the live tensor or array, without autograd."""
        self._later("fill", value, number)

    def backward(self, value: torch.Tensor) -> None:
        """Calls backward() on the live tensor."""
        self._request("backward", value, doing="backward()")

    def seed(self, number: int) -> None:
        """Seeds torch's generator (and NumPy's and Python's) over there."""
        self._later("seed", number)

    def printed(self) -> str:
        """What has been printed since the case began."""
        return "".join(self._printed)

    @property
    def torch(self) -> Any:
        """The torch module over there."""
        return Remote(self, None, "torch", "module", ("torch",))

    def write_file(self, name: str, data: bytes) -> ScratchPath:
        """A file in the scratch folder over there; its path, to be passed to the student's functions."""
        self._later("write_file", name, data)
        return ScratchPath(name)

    def make_folder(self, name: str) -> ScratchPath:
        """An empty folder over there; its path."""
        self._later("make_folder", name)
        return ScratchPath(name)

    def define(self, source: str) -> None:
        """Runs the case's own source in the module over there."""
        self._later("define", source)

    def measure_matmul(self, n: int, device: str) -> tuple[float, float]:
        """Seconds of one n × n product over there, measured by the grader, and the least that it can take."""
        seconds = self._request("measure_matmul", n, device, doing="measuring a product")
        if type(seconds) is not list or [type(each) for each in seconds] != [float, float] or not seconds[0] > 0:
            raise self._channel.distrust("a time that is none", "measuring a product")
        return seconds[0], seconds[1]

    def _let_go(self) -> None:
        """The case is over: values and their handles would keep one another alive."""
        self.__dict__.update(_handles={}, _kept=[], _answers=[], _waiting=None)

    def _begin(self, seed: int) -> None:
        self._later("begin", seed)

    def _call(self, function: Remote, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        doing = f"`{function._name}`"
        if function._path:
            result = self._request("call_path", list(function._path), list(arguments), keywords, doing=doing)
        elif function._handle is None:
            result = self._request("call_name", function._name, list(arguments), keywords, doing=doing)
        else:
            result = self._request("call", function, list(arguments), keywords, doing=doing)
        self.__dict__["_last"] = describe(result)
        return result

    def _attribute(self, owner: Remote, name: str) -> Any:
        if owner._handle is None:
            owner = self._request("get", owner._name, doing=f"`{owner._name}`")
        value = self._request("attribute", owner, name, doing=f"`{owner._name}.{name}`")
        return Remote(self, value._handle, name, value.kind) if isinstance(value, Remote) else value

    def _later(self, operation: str, *arguments: Any) -> None:
        """An operation without an answer: it travels with the next one that has one."""
        self._waiting.add(operation, arguments)

    def _request(self, operation: str, *arguments: Any, doing: str) -> Any:
        batch: Batch = self._waiting
        self.__dict__["_waiting"] = Batch(self)
        batch.add(operation, arguments)
        try:
            reply, payload = self._channel.exchange(batch.requests, batch.encoder.chunks, self._seconds, doing)
            value = self._read(reply, payload, doing)
        except WireError as error:
            raise self._channel.distrust(str(error), doing) from None
        except StudentFault as fault:
            self._answers.append((doing, fault))
            raise
        self._answers.append((doing, value))
        return value

    def _read(self, reply: Any, payload: memoryview, doing: str) -> Any:
        if not isinstance(reply, dict) or not isinstance(reply.get("printed"), str):
            raise WireError("a reply of no known form")
        if sum(map(len, self._printed)) < MAX_PRINTED:
            self._printed.append(reply["printed"][:MAX_PRINTED])
        if reply.get("cut") is True:
            self._channel.has_cut_output = True
        if "value" in reply:
            decoder = ReplyDecoder(payload, self, doing.strip("`"))
            value = decoder.value(reply["value"])
            decoder.payload.finish()
            return value
        raise self._fault(reply, doing)

    def _fault(self, reply: dict[str, Any], doing: str) -> StudentFault:
        match reply:
            case {"missing": str(name)}:
                return StudentMissing(name[:200], self._channel.facts.names)
            case {"unusable": str(text)}:
                return StudentUnusable(f"What {doing} gave cannot be used: {text[:MAX_MESSAGE]}.")
            case {"raised": [kind, str(text), list(frames), str(limit)]} if short(kind):
                fault = StudentOutOfMemory if limit == "memory" else StudentRaised
                return fault(kind, self._channel.scrub(text[:MAX_MESSAGE]), read_frames(frames), limit)
        raise WireError("a reply of no known form")

    def _remember(self, value: Any, handle: int) -> None:
        self._handles[id(value)] = handle
        self._kept.append(value)

    def _handle_of(self, value: Any) -> int | None:
        if isinstance(value, Remote):
            return value._handle
        handle: int | None = self._handles.get(id(value))
        return handle

    def _new_handle(self, value: Any) -> int:
        handle: int = self._next_handle
        self.__dict__["_next_handle"] = handle - 1
        self._remember(value, handle)
        return handle


class Reference(Module):
    """The reference's module: what goes wrong in it must not look like the student's fault."""

    def _request(self, operation: str, *arguments: Any, doing: str) -> Any:
        try:
            return super()._request(operation, *arguments, doing=doing)
        except StudentFault as fault:
            raise ReferenceFault(f"the reference's {doing}: {fault}") from None


class ArgumentEncoder(Encoder):
    """Sends arguments as data the first time and by handle from then on."""

    sends_grad = True

    def __init__(self, module: Module) -> None:
        own = weakref.proxy(module)
        super().__init__(
            lambda value: own._new_handle(value),  # noqa: PLW0108 -- a bound method would keep the module alive
            lambda value: own._handle_of(value),  # noqa: PLW0108 -- as above
        )
        self.module = own

    def node(self, value: Any, depth: int = 0) -> Any:
        """A Remote is known by its handle, a path by its name in the scratch folder."""
        if isinstance(value, Remote):
            if value._handle is None:
                value = self.module._request("get", value._name, doing=f"`{value._name}`")
            return ["h", value._handle]
        if isinstance(value, ScratchPath):
            return ["p", str(value)]
        return super().node(value, depth)


class Batch:
    """Operations that travel together: a round trip costs more than most of them."""

    def __init__(self, module: Module) -> None:
        self.encoder = ArgumentEncoder(module)
        self.requests: list[list[Any]] = []

    def add(self, operation: str, arguments: tuple[Any, ...]) -> None:
        """Encodes now, so that later changes of an argument are not sent."""
        self.requests.append([operation, *(self.encoder.node(argument) for argument in arguments)])
