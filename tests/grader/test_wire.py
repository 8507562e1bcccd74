"""The wire: whatever comes in is a value or a WireError, and what goes out is what an object is, not what it claims."""

from __future__ import annotations

import io
import json
import math
import struct
import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import WireError
from grader.wire import Decoder, Encoder, Facts, pack, receive
from grader.wire.frames import MAX_DEPTH, MAX_HEADER, MAX_NODES, MAX_TEXT, PRELUDE

QUICK = settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))


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


NUMBERS = st.sampled_from(
    [0, 1, -1, 2, 3, 4, 8, 2**31, 2**39, 2**40 - 1, 2**40, 2**63, 10**30, True, 1.0, None, "1", []]
)
SIZES = st.lists(NUMBERS, max_size=5) | st.integers(0, 70).map(lambda count: [1] * count) | NUMBERS
DEVICES = ["cpu", "meta", "cuda:0", "cuda:-1", "cpu:1e9", "bogus", "\ud800", "", "\0", "x" * 300]
KINDS = ["float32", "bool", "complex64", "uint64", "object", "<f4", ">i8", "?", "g", "c8", "O", "V4", "f8,f8", "(2,)f4"]
KINDS += ["M8[s]", "{}", "C", "F", "K"]
DIGITS = ["--5", "-", "5-", "\u0663", "1_0", " 1", "+1", "1" * 5000]
FIT = ["cpu", False, True, None, "Tensor"]
WORDS = st.sampled_from(DEVICES + KINDS + DIGITS)
DEVICE, KIND = st.sampled_from(DEVICES), st.sampled_from(KINDS)
HANDLES = st.sampled_from([1, 1, 1, True, None, 2**60])
COUNTS = st.sampled_from([0, 0, -1, 4, 8])
FACTS = st.just(FIT) | DEVICE.map(lambda device: [device, *FIT[1:]]) | st.lists(WORDS | st.booleans(), max_size=6)
TAGGED = st.recursive(
    st.one_of(
        st.tuples(st.just("t"), HANDLES, KIND, SIZES, COUNTS, FACTS, st.none()).map(list),
        st.tuples(st.just("a"), HANDLES, KIND, SIZES, st.sampled_from("CFK"), COUNTS).map(list),
        st.tuples(st.just("i"), st.sampled_from(DIGITS)).map(list),
        st.tuples(st.just("v"), DEVICE).map(list),
        st.tuples(st.just("y"), KIND).map(list),
        st.tuples(st.sampled_from("bhc"), NUMBERS | WORDS).map(list),
        st.tuples(st.just("o"), HANDLES, WORDS).map(list),
        NUMBERS | WORDS,
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("lu"), st.lists(inner, max_size=3)).map(list),
        st.tuples(st.just("d"), st.lists(st.tuples(inner, inner).map(list), max_size=3)).map(list),
    ),
    max_leaves=4,
)


@given(TAGGED, st.binary(max_size=16))
@QUICK
def test_headers_that_nearly_fit_never_surprise(node: object, payload: bytes) -> None:
    """Nodes of the right form with wrong words, sizes and numbers in them are a value or a WireError."""
    with_value_or_error(pack(b"12345678", node, [payload]))


@pytest.mark.parametrize(
    "node",
    [
        ["i", "--5"],
        ["i", "\u0663"],
        ["t", 1, "float32", [2**39] * 5, -1, ["meta", *FIT[1:]], None],
        ["t", 1, "float32", [0, 2**39, 2**39], 0, FIT, None],
        ["a", 1, "<f4", [0, 2**39, 2**39], "C", 0],
        ["t", 1, "float32", [], -1, FIT, None],
        ["t", 1, "float32", [0], 0, ["bogus", *FIT[1:]], None],
        ["t", 1, "float32", [1] * 65, 4, FIT, None],
        ["t", True, "float32", [0], 0, FIT, None],
        ["t", 2**60, "float32", [0], 0, FIT, None],
        ["t", 1, "float32", [0], 0, ["cpu", False, True, None, "x" * 201], None],
        ["o", 1, "x" * 201],
        ["a", 1, "<f4", [1] * 33, "C", 4],
    ],
    ids=lambda node: str(node)[:60],
)
def test_nodes_that_nearly_fit_are_refused(node: list[object]) -> None:
    """What Python, torch or NumPy would choke on is a WireError like everything else."""
    with pytest.raises(WireError):
        arrived(pack(b"12345678", node, []))


def nested(depth: int) -> object:
    """A node of that depth."""
    node: object = 0
    for _ in range(depth):
        node = ["l", [node]]
    return node


