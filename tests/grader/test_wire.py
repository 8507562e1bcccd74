"""The wire: whatever comes in is a value or a WireError, and what goes out is what an object is, not what it claims."""

from __future__ import annotations

import json
import math
import struct

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import WireError
from grader.wire import Decoder, Encoder, Facts, pack, receive
from grader.wire.frames import MAX_DEPTH, MAX_HEADER, MAX_NODES, PRELUDE

QUICK = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))


class Plain(Decoder):
    """A side that keeps what comes."""

    def tensor(self, tensor: torch.Tensor, handle: int, facts: Facts, grad: object) -> object:
        return tensor

    def array(self, array: np.ndarray, handle: int) -> object:
        return array

    def opaque(self, handle: int, kind: str) -> object:
        return (handle, kind)

    def known(self, handle: int) -> object:
        return handle


def sent(value: object) -> object:
    """The value after a journey."""
    encoder = Encoder(lambda each: 1)
    frame = pack(b"12345678", encoder.node(value), encoder.chunks)
    return arrived(frame)


def arrived(frame: bytes) -> object:
    """What the other side makes of the bytes of a frame."""
    position = 0

    def read(size: int) -> bytearray:
        nonlocal position
        piece = bytearray(frame[position : position + size])
        if len(piece) < size:
            raise EOFError
        position += size
        return piece

    _, header, payload = receive(read)
    decoder = Plain(payload)
    value = decoder.value(header)
    decoder.payload.finish()
    return value


def same(one: object, other: object) -> bool:
    """Equality that knows NaN."""
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
)
KEYS = st.booleans() | st.integers(-(2**53), 2**53) | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
@settings(max_examples=500, deadline=None)
def test_plain_values_arrive_as_they_were(value: object) -> None:
    """Numbers, text, lists, tuples and dicts come out as they went in."""
    assert same(sent(value), value)


