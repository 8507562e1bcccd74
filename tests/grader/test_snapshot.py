"""The snapshot: each case finds the module as it was loaded, and nothing of that state is lost."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.snapshot import Snapshot, seed_everything

NAMES = itertools.count()


@pytest.fixture(autouse=True)
def _settings_as_before() -> Iterator[None]:
    """Torch's settings are put back whatever a test leaves."""
    dtype, grad, device = torch.get_default_dtype(), torch.is_grad_enabled(), torch.get_default_device()
    yield
    torch.set_default_dtype(dtype)
    torch.set_grad_enabled(grad)
    if torch.get_default_device() != device:
        torch.set_default_device(None)
    # Only the modules made here: torch's lazy imports cannot be made a second time.
    for name in [each for each in sys.modules if each.startswith("snapped_")]:
        del sys.modules[name]


def module(source: str) -> types.ModuleType:
    """A module of that source, as the loader would make it."""
    made = types.ModuleType(f"snapped_{next(NAMES)}")
    sys.modules[made.__name__] = made
    exec(compile(f"import torch\n{source}", made.__name__, "exec", dont_inherit=True), made.__dict__)
    return made


# Each section is a module whose f() leaves something behind, and gives what it found.
SECTIONS = """
# cache
import functools
seen = []
@functools.lru_cache
def g():
    seen.append(1)
    return len(seen)
def f():
    g()
    return g.cache_info().misses
# method's cache
import functools
class A:
    @functools.cache
    def g(self): return 1
a = A()
def f():
    a.g()
    return A.g.cache_info().misses
# number
n = 0
def f():
    global n
    n += 1
    return n
# new global
def f():
    global n
    n = globals().get('n', 0) + 1
    return n
# deleted global
n = 5
def f():
    global n
    m = n
    del n
    return m
# list
seen = []
def f():
    seen.append(1)
    return len(seen)
# dict
seen = {'a': {'b': []}}
def f():
    seen['a']['b'].append(1)
    return len(seen['a']['b'])
# set
seen = set()
def f():
    seen.add(len(seen))
    return len(seen)
# private
__seen = []
def f():
    __seen.append(1)
    return len(__seen)
# default
def f(seen=[]):
    seen.append(1)
    return len(seen)
# keyword default
def f(*, seen={}):
    seen[len(seen)] = 1
    return len(seen)
# function attribute
def f():
    f.n += 1
    return f.n
f.n = 0
# new function attribute
def f():
    f.n = getattr(f, 'n', 0) + 1
    return f.n
# closure
def make():
    n = [0]
    def f():
        n[0] += 1
        return n[0]
    return f
f = make()
# nonlocal
def make():
    n = 0
    def f():
        nonlocal n
        n += 1
        return n
    return f
f = make()
# decorated
def once(g):
    seen = []
    def inner():
        seen.append(1)
        return g() + len(seen)
    return inner
@once
def f(seen=[]):
    seen.append(1)
    return len(seen)
# class attribute
class A:
    n = 0
    seen = []
def f():
    A.n += 1
    A.seen.append(1)
    return A.n + len(A.seen)
# new class attribute
class A: pass
def f():
    A.n = getattr(A, 'n', 0) + 1
    return A.n
# deleted class attribute
class A:
    n = 1
def f():
    n = A.n
    del A.n
    return n
# method default
class A:
    def g(self, seen=[]):
        seen.append(1)
        return len(seen)
def f():
    return A().g()
# static method
class A:
    @staticmethod
    def g(seen=[]):
        seen.append(1)
        return len(seen)
f = A.g
# class method
class A:
    seen = []
    @classmethod
    def g(cls):
        cls.seen.append(1)
        return len(cls.seen)
f = A.g
# inner class
class A:
    class B:
        seen = []
def f():
    A.B.seen.append(1)
    return len(A.B.seen)
# instance
class A:
    def __init__(self):
        self.n = 0
a = A()
def f():
    a.n += 1
    return a.n
# bound method
class A:
    def __init__(self):
        self.n = 0
    def g(self):
        self.n += 1
        return self.n
f = A().g
# callable
class A:
    n = 0
    def __call__(self):
        self.n += 1
        return self.n
f = A()
# partial
import functools
def g(seen):
    seen.append(1)
    return len(seen)
f = functools.partial(g, [])
# replaced function
def g():
    return 1
def h():
    return 2
def f():
    global g
    r, g = g(), h
    return r
# tensor
t = torch.zeros(2)
def f():
    t.add_(1)
    return float(t.sum())
# gradient
w = torch.ones(2, requires_grad=True)
def f():
    (w * 3).sum().backward()
    return w.grad.tolist()
# requires_grad
t = torch.ones(2)
def f():
    was = t.requires_grad
    t.requires_grad_()
    return was
# optimizer
w = torch.ones(1, requires_grad=True)
o = torch.optim.SGD([w], lr=0.5, momentum=0.9)
def f():
    o.zero_grad()
    (w * w).sum().backward()
    o.step()
    return w.item(), len(o.state)
# network
net = torch.nn.Linear(2, 1)
def f():
    with torch.no_grad():
        net.weight.add_(1)
    net.eval()
    return net.weight.tolist(), net.training
# default dtype
def f():
    was = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    return was
# default device
def f():
    was = str(torch.ones(1).device)
    torch.set_default_device('meta')
    return was
# grad mode
def f():
    was = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    return was
# uncopyable beside
import threading
lock = threading.Lock()
seen = []
def f():
    seen.append(1)
    return len(seen)
"""
STATES = dict(each.split("\n", 1) for each in SECTIONS.split("\n# ")[1:])


