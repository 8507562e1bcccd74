"""Example cases of the unit `gpu`."""

import pytest
import torch

from grader.compare import assert_close


@pytest.mark.exercise("best_device")
def test_best_device(student):
    """Something that torch can make a tensor on."""
    device = student.best_device()
    assert isinstance(device, torch.device), "best_device should give a torch.device."


@pytest.mark.exercise("move")
def test_move(student):
    """A tensor on the CPU, moved to the CPU, is the same tensor."""
    t = torch.tensor([1.0, 2.0])
    assert student.same(student.move(t, "cpu"), t), "The tensor was there already: the same object should come back."


@pytest.mark.exercise("matmul_on")
@pytest.mark.devices("cpu", "accelerator")
def test_matmul_on(student, device):
    """A row of ones times a column of ones, three long, is 3."""
    result = student.matmul_on(torch.ones(1, 3), torch.ones(3, 1), device)
    assert_close(result, torch.tensor([[3.0]]), device=device)


@pytest.mark.exercise("time_matmul")
def test_time_matmul(student):
    """A time is a float above zero."""
    seconds = student.time_matmul(64, "cpu")
    assert isinstance(seconds, float), "time_matmul should give a Python float."
    assert seconds > 0, "A time should be above zero."
