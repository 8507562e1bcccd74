"""The floor of every comparison: the same cases, their student's module in the very process, nothing between."""

from __future__ import annotations

import contextlib
import io
import random
import tempfile
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from grader.wire import Facts


class Direct:
    """A module's functions called as they are, with the few extra methods that cases use."""

    torch = torch

    def __init__(
        self, module: types.ModuleType, scratch: Path | None = None, printed: io.StringIO | None = None
    ) -> None:
        self.__dict__.update(module=module, scratch=scratch, prints=printed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.module, name, value)

    def now(self, value: Any) -> Any:
        return value.detach().clone() if isinstance(value, torch.Tensor) else value

    def grad(self, value: torch.Tensor) -> torch.Tensor | None:
        return None if value.grad is None else value.grad.clone()

    def facts(self, value: torch.Tensor) -> Facts:
        grad_fn = None if value.grad_fn is None else type(value.grad_fn).__name__
        kind, shape = type(value).__name__, tuple(value.shape)
        return Facts(str(value.device), value.requires_grad, value.is_leaf, grad_fn, kind, value.dtype, shape)

    def same(self, one: Any, other: Any) -> bool:
        return one is other

    def repeat(self, name: str, times: int, *arguments: Any) -> list[Any]:
        return [getattr(self.module, name)(*arguments) for _ in range(times)]

    def fill(self, value: torch.Tensor, number: float) -> None:
        value.detach().fill_(number)

    def backward(self, value: torch.Tensor) -> None:
        value.backward()

    def seed(self, number: int) -> None:
        torch.manual_seed(number)

    def define(self, source: str) -> None:
        exec(source, self.module.__dict__)

    def printed(self) -> str:
        return self.prints.getvalue()

    def write_file(self, name: str, data: bytes) -> str:
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def make_folder(self, name: str) -> str:
        path = self.scratch / name
        path.mkdir(parents=True, exist_ok=True)
        return str(path)

    def measure_matmul(self, n: int, device: str) -> tuple[float, float]:
        a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
        times = []
        for _ in range(4):
            started = time.perf_counter()
            torch.matmul(a, b)
            times.append(time.perf_counter() - started)
        return sorted(times[1:])[1], min(times[1:])


def load(name: str, source: str) -> types.ModuleType:
    """The module, as plainly as can be."""
    module = types.ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    return module


def run_case(
    case: Callable[..., None], student: types.ModuleType, reference: types.ModuleType, seed: int,
    scratch: Path | None = None, printed: io.StringIO | None = None,
) -> None:  # fmt: skip
    """Runs one case; it fails by raising. Files and prints are for those who ask for them: they cost time."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(seed)
    one, other = (Direct(module, scratch, printed) for module in (student, reference))
    values = {"student": one, "reference": other, "rng": rng, "device": "cpu"}
    names = case.__code__.co_varnames[: case.__code__.co_argcount]
    case(**{name: values[name] for name in names if name != "self"})


def run_case_with_files(
    case: Callable[..., None], student: types.ModuleType, reference: types.ModuleType, seed: int
) -> None:
    """The same with an empty folder and nothing printed."""
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
        run_case(case, student, reference, seed, Path(folder), printed)


def run_cases(cases: list[Callable[..., None]], source: str, reference: str, seed: int) -> int:
    """Runs every case on a module of its own; the number of those that passed."""
    student, right = load("student", source), load("reference", reference)
    for case in cases:
        run_case(case, student, right, seed)
    return len(cases)
