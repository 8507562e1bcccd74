"""Example cases of the unit `autograd`."""

import pytest
import torch

from grader.compare import assert_close


@pytest.mark.exercise("leaf")
def test_leaf(student):
    """leaf(2, 3) is a (2, 3) tensor of ones that requires grad."""
    tensor = student.leaf(2, 3)
    assert_close(tensor, torch.ones(2, 3))
    assert student.facts(tensor).requires_grad, "The tensor should require grad."


@pytest.mark.exercise("mean_gradient")
def test_mean_gradient(student):
    """The mean of four numbers changes by a quarter of what each of them changes."""
    x = torch.ones(2, 2, requires_grad=True)
    assert_close(student.mean_gradient(x), torch.full((2, 2), 0.25))


@pytest.mark.exercise("describe")
def test_describe(student):
    """The mean of a tensor is made by a node called MeanBackward0."""
    found = student.describe(student.torch.mean(torch.ones(2, requires_grad=True)))
    assert isinstance(found, dict), "describe should give a dict."
    assert found.get("grad_fn") == "MeanBackward0", "The entry 'grad_fn' should be 'MeanBackward0'."
    assert found.get("is_leaf") is False, "The entry 'is_leaf' should be False."


@pytest.mark.exercise("line_gradients")
def test_line_gradients(student):
    """For x = (2, 3), y = (1, 2), w = 1 and b = 0 the gradients are 10 and 4."""
    w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([0.0], requires_grad=True)
    found = student.line_gradients(torch.tensor([[2.0], [3.0]]), torch.tensor([1.0, 2.0]), w, b)
    assert_close(found, (torch.tensor([10.0]), torch.tensor([4.0])), what="the pair of gradients")
