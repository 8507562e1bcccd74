"""torch's compiler is imported when somebody compiles, and not before."""

import subprocess
import sys

import pytest

START = """
import sys, torch
from grader.compiler import put_off_compiler
put_off_compiler()
parameter = torch.nn.Parameter(torch.ones(1))
parameter.grad = torch.ones(1)
"""


def run(source: str) -> str:
    """What a new process prints."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", START + source], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    "source",
    [
        "one = torch.optim.SGD([parameter], lr=0.5); one.step(); one.zero_grad(); print(parameter.item())",
        "torch.optim.Adam([parameter], lr=0.5).step(); print(round(parameter.item(), 4))",
        "print(0.5 * len(torch.ones(1, 2, device='meta') @ torch.ones(2, 3, device='meta')))",
    ],
    ids=["sgd", "adam", "meta"],
)
def test_it_is_put_off(source: str) -> None:
    """Optimizers step, and products on `meta` have their shape, without SymPy."""
    assert run(source + "\nprint('sympy' in sys.modules)").split() == ["0.5", "False"]


def test_it_comes_when_asked_for() -> None:
    """Compiled code gives what it should, also of what ran before; a submodule can be imported; checks still check."""
    source = """
optimizer = torch.optim.SGD([parameter], lr=0.5)
optimizer.step()
print(torch.compile(lambda x: x + 1, backend="eager")(torch.ones(1)).item())
import torch._dynamo.config
print(torch._dynamo.config.cache_size_limit > 0, type(torch._dynamo).__name__)
optimizer.step()
print(parameter.item())
try:
    torch._check(False, lambda: "refused")
except RuntimeError as error:
    print(error)
"""
    assert run(source).split() == ["2.0", "True", "module", "0.0", "refused"]
