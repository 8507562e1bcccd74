"""From live data to header nodes, whatever the objects claim to be."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, ClassVar, Literal

import numpy as np
import torch

from grader.errors import WireError
from grader.wire.frames import (
    MAX_ARRAY_DIMENSIONS,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_DIMENSIONS,
    MAX_NODES,
    MAX_PAYLOAD,
    MAX_TENSOR,
    MAX_TEXT,
    MAX_TEXTS,
)
from grader.wire.tensors import ARRAY_KINDS, NAMES, tensor_bytes

# The C descriptors themselves: an attribute of a subclass, or of a patched torch.Tensor, may say anything.
READ: dict[str, Callable[[torch.Tensor], Any]] = {
    name: getattr(torch._C.TensorBase, name).__get__
    for name in ("dtype", "shape", "layout", "is_nested", "device", "grad_fn", "requires_grad", "is_leaf", "grad")
}
TYPE_NAME: Callable[[type], str] = type.__dict__["__name__"].__get__


class Encoder:
    """Turns live data into header nodes and raw chunks; types are read with `type`, not from what an object claims."""

    def __init__(
        self, handle_of: Callable[[Any], int], known: Callable[[Any], int | None] = lambda value: None
    ) -> None:
        self.handle_of = handle_of
        self.known = known
        self.chunks: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.text_size = 0

    def node(self, value: Any, depth: int = 0) -> Any:
        """The node for a value; raises WireError for what is too large, too deep or circular."""
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError(f"it is nested more than {MAX_DEPTH} levels deep")
        if self.nodes > MAX_NODES:
            raise WireError(f"it has more than {MAX_NODES} parts")
        kind = type(value)
        if value is None or kind is bool:
            return value
        encode = self.EXACT.get(kind)
        if encode is not None:
            return encode(self, value, depth)
        for base, encode in self.KINDS:
            if issubclass(kind, base):
                return encode(self, value, depth)
        return ["o", self.handle_of(value), type_name(kind)]

    def _int(self, value: int, depth: int) -> Any:
        number = int.__index__(value)
        if -(2**53) < number < 2**53:
            return number
        if number.bit_length() > 3 * MAX_DIGITS:
            raise WireError("it is an int of thousands of digits")
        return ["i", str(number)]

    def _float(self, value: float, depth: int) -> Any:
        return float.__float__(value)

    def _text(self, value: str, depth: int) -> Any:
        if str.__len__(value) > MAX_TEXT:
            raise WireError(f"it is a text of more than {MAX_TEXT} characters")
        self.text_size += str.__len__(value)
        if self.text_size > MAX_TEXTS:
            raise WireError(f"its texts have more than {MAX_TEXTS} characters together")
        return str.__getitem__(value, slice(None))

    def _complex(self, value: complex, depth: int) -> Any:
        return ["c", complex.real.__get__(value), complex.imag.__get__(value)]

    def _list(self, value: list[Any], depth: int) -> Any:
        if list.__len__(value) > MAX_NODES:
            raise WireError(f"it has more than {MAX_NODES} parts")
        return ["l", [self.node(item, depth + 1) for item in list.__iter__(value)]]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Any:
        if tuple.__len__(value) > MAX_NODES:
            raise WireError(f"it has more than {MAX_NODES} parts")
        return ["u", [self.node(item, depth + 1) for item in tuple.__iter__(value)]]

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        if dict.__len__(value) > MAX_NODES:
            raise WireError(f"it has more than {MAX_NODES} parts")
        items = []
        for key, item in dict.items(value):
            if not (key is None or type(key) in (bool, int, float, str)):
                raise WireError("it is a dict whose keys are neither text nor numbers")
            items.append([self.node(key, depth + 1), self.node(item, depth + 1)])
        return ["d", items]

    def _bytes(self, value: bytes, depth: int) -> Any:
        raw = bytes.__getitem__(value, slice(None))
        self._chunk(raw)
        return ["b", len(raw)]

    def _device(self, value: torch.device, depth: int) -> Any:
        return ["v", str(value)]

    def _dtype(self, value: torch.dtype, depth: int) -> Any:
        return ["y", NAMES[value]] if value in NAMES else ["o", self.handle_of(value), "dtype"]

    def _array(self, value: Any, depth: int) -> Any:
        known = self.known(value)
        if known is not None:
            return ["h", known]
        array = np.ndarray.__array__(value) if issubclass(type(value), np.ndarray) else np.asarray(value)
        if array.dtype.kind not in ARRAY_KINDS:
            return ["o", self.handle_of(value), type_name(type(value))]
        if array.ndim > MAX_ARRAY_DIMENSIONS:
            raise WireError(f"it is an array of {array.ndim} dimensions; {MAX_ARRAY_DIMENSIONS} are allowed")
        if array.nbytes > MAX_TENSOR:
            raise WireError(f"it is an array of {array.nbytes} bytes; {MAX_TENSOR} are allowed")
        order: Literal["C", "F"] = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        raw = array.tobytes(order=order)
        self._chunk(raw)
        return ["a", self.handle_of(value), array.dtype.str, list(array.shape), order, len(raw)]

    def _tensor(self, value: torch.Tensor, depth: int) -> Any:
        known = self.known(value)
        if known is not None:
            return ["h", known]
        handle = self.handle_of(value)
        with torch._C.DisableTorchFunctionSubclass():
            return self._plain_tensor(value, handle, depth)

    def _plain_tensor(self, value: torch.Tensor, handle: int, depth: int) -> Any:
        """A tensor read beneath whatever a subclass pretends; what has no plain storage stays an object."""
        kind = type_name(type(value))
        dtype, shape, layout = READ["dtype"](value), tuple(READ["shape"](value)), READ["layout"](value)
        if type(value) is not torch.Tensor and has_python_dispatch(value):
            return ["o", handle, kind]
        if layout is not torch.strided or dtype not in NAMES or READ["is_nested"](value):
            return ["o", handle, f"{kind} ({str(dtype).removeprefix('torch.')}, {layout})"]
        if len(shape) > MAX_DIMENSIONS:
            raise WireError(f"it is a tensor of {len(shape)} dimensions; {MAX_DIMENSIONS} are allowed")
        device, node = READ["device"](value), READ["grad_fn"](value)
        grad_fn = None if node is None else type_name(type(node))
        facts = [
            "cpu" if device.type == "cpu" else str(device),
            READ["requires_grad"](value),
            READ["is_leaf"](value),
            grad_fn,
            kind,
        ]
        size = -1
        if device.type != "meta":
            if math.prod(shape) * dtype.itemsize > MAX_TENSOR:
                raise WireError(f"it is a tensor of {math.prod(shape)} values: more than {MAX_TENSOR} bytes")
            plain = torch._C.TensorBase.detach(value)
            if device.type != "cpu":
                plain = plain.cpu()
            if dtype.is_complex or plain.is_neg():
                plain = plain.resolve_conj().resolve_neg()
            raw = tensor_bytes(plain)
            self._chunk(raw)
            size = len(raw)
        grad = READ["grad"](value) if self.sends_grad and facts[2] else None
        return [
            "t",
            handle,
            NAMES[dtype],
            list(shape),
            size,
            facts,
            grad if grad is None else self.node(grad, depth + 1),
        ]

    sends_grad = False

    def _chunk(self, raw: bytes) -> None:
        self.chunks.append(raw)
        self.size += len(raw)
        if self.size > MAX_PAYLOAD:
            raise WireError(f"it is larger than {MAX_PAYLOAD} bytes")

    KINDS: tuple[tuple[type, Callable[..., Any]], ...] = (
        (torch.Tensor, _tensor),
        (int, _int),
        (float, _float),
        (str, _text),
        (tuple, _tuple),
        (list, _list),
        (dict, _dict),
        (complex, _complex),
        (bytes, _bytes),
        (torch.device, _device),
        (torch.dtype, _dtype),
        (np.ndarray, _array),
        (np.generic, _array),
    )
    # Nearly everything is of one of these kinds itself, and of none that is derived from it.
    EXACT: ClassVar[dict[type, Callable[..., Any]]] = dict(KINDS)


def type_name(kind: type) -> str:
    """The name that Python itself keeps: a metaclass may answer `__name__` with anything."""
    name: str = TYPE_NAME(kind)
    return name[:200]


def has_python_dispatch(value: torch.Tensor) -> bool:
    """Whether reading the tensor would run Python code of its own class."""
    return bool(torch._C._dispatch_keys(value).has(torch._C.DispatchKey.Python))