@pytest.mark.parametrize("source", STATES.values(), ids=STATES)
def test_each_case_starts_afresh(source: str) -> None:
    """Whatever a case leaves behind, the next one gets the same answers as the first."""
    made = module(source)
    snapshot = Snapshot(made)
    answers = []
    for _ in range(3):
        snapshot.restore()
        answers.append(made.f())
    assert answers[1:] == answers[:1] * 2


def test_the_state_of_loading_is_kept() -> None:
    """Values, gradients, closures and attributes that were there after loading are there in every case."""
    source = """
w = torch.ones(2, requires_grad=True)
(w * 5).sum().backward()
loss = (w * 2).sum()
table = {"w": w, "list": [1, (2, {3})], None: 1.5}
class A:
    w = w
    def g(self): return self.w.grad.tolist()
def f(w=w, *, k=table):
    return w.grad.tolist(), k["list"]
f.note = "kept"
"""
    made = module(source)
    names = set(vars(made))
    snapshot = Snapshot(made)
    for _ in range(2):
        snapshot.restore()
        assert set(vars(made)) == names
        assert made.f() == ([5.0, 5.0], [1, (2, {3})])
        assert made.A().g() == [5.0, 5.0]
        assert made.f.note == "kept"
        assert made.loss.item() == 4
        assert made.table[None] == 1.5
        made.w.grad = None
        made.table.clear()


def test_aliases_stay_aliases() -> None:
    """One object under many names is one object again: globals, defaults, closures, attributes, views, parameters."""
    source = """
seen = []
w = torch.zeros(4, requires_grad=True)
t = torch.zeros(4)
v = t.view(2, 2)
o = torch.optim.SGD([w], lr=1.0)
again, boxed = seen, {"seen": seen}
class A:
    seen = seen
def f(seen=seen): return seen
f.seen = seen
def make(seen):
    def g(): return seen
    return g
g = make(seen)
"""
    made = module(source)
    snapshot = Snapshot(made)
    for _ in range(2):
        snapshot.restore()
        for other in (made.again, made.boxed["seen"], made.A.seen, made.f(), made.f.seen, made.g()):
            assert other is made.seen
        made.t.fill_(3)
        assert made.v.tolist() == [[3, 3], [3, 3]]
        assert made.o.param_groups[0]["params"][0] is made.w
        made.seen.append(1)
    snapshot.restore()
    assert made.seen == []
    assert made.v.tolist() == [[0, 0], [0, 0]]


