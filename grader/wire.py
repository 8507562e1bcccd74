"""The only language between judge and worker: bounded frames of plain data, never pickle.

A frame is a fixed prelude (lengths, nonce), a JSON header and the raw bytes of tensors. Each side reads lengths first
and refuses what is too large before anything is allocated. A value in the header is a JSON scalar or a tagged list:

    ["l", […]] list   ["u", […]] tuple   ["d", [[key, value], …]] dict   ["c", re, im] complex   ["i", "…"] large int
    ["t", handle, dtype, shape, bytes, facts, grad] tensor   ["a", handle, dtype, shape, order, bytes] NumPy array
    ["v", "cuda:0"] device   ["y", "float32"] dtype   ["b", bytes] bytes
    ["o", handle, type] live object   ["h", handle] known object
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch

from grader.errors import WireError

PRELUDE = struct.Struct("!4sIQ8s")
MAGIC = b"GRW1"
MAX_HEADER = 8 * 2**20
MAX_PAYLOAD = 256 * 2**20
MAX_TENSOR = 128 * 2**20
MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_TEXT = 2**20
MAX_DIMENSIONS = 64
MAX_DIGITS = 4000

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in [
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "complex128",
        "complex64",
        "int64",
        "int32",
        "int16",
        "int8",
        "uint8",
        "bool",
        "uint16",
        "uint32",
        "uint64",
    ]
    if hasattr(torch, name)
}
ITEM_SIZES = {name: dtype.itemsize for name, dtype in DTYPES.items()}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
ARRAY_KINDS = frozenset("biufc")


@dataclass(frozen=True)
class Facts:
    """What is true of a live tensor besides its values."""

    device: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    kind: str
    dtype: torch.dtype
    shape: tuple[int, ...]


def pack(nonce: bytes, header: Any, chunks: list[bytes]) -> bytes:
    """One frame as bytes; raises WireError when it is larger than a frame may be."""
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    size = sum(map(len, chunks))
    if len(text) > MAX_HEADER or size > MAX_PAYLOAD:
        raise WireError(f"a frame of {len(text) + size} bytes is too large")
    return b"".join((PRELUDE.pack(MAGIC, len(text), size, nonce), text, *chunks))


def receive(read: Callable[[int], bytes | bytearray]) -> tuple[bytes, Any, memoryview]:
    """Reads one frame through `read(n)`, which gives exactly n bytes: nonce, header, payload."""
    magic, header_size, payload_size, nonce = PRELUDE.unpack(read(PRELUDE.size))
    if magic != MAGIC:
        raise WireError("not a frame")
    if header_size > MAX_HEADER or payload_size > MAX_PAYLOAD:
        raise WireError("a frame larger than allowed")
    text = bytes(read(header_size))
    payload = memoryview(read(payload_size)) if payload_size else memoryview(b"")
    return nonce, parse(text), payload


def parse(text: bytes) -> Any:
    """The header as Python data; raises WireError for anything but plain JSON of modest depth."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError("a header that is not JSON") from error


