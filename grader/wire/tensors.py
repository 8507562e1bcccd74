"""Tensors and arrays as dtype, shape and bytes; every size is checked against the bytes that are there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch

from grader.errors import WireError
from grader.wire.frames import MAX_ARRAY_DIMENSIONS, MAX_DIMENSIONS, MAX_TENSOR

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
NUMPY_KNOWS = frozenset(
    {torch.float64, torch.float32, torch.float16, torch.int64, torch.int32, torch.int16, torch.uint8}
)
MAX_SIZE = 2**40
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
    if tensor.dtype in NUMPY_KNOWS:
        return bytes(tensor.numpy().tobytes())
    flat = tensor.contiguous().reshape(-1)
    if flat.stride(0) != 1:
        # A single value may have any stride and still count as contiguous.
        flat = flat.clone(memory_format=torch.contiguous_format)
    return bytes(flat.view(torch.uint8).numpy().tobytes()) if flat.numel() else b""


def _shape(value: Any) -> tuple[int, ...]:
    if type(value) is not list or len(value) > MAX_DIMENSIONS:
        raise WireError("a shape that is no list of sizes")
    for size in value:
        if type(size) is not int or not 0 <= size < MAX_SIZE:
            raise WireError("a shape with a size that is none")
    return tuple(value)


def _volume(shape: tuple[int, ...], item_size: int) -> int:
    volume = item_size
    for size in shape:
        # An empty tensor has strides too, which could overflow.
        volume *= max(size, 1)
        if volume > 2**62:
            raise WireError("a shape larger than any memory")
    return 0 if 0 in shape else volume


def read_tensor(dtype: Any, shape: Any, size: Any, payload: Payload, device: str = "cpu") -> torch.Tensor:
    """A tensor on the CPU from the wire (on `meta` where it came without values: size -1)."""
    sizes = _shape(shape)
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise WireError("a dtype that is none")
    volume = _volume(sizes, ITEM_SIZES[dtype])
    if size == -1 and device == "meta":
        return torch.empty(sizes, dtype=DTYPES[dtype], device="meta")
    if type(size) is not int or size != volume or size > MAX_TENSOR:
        raise WireError("a tensor whose bytes do not fit its shape")
    if size == 0:
        return torch.empty(sizes, dtype=DTYPES[dtype])
    raw = bytearray(payload.take(size))
    if dtype == "bool":
        # Any byte but 0 and 1 in a bool tensor is undefined behaviour for torch's kernels.
        return torch.frombuffer(raw, dtype=torch.uint8).ne(0).reshape(sizes)
    flat = torch.frombuffer(raw, dtype=DTYPES[dtype])
    return flat if len(sizes) == 1 else flat.reshape(sizes)


def read_array(dtype: Any, shape: Any, order: Any, size: Any, payload: Payload) -> np.ndarray[Any, Any]:
    """A NumPy array of numbers in C or Fortran order."""
    sizes = _shape(shape)
    if not isinstance(dtype, str) or len(dtype) > 8 or order not in ("C", "F"):
        raise WireError("an array of no known kind")
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError) as error:
        raise WireError("an array of no known kind") from error
    if kind.kind not in ARRAY_KINDS or len(sizes) > MAX_ARRAY_DIMENSIONS:
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
    return _facts(device, requires_grad, is_leaf, grad_fn, kind, tensor.dtype, tuple(tensor.shape))


@lru_cache(maxsize=1024)
def _facts(
    device: str, requires_grad: bool, is_leaf: bool, grad_fn: str | None, kind: str, dtype: Any, shape: tuple[int, ...]
) -> Facts:
    """Facts are the same for most of the tensors of a submission, and of a class."""
    read_device(device)
    return Facts(device, requires_grad, is_leaf, grad_fn, kind, dtype, shape)


def read_device(text: str) -> torch.device:
    """A torch.device; raises WireError for text that names none."""
    try:
        return torch.device(text[:40])
    except (RuntimeError, ValueError) as error:
        raise WireError("a device that is none") from error


def short(value: Any) -> bool:
    """Whether a value is text of the length of a name."""
    return isinstance(value, str) and len(value) <= 200
