"""From header nodes to data, counting nodes and depth."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import torch

from grader.errors import WireError
from grader.wire.frames import MAX_DEPTH, MAX_DIGITS, MAX_NODES, MAX_TEXT
from grader.wire.tensors import DTYPES, Facts, Payload, read_array, read_device, read_facts, read_tensor

DIGITS = re.compile(r"-?[0-9]+")


SCALARS = frozenset({type(None), bool, int, float})
KEYS = SCALARS | {str}


class Decoder:
    """Turns header nodes into Python data, counting nodes and depth; subclasses say what objects mean on their side."""

    def __init__(self, payload: memoryview) -> None:
        self.payload = Payload(payload)
        self.nodes = 0

    def value(self, node: Any, depth: int = 0) -> Any:
        """The value a node stands for; raises WireError for anything out of bounds."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("a value nested too deeply or with too many parts")
        # What json.loads gives has exactly these types, so there is no need for isinstance.
        kind = type(node)
        if kind in SCALARS:
            return node
        if kind is str:
            if len(node) > MAX_TEXT:
                raise WireError("a text that is too long")
            return node
        if not (kind is list and node and type(node[0]) is str):
            raise WireError("a node of no known form")
        return self.tagged(node[0], node[1:], depth)

    def tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        """The value of a tagged node."""
        match tag, rest:
            case "l", [list(items)]:
                return [self.value(item, depth + 1) for item in items]
            case "u", [list(items)]:
                return tuple(self.value(item, depth + 1) for item in items)
            case "d", [list(items)]:
                return self.mapping(items, depth)
            case "t", [handle, dtype, shape, size, facts, grad]:
                tensor = read_tensor(dtype, shape, size, self.payload, self.device_of(facts))
                live_grad = None if grad is None else self.value(grad, depth + 1)
                return self.tensor(tensor, self.handle(handle), read_facts(facts, tensor), live_grad)
            case "a", [handle, dtype, shape, order, size]:
                return self.array(read_array(dtype, shape, order, size, self.payload), self.handle(handle))
            case "v", [str(text)]:
                return read_device(text)
            case "y", [str(name)] if name in DTYPES:
                return DTYPES[name]
            case "c", [float(real), float(imaginary)]:
                return complex(real, imaginary)
            case "i", [str(digits)] if len(digits) <= MAX_DIGITS + 1 and DIGITS.fullmatch(digits):
                return int(digits)
            case "b", [int(size)]:
                return bytes(self.payload.take(size))
            case "o", [handle, str(kind)] if len(kind) <= 200:
                return self.opaque(self.handle(handle), kind)
            case "h", [handle]:
                return self.known(self.handle(handle))
        raise WireError("a node of no known form")

    def mapping(self, items: list[Any], depth: int) -> dict[Any, Any]:
        """A dict, whose keys are plain scalars."""
        result = {}
        for item in items:
            if not (isinstance(item, list) and len(item) == 2):
                raise WireError("a dict entry that is no pair")
            key = self.value(item[0], depth + 1)
            if type(key) not in KEYS:
                raise WireError("a dict key that is no scalar")
            result[key] = self.value(item[1], depth + 1)
        return result

    @staticmethod
    def handle(value: Any) -> int:
        """A handle number."""
        if type(value) is not int or abs(value) > 2**53:
            raise WireError("a handle that is none")
        return value

    @staticmethod
    def device_of(facts: Any) -> str:
        """The device named in a tensor's facts, before they are checked."""
        return facts[0] if isinstance(facts, list) and facts and isinstance(facts[0], str) else "cpu"

    def tensor(self, tensor: torch.Tensor, handle: int, facts: Facts, grad: Any) -> Any:
        """What a tensor becomes on this side."""
        raise NotImplementedError

    def array(self, array: np.ndarray[Any, Any], handle: int) -> Any:
        """What an array becomes on this side."""
        raise NotImplementedError

    def opaque(self, handle: int, kind: str) -> Any:
        """What an object of the other side becomes on this side."""
        raise NotImplementedError

    def known(self, handle: int) -> Any:
        """The object behind a handle of this side."""
        raise NotImplementedError