class Payload:
    """Hands out the raw bytes of a frame in order, each exactly once."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.position = 0

    def take(self, size: int) -> memoryview:
        """The next `size` bytes."""
        end = self.position + size
        if size < 0 or end > len(self.data):
            raise WireError("fewer bytes than announced")
        start, self.position = self.position, end
        return self.data[start:end]

    def finish(self) -> None:
        """Raises WireError when bytes are left over."""
        if self.position != len(self.data):
            raise WireError("more bytes than announced")


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    """The values of a dense CPU tensor, row by row."""
    flat = tensor.contiguous().reshape(-1)
    return bytes(flat.view(torch.uint8).numpy().tobytes()) if flat.numel() else b""


def _shape(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MAX_DIMENSIONS:
        raise WireError("a shape that is no list of sizes")
    if any(type(size) is not int or not 0 <= size < 2**40 for size in value):
        raise WireError("a shape with a size that is none")
    return tuple(value)


def _volume(shape: tuple[int, ...], item_size: int) -> int:
    volume = item_size
    for size in shape:
        volume *= size
        if volume > 2**62:
            raise WireError("a shape larger than any memory")
    return 0 if 0 in shape else volume


def read_tensor(dtype: Any, shape: Any, size: Any, payload: Payload, device: str = "cpu") -> torch.Tensor:
    """A tensor on the CPU from the wire (on `meta` where it came without values: size -1)."""
    sizes = _shape(shape)
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise WireError("a dtype that is none")
    if size == -1 and device == "meta":
        return torch.empty(sizes, dtype=DTYPES[dtype], device="meta")
    if type(size) is not int or size != _volume(sizes, ITEM_SIZES[dtype]) or size > MAX_TENSOR:
        raise WireError("a tensor whose bytes do not fit its shape")
    if size == 0:
        return torch.empty(sizes, dtype=DTYPES[dtype])
    raw = torch.frombuffer(bytearray(payload.take(size)), dtype=torch.uint8)
    # Any byte but 0 and 1 in a bool tensor is undefined behaviour for torch's kernels.
    return raw.ne(0).reshape(sizes) if dtype == "bool" else raw.view(DTYPES[dtype]).reshape(sizes)


def read_array(dtype: Any, shape: Any, order: Any, size: Any, payload: Payload) -> np.ndarray[Any, Any]:
    """A NumPy array of numbers in C or Fortran order."""
    sizes = _shape(shape)
    if not isinstance(dtype, str) or len(dtype) > 8 or order not in ("C", "F"):
        raise WireError("an array of no known kind")
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError) as error:
        raise WireError("an array of no known kind") from error
    if kind.kind not in ARRAY_KINDS or len(sizes) > 32:
        raise WireError("an array of no known kind")
    if type(size) is not int or size != _volume(sizes, kind.itemsize) or size > MAX_TENSOR:
        raise WireError("an array whose bytes do not fit its shape")
    flat = np.frombuffer(bytearray(payload.take(size)), dtype=kind)
    return flat.reshape(sizes, order=order)


def read_facts(value: Any, tensor: torch.Tensor) -> Facts:
    """The facts that travel with a tensor."""
    if not (isinstance(value, list) and len(value) == 5):
        raise WireError("facts that are none")
    device, requires_grad, is_leaf, grad_fn, kind = value
    if not (short(device) and short(kind) and (grad_fn is None or short(grad_fn))):
        raise WireError("facts that are no text")
    if type(requires_grad) is not bool or type(is_leaf) is not bool:
        raise WireError("facts that are no truth values")
    return Facts(device, requires_grad, is_leaf, grad_fn, kind, tensor.dtype, tuple(tensor.shape))


def short(value: Any) -> bool:
    """Whether a value is text of the length of a name."""
    return isinstance(value, str) and len(value) <= 200


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
        if node is None or isinstance(node, bool | int | float):
            return node
        if isinstance(node, str):
            if len(node) > MAX_TEXT:
                raise WireError("a text that is too long")
            return node
        if not (isinstance(node, list) and node and isinstance(node[0], str)):
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
                return self.tensor(tensor, self.handle(handle), read_facts(facts, tensor), self.value(grad, depth + 1))
            case "a", [handle, dtype, shape, order, size]:
                return self.array(read_array(dtype, shape, order, size, self.payload), self.handle(handle))
            case "v", [str(text)]:
                return self.device(text)
            case "y", [str(name)] if name in DTYPES:
                return DTYPES[name]
            case "c", [float(real), float(imaginary)]:
                return complex(real, imaginary)
            case "i", [str(digits)] if len(digits) <= MAX_DIGITS + 1 and digits.lstrip("-").isdecimal():
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
            if not (key is None or isinstance(key, bool | int | float | str)):
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

    @staticmethod
    def device(text: str) -> torch.device:
        """A torch.device; raises WireError for text that names none."""
        try:
            return torch.device(text[:40])
        except RuntimeError as error:
            raise WireError("a device that is none") from error

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


class Encoder:
    """Turns live data into header nodes and raw chunks; types are read with `type`, not from what an object claims."""

    def __init__(
        self, handle_of: Callable[[Any], int], known: Callable[[Any], int | None] = lambda value: None
    ) -> None:
        self.handle_of = handle_of
        self.known = known
        self.chunks: list[bytes] = []
        self.nodes = 0

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
        for base, encode in self.KINDS:
            if issubclass(kind, base):
                return encode(self, value, depth)
        return ["o", self.handle_of(value), kind.__name__[:200]]

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
            return ["o", self.handle_of(value), type(value).__name__[:200]]
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
        kind = type(value).__name__[:200]
        if type(value) is not torch.Tensor and has_python_dispatch(value):
            return ["o", handle, kind]
        if value.layout is not torch.strided or value.dtype not in NAMES or value.is_nested:
            return ["o", handle, f"{kind} ({str(value.dtype).removeprefix('torch.')}, {value.layout})"]
        if value.numel() * value.element_size() > MAX_TENSOR:
            raise WireError(f"it is a tensor of {value.numel()} values: more than {MAX_TENSOR} bytes")
        grad_fn = None if value.grad_fn is None else type(value.grad_fn).__name__[:200]
        facts = [str(value.device), value.requires_grad, value.is_leaf, grad_fn, kind]
        size = -1
        if value.device.type != "meta":
            raw = tensor_bytes(value.detach().cpu().resolve_conj().resolve_neg())
            self._chunk(raw)
            size = len(raw)
        grad = value.grad if value.is_leaf and self.sends_grad else None
        return ["t", handle, NAMES[value.dtype], list(value.shape), size, facts, self.node(grad, depth + 1)]

    sends_grad = False

    def _chunk(self, raw: bytes) -> None:
        self.chunks.append(raw)
        if sum(map(len, self.chunks)) > MAX_PAYLOAD:
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


def has_python_dispatch(value: torch.Tensor) -> bool:
    """Whether reading the tensor would run Python code of its own class."""
    return bool(torch._C._dispatch_keys(value).has(torch._C.DispatchKey.Python))