def test_what_cannot_be_copied_is_shared_whole() -> None:
    """An object that cannot be copied stays as it is, under every name; the snapshot says that it is not whole."""
    made = module("import threading\nbad = [1, threading.Lock(), 2]\nother = {'bad': bad}\ngood = [bad[0], []]\n")
    bad = made.bad
    snapshot = Snapshot(made)
    assert not snapshot.is_whole
    for _ in range(2):
        snapshot.restore()
        assert made.bad is bad
        assert len(bad) == 3
        assert made.other["bad"] is bad
        made.good.append(1)
    snapshot.restore()
    assert made.good == [1, []]


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def __deepcopy__(self, memo):\n        raise SystemError\na = A()",
        "class A:\n    def __reduce_ex__(self, n):\n        raise KeyError\na = [A()]",
        "a = (x for x in [])",
        "a = {}\na['a'] = [torch.ones(1, requires_grad=True) * 2]",
        "import io\na = io.TextIOWrapper(io.BytesIO())",
    ],
)
def test_what_refuses_to_be_copied_stops_nothing(source: str) -> None:
    """Whatever copying raises, the module is still there, and known to be shared."""
    made = module(f"{source}\nn = [0]\n")
    snapshot = Snapshot(made)
    assert not snapshot.is_whole
    kept = made.a
    made.n.append(1)
    snapshot.restore()
    assert made.a is kept
    assert made.n == [0]


def test_ordinary_modules_are_whole() -> None:
    """Modules, functions, classes, tensors and results of training leave the snapshot whole."""
    source = "import math, functools\nw = torch.ones(1, requires_grad=True)\nloss = (w * 2).sum()\nclass A: pass\n"
    assert Snapshot(module(f"{source}a = A()\ngen = [torch.float32, torch.device('cpu')]\nf = lambda x: x\n")).is_whole


@pytest.mark.parametrize(
    "lie", ["type(lambda: 0)", "staticmethod", "type(A().g)", "type", "property(lambda self: 1 / 0)"]
)
def test_objects_that_lie_about_their_class_stop_nothing(lie: str) -> None:
    """`__class__` is a claim, and no claim makes the snapshot fail."""
    made = module(f"class A:\n    def g(self): pass\nclass B:\n    __class__ = {lie}\nb = B()\nn = []\n")
    snapshot = Snapshot(made)
    made.n.append(1)
    snapshot.restore()
    assert made.n == []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=10,
)


def spoil(value: Any) -> None:
    """Changes everything in it that can be changed."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        spoil(each)
    if isinstance(value, dict | list):
        value.clear()


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), PLAIN, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_globals_come_back(values: dict[str, Any]) -> None:
    """Globals of any names and plain values are equal to the first ones after any change."""
    made = types.ModuleType("any")
    made.__dict__.update({f"{name}x": value for name, value in values.items()})
    told = repr(sorted(made.__dict__.items(), key=lambda item: item[0]))
    snapshot = Snapshot(made)
    for _ in range(2):
        snapshot.restore()
        assert repr(sorted(made.__dict__.items(), key=lambda item: item[0])) == told
        for value in list(made.__dict__.values()):
            spoil(value)
        made.__dict__["one_more"] = 1


def test_seeds_reach_every_generator() -> None:
    """The same seed gives the same numbers from `random`, NumPy and torch, and another seed others."""
    import random

    import numpy as np

    def numbers(seed: int) -> tuple[float, ...]:
        seed_everything(seed)
        return random.random(), float(np.random.rand()), torch.rand(1).item()

    first = numbers(2**40 + 1)
    assert numbers(2**40 + 1) == first
    assert not set(numbers(3)) & set(first)