@pytest.mark.parametrize(
    "dtype", [torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.uint8, torch.bool]
)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3), (2, 0, 4), (1, 1, 1)])
def test_tensors_arrive_as_they_were(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    """Dtype, shape and every value of a tensor survive."""
    tensor = (torch.arange(math.prod(shape)).reshape(shape) % 2).to(dtype)
    result = sent(tensor)
    assert isinstance(result, torch.Tensor)
    assert result.dtype == dtype
    assert result.shape == tensor.shape
    assert torch.equal(result, tensor)


@pytest.mark.parametrize(
    "tensor", [torch.ones(1).expand(3, 4), torch.arange(6).reshape(2, 3).t(), torch.tensor(1.0).expand(1, 1)]
)
def test_strides_do_not_matter(tensor: torch.Tensor) -> None:
    """Expanded and transposed tensors arrive with their values."""
    assert torch.equal(sent(tensor), tensor)


@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_keep_their_order(order: str) -> None:
    """A Fortran array stays one."""
    array = np.asarray(np.arange(6.0).reshape(2, 3), order=order)
    result = sent(array)
    assert np.array_equal(result, array)
    assert result.flags["F_CONTIGUOUS" if order == "F" else "C_CONTIGUOUS"]


class Liar(torch.Tensor):
    """Claims whatever pleases."""

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True

    shape = (5,)
    dtype = torch.float32
    requires_grad = True

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


def test_a_lying_tensor_is_read_beneath_its_claims() -> None:
    """Shape and values are the storage's own, whatever the subclass says."""
    liar = torch.zeros(2, 3, dtype=torch.float64).as_subclass(Liar)
    result = sent(liar)
    assert tuple(torch.Tensor.size(result)) == (2, 3)
    assert result.dtype == torch.float64
    assert torch.equal(result, torch.zeros(2, 3, dtype=torch.float64))


def test_a_tensor_of_its_own_dispatch_is_no_data() -> None:
    """A wrapper whose values only its own code could give stays an object."""

    class Wrapper(torch.Tensor):
        @staticmethod
        def __new__(cls):
            return torch.Tensor._make_wrapper_subclass(cls, (2,))

        @classmethod
        def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
            raise AssertionError("its code was run")

    assert sent(Wrapper()) == (1, "Wrapper")


def test_a_list_that_claims_another_class_is_told_by_its_type() -> None:
    """`__class__` is a claim."""

    class Claims:
        __class__ = list

    assert sent(Claims()) == (1, "Claims")


def test_what_is_too_large_or_too_deep_is_refused() -> None:
    """Circles, deep nests, many parts, long text and huge tensors end in one error on the sending side."""
    circle: list[object] = []
    circle.append(circle)
    deep: list[object] = []
    for _ in range(MAX_DEPTH + 2):
        deep = [deep]
    huge = torch.zeros(1).expand(10**9)
    for value in (circle, deep, [0] * (MAX_NODES + 1), "x" * (2**20 + 1), huge, 10**20_000, {(1, 2): 3}):
        with pytest.raises(WireError):
            sent(value)


@pytest.mark.parametrize(
    "node",
    [
        ["t", 1, "float32", [2], 4, ["cpu", False, True, None, "Tensor"], None],
        ["t", 1, "float32", [-1], 4, ["cpu", False, True, None, "Tensor"], None],
        ["t", 1, "float32", [2**40, 2**40], 4, ["cpu", False, True, None, "Tensor"], None],
        ["t", 1, "object", [1], 4, ["cpu", False, True, None, "Tensor"], None],
        ["t", 1, "float32", [1], 4, ["cpu", 1, True, None, "Tensor"], None],
        ["t", 1, "float32", [10**6] * 60, 0, ["cpu", False, True, None, "Tensor"], None],
        ["a", 1, "O", [1], "C", 8],
        ["a", 1, "<f8", [1], "K", 8],
        ["v", "nonsense:7"],
        ["y", "float31"],
        ["i", "1" * 5000],
        ["d", [[["l", []], 1]]],
        ["b", 10],
        ["o", "x", "y"],
        ["?"],
        [],
        {"a": 1},
        [["l"]],
    ],
)
def test_nodes_that_lie_are_refused(node: object) -> None:
    """A header whose sizes, kinds or forms do not fit raises WireError and allocates nothing."""
    with pytest.raises(WireError):
        arrived(pack(b"12345678", node, [b"abcd"]))


def test_bytes_of_a_bool_tensor_are_made_plain() -> None:
    """Any byte but 0 counts as True: no undefined value reaches torch."""
    node = ["t", 1, "bool", [3], 3, ["cpu", False, True, None, "Tensor"], None]
    assert arrived(pack(b"12345678", node, [b"\x00\x02\xff"])).tolist() == [False, True, True]


def test_a_frame_that_announces_too_much_is_refused_before_it_is_read() -> None:
    """A huge length costs nothing: the error comes before the bytes."""
    for header, payload in ((MAX_HEADER + 1, 0), (2**32 - 1, 0), (2, 2**63)):
        with pytest.raises(WireError):
            arrived(PRELUDE.pack(b"GRW1", header, payload, b"12345678"))
    with pytest.raises(WireError):
        arrived(struct.pack("!4sIQ8s", b"EVIL", 2, 0, b"12345678") + b"{}")


@given(st.binary(max_size=200))
@QUICK
def test_random_bytes_never_surprise(data: bytes) -> None:
    """Any bytes after a right prelude are a value or a WireError."""
    frame = PRELUDE.pack(b"GRW1", len(data), 0, b"12345678") + data
    with_value_or_error(frame)


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(list("ludtavyciboh"))
)
NODES = st.recursive(
    ATOMS | st.sampled_from(["float32", "cpu", "C", "<f4"]),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=15,
)


@given(NODES, st.binary(max_size=16))
@QUICK
def test_random_headers_never_surprise(node: object, payload: bytes) -> None:
    """Any JSON as a header is a value or a WireError."""
    text = json.dumps(node).encode()
    with_value_or_error(PRELUDE.pack(b"GRW1", len(text), len(payload), b"12345678") + text + payload)


@given(VALUES, st.data())
@QUICK
def test_damaged_frames_never_surprise(value: object, data: st.DataObject) -> None:
    """A right frame with one byte changed, or cut short, is a value, a WireError or an end of file."""
    encoder = Encoder(lambda each: 1)
    frame = bytearray(pack(b"12345678", encoder.node(value), encoder.chunks))
    frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with_value_or_error(bytes(frame[: data.draw(st.integers(1, len(frame)))]))


def with_value_or_error(frame: bytes) -> None:
    """Fails for any other exception."""
    try:
        arrived(frame)
    except (WireError, EOFError):
        return