def test_both_sides_draw_the_same_bounds() -> None:
    """Depth, parts, text and dimensions are taken up to the bound, on either side, and not beyond it."""
    assert arrived(pack(b"12345678", nested(MAX_DEPTH), []))
    with pytest.raises(WireError):
        arrived(pack(b"12345678", nested(MAX_DEPTH + 1), []))
    assert len(sent([0] * (MAX_NODES - 1))) == MAX_NODES - 1
    for wide in (["l", [0] * MAX_NODES], ["d", [[0, 0]] * (MAX_NODES // 2)], "x" * (MAX_TEXT + 1)):
        with pytest.raises(WireError):
            arrived(pack(b"12345678", wide, []))
    assert sent("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert sent(torch.ones([1] * 64)).dim() == 64
    for value in (torch.ones([1] * 65), 10**3700, -(10**3700)):
        with pytest.raises(WireError):
            sent(value)
    assert sent(-(10**3600)) == -(10**3600)


@pytest.mark.parametrize("text", [b"[" * 100_000, b"9" * 100_000, b"\xff\xfe", b'"\\ud800', b"", b"{" * 9, b"nul"])
def test_headers_that_are_no_json_are_refused(text: bytes) -> None:
    """A header that is deep, cut off, of huge numbers or no text is a WireError."""
    with pytest.raises(WireError):
        arrived(PRELUDE.pack(b"GRW1", len(text), 0, b"12345678") + text)


def test_lies_about_sizes_cost_no_memory() -> None:
    """Announcing terabytes leads to an error and not to an allocation."""
    lies = [["t", 1, "uint8", [2**39], size, FIT, None] for size in (2**39, 4)]
    lies += [["a", 1, "|u1", [2**39], "C", size] for size in (2**39, 4)] + [["b", 2**40]]
    tracemalloc.start()
    try:
        for node in lies:
            with pytest.raises(WireError):
                arrived(pack(b"12345678", node, [b"abcd"]))
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_the_nonce_comes_back_as_it_was() -> None:
    """Any eight bytes are a nonce; what is left over or missing in the payload is told."""
    nonce = bytes(range(248, 256))
    frame = io.BytesIO(pack(nonce, {"a": [1]}, [b"xy", b"z"]))
    echoed, header, payload = receive(frame.read)
    assert (echoed, header, bytes(payload)) == (nonce, {"a": [1]}, b"xyz")
    for chunks in ([b"abc"], [b"a"], []):
        with pytest.raises(WireError):
            arrived(pack(nonce, ["b", 2], chunks))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (torch.eye(2).to_sparse(), "Tensor (float32, torch.sparse_coo)"),
        (np.array([{}, None]), "ndarray"),
        (np.array("2020", dtype="M8[s]"), "ndarray"),
        (np.zeros(2, dtype=[("a", "f4")]), "ndarray"),
        (torch.nn.Linear(1, 1), "Linear"),
        ({1, 2}, "set"),
        (range(3), "range"),
        ((each for each in ()), "generator"),
        (torch.Size, "type"),
        (len, "builtin_function_or_method"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_data_stays_an_object(value: object, kind: str) -> None:
    """Sparse tensors, arrays of objects, modules, sets and functions go as a handle and the name of their kind."""
    assert sent(value) == (1, kind)


def test_odd_data_arrives() -> None:
    """Lone surrogates, NaN, infinities, conjugates, meta tensors, devices, dtypes and NumPy numbers all arrive."""
    assert sent("a\ud800\0\u202e") == "a\ud800\0\u202e"
    floats = [float("nan"), float("inf"), -float("inf"), -0.0, 5e-324]
    assert list(map(repr, sent(floats))) == list(map(repr, floats))
    assert list(map(repr, sent(torch.tensor(floats, dtype=torch.float64)).tolist())) == list(map(repr, floats))
    conjugate = torch.tensor([1 + 2j]).conj()
    assert sent(conjugate).tolist() == [1 - 2j]
    assert sent(conjugate.imag).tolist() == [-2]
    meta = sent(torch.empty(1000, 2000, device="meta"))
    assert (meta.device.type, tuple(meta.shape)) == ("meta", (1000, 2000))
    assert sent([torch.device("cuda:1"), torch.bfloat16]) == [torch.device("cuda:1"), torch.bfloat16]
    assert sent(np.float32(2)).shape == ()
    assert sent(torch.Size([2, 3])) == (2, 3)


def test_subclasses_of_plain_kinds_arrive_plain() -> None:
    """A subclass that says something else of its value is read beneath; none of its methods is called."""

    def refuse(*arguments: object) -> object:
        raise AssertionError("its code was run")

    hooks = ["__str__", "__repr__", "__index__", "__float__", "__len__", "__iter__", "__getitem__", "__eq__"]
    hooks += [
        "__int__",
        "__bool__",
        "__complex__",
        "__reduce__",
        "items",
        "keys",
        "values",
        "real",
        "imag",
        "__bytes__",
    ]
    for value in (7, 1.5, "text", b"bytes", 1 + 2j, [1, 2], (1, 2), {"a": 1}):
        kind = type(value)
        members = {name: property(refuse) if name in ("real", "imag") else refuse for name in hooks}
        liar = type("Liar", (kind,), {**members, "__hash__": kind.__hash__})(value if kind is not dict else {"a": 1})
        assert same(sent(liar), value)


def test_a_class_that_lies_about_its_name_is_told_by_its_own() -> None:
    """A metaclass's `__name__` is a claim, too."""

    class Meta(type):
        @property
        def __name__(cls) -> object:
            raise AssertionError("its code was run")

    class Thing(metaclass=Meta):
        pass

    assert sent(Thing()) == (1, "Thing")


def test_facts_of_a_lying_tensor_are_the_storages_own() -> None:
    """Device, requires_grad, is_leaf and grad_fn are read beneath a subclass that overrides them as properties."""

    class Claims(torch.Tensor):
        device = property(lambda self: "cuda:0")
        requires_grad = property(lambda self: True)
        is_leaf = property(lambda self: True)
        grad_fn = property(lambda self: None)
        grad = property(lambda self: torch.ones(7))

    leaf = torch.ones(2, requires_grad=True)
    encoder = Encoder(lambda each: 1)
    assert encoder.node((leaf * 2).as_subclass(Claims))[5][:3] == ["cpu", True, False]
    encoder.sends_grad = True
    assert encoder.node(torch.ones(2).as_subclass(Claims))[5:] == [["cpu", False, True, None, "Claims"], None]


def with_value_or_error(frame: bytes) -> None:
    """Fails for any other exception."""
    try:
        arrived(frame)
    except (WireError, EOFError):
        return
