"""Puts a module back to the state in which it was loaded, so that each case starts afresh.

A copy of the globals costs microseconds where a new process would cost milliseconds. What can be reached from the
module's own functions and classes (defaults, closures, attributes) is copied with it, so that aliases stay aliases.
"""

from __future__ import annotations

import copy
import functools
import random
import types
from typing import Any

import numpy as np
import torch

ATOMIC = (
    *(type(None), bool, int, float, complex, str, bytes),
    *(
        types.ModuleType,
        types.FunctionType,
        types.BuiltinFunctionType,
        type,
        staticmethod,
        classmethod,
        property,
    ),
    *(torch.dtype, torch.device),
)

CACHE: type = functools._lru_cache_wrapper


def is_a(value: Any, *kinds: type) -> bool:
    """Unlike isinstance, it does not believe what an object's `__class__` says."""
    return issubclass(type(value), kinds)


class Snapshot:
    """The state of a module right after loading, to be brought back any number of times."""

    def __init__(self, module: types.ModuleType) -> None:
        self.namespace = module.__dict__
        self.caches: list[Any] = []
        self.homes = self._find_homes()
        self.is_whole = True
        self.pristine = self._copy(self._collect(), {})
        self.settings = Settings()

    def restore(self) -> None:
        """Brings globals, function and class attributes and torch's settings back, and empties caches."""
        for cache in self.caches:
            cache.cache_clear()
        fresh = self._copy(self.pristine, {})
        self.namespace.clear()
        self.namespace.update(fresh[0])
        for home, state in zip(self.homes, fresh[1:], strict=True):
            home.put(state)
        self.settings.restore()

    def _collect(self) -> list[dict[str, Any]]:
        return [dict(self.namespace), *(home.get() for home in self.homes)]

    def _find_homes(self) -> list[Home]:
        """Every function and class of the module that can hold state of its own."""
        found: dict[int, Home] = {}
        waiting = list(self.namespace.values())
        name = self.namespace.get("__name__")
        while waiting:
            value = waiting.pop()
            if is_a(value, CACHE):
                self.caches.append(value)
                value = getattr(value, "__wrapped__", value)
            value = (
                getattr(value, "__func__", value) if is_a(value, types.MethodType, staticmethod, classmethod) else value
            )
            if id(value) in found:
                continue
            if is_a(value, types.FunctionType) and value.__globals__ is self.namespace:
                home: Home = FunctionHome(value)
            elif is_a(value, type) and value.__module__ == name:
                home = ClassHome(value)
            else:
                continue
            found[id(value)] = home
            waiting.extend(home.get().values())
        return list(found.values())

    def _copy(self, state: Any, memo: dict[int, Any]) -> Any:
        """A deep copy; what cannot be copied stays shared, and the snapshot says that it is not whole."""
        result = []
        for part in state:
            fresh = {}
            for key, value in part.items():
                # Python's own entries, `__builtins__` among them, are large and nobody's state.
                is_own = is_a(value, *ATOMIC) or (key.startswith("__") and key.endswith("__"))
                fresh[key] = value if is_own else self._copy_one(value, memo)
            result.append(fresh)
        return result

    def _copy_one(self, value: Any, memo: dict[int, Any]) -> Any:
        size = len(memo)
        try:
            return copy.deepcopy(value, memo)
        except Exception:  # whatever a student's __deepcopy__ raises
            # Half a copy must not be taken for a whole one where the same object is met again.
            while len(memo) > size:
                memo.popitem()
            memo[id(value)] = value
            if not (is_a(value, torch.Tensor) and value.grad_fn is not None):
                self.is_whole = False
            return value


class Home:
    """Something besides the module that holds values."""

    def get(self) -> dict[str, Any]:
        """Its values by name."""
        raise NotImplementedError

    def put(self, state: dict[str, Any]) -> None:
        """Sets its values."""
        raise NotImplementedError


class FunctionHome(Home):
    """A function: defaults, keyword defaults, attributes, closure."""

    def __init__(self, function: types.FunctionType) -> None:
        self.function = function

    def get(self) -> dict[str, Any]:
        """Defaults, attributes and the filled cells of the closure."""
        function = self.function
        state: dict[str, Any] = {f"a.{key}": value for key, value in function.__dict__.items()}
        state |= {f"d.{index}": value for index, value in enumerate(function.__defaults__ or ())}
        state |= {f"k.{key}": value for key, value in (function.__kwdefaults__ or {}).items()}
        for index, cell in enumerate(function.__closure__ or ()):
            try:
                state[f"c.{index}"] = cell.cell_contents
            except ValueError:
                continue
        return state

    def put(self, state: dict[str, Any]) -> None:
        """Sets them again."""
        function = self.function
        parts: dict[str, dict[str, Any]] = {"a": {}, "d": {}, "k": {}, "c": {}}
        for key, value in state.items():
            parts[key[0]][key[2:]] = value
        if function.__dict__ or parts["a"]:
            function.__dict__.clear()
            function.__dict__.update(parts["a"])
        if parts["d"]:
            function.__defaults__ = tuple(parts["d"].values())
        if parts["k"]:
            function.__kwdefaults__ = parts["k"]
        for index, value in parts["c"].items():
            (function.__closure__ or ())[int(index)].cell_contents = value


class ClassHome(Home):
    """A class: its plain attributes."""

    def __init__(self, owner: type) -> None:
        self.owner = owner

    def get(self) -> dict[str, Any]:
        """All but what Python itself put there."""
        skipped = (types.GetSetDescriptorType, types.MemberDescriptorType, property)
        return {
            key: value
            for key, value in vars(self.owner).items()
            if not is_a(value, *skipped) and not (key.startswith("__") and key.endswith("__") and not callable(value))
        }

    def put(self, state: dict[str, Any]) -> None:
        """Sets what has changed."""
        for key in self.get().keys() - state.keys():
            type.__delattr__(self.owner, key)
        current = vars(self.owner)
        for key, value in state.items():
            if key not in current or current[key] is not value:
                type.__setattr__(self.owner, key, value)


class Settings:
    """torch's global settings which a student's function may change."""

    def __init__(self) -> None:
        self.dtype = torch.get_default_dtype()
        self.device = torch.get_default_device()
        self.grad = torch.is_grad_enabled()
        self.deterministic = torch.are_deterministic_algorithms_enabled()

    def restore(self) -> None:
        """Sets them as they were after loading."""
        if torch.get_default_dtype() is not self.dtype:
            torch.set_default_dtype(self.dtype)
        if torch.get_default_device() != self.device:
            # None takes the mode away again which any device, the CPU too, would leave on every call of torch.
            torch.set_default_device(None if self.device.type == "cpu" else self.device)
        torch.set_grad_enabled(self.grad)
        if torch.are_deterministic_algorithms_enabled() != self.deterministic:
            torch.use_deterministic_algorithms(self.deterministic)


def seed_everything(seed: int) -> None:
    """Seeds `random`, NumPy and torch (every device)."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    seed_torch(seed)


def seed_torch(seed: Any) -> Any:
    """As `torch.manual_seed`, without what it costs where there is no accelerator: half of a case's time."""
    # For a CUDA that is not there it formats the whole call stack.
    if torch.backends.cuda.is_built() or torch.backends.mps.is_available():  # type: ignore[no-untyped-call]
        return torch.manual_seed(seed)
    return torch.default_generator.manual_seed(int(seed))
