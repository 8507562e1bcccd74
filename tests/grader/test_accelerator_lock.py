"""A locked-in child where there is an accelerator: what its driver may call, and a level at which it fails."""

from __future__ import annotations

import pytest
import torch
from children import LINUX

from grader.bridge.server import Wish, WorkerServer
from grader.errors import SetupError
from grader.sandbox.lock import CUDA_CALLS
from grader.sandbox.seccomp import Filter
from grader.sandbox.syscalls import MACHINES, NUMBERS

NETWORK = {"socket", "connect", "bind", "sendmsg", "sendto"}


@pytest.mark.parametrize("machine", MACHINES)
def test_its_filter_can_be_made(machine: str) -> None:
    """Every call that a driver needs has a number; none of them leads to the network."""
    assert not CUDA_CALLS - NUMBERS.keys()
    assert not CUDA_CALLS & NETWORK
    assert Filter(machine, CUDA_CALLS).program(1) != Filter(machine).program(1)


@LINUX
@pytest.mark.skipif(torch.cuda.is_available(), reason="there is one, and it works")
@pytest.mark.parametrize("level", ["strict+", "strict"])
def test_a_level_where_it_does_not_work(level: str) -> None:
    """It is refused with the reason, before any student's code can fail by it."""
    server = WorkerServer(Wish(level))
    server.uses_accelerator = True
    try:
        with pytest.raises(SetupError, match="the accelerator does not work there"):
            server.wait_until_ready()
    finally:
        server.close()
