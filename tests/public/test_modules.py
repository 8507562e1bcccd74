"""Example cases of the unit `modules`."""

import pytest
import torch

from grader.compare import assert_close, assert_tensor


@pytest.mark.exercise("linear_model")
def test_linear_model(student):
    """Seventeen samples of one feature give seventeen numbers."""
    assert_tensor(student.linear_model()(torch.ones(17, 1)), shape=(17, 1), what="the model's output")


@pytest.mark.exercise("mse")
def test_mse(student):
    """The differences 0 and 2 have the squares 0 and 4: their mean is 2."""
    assert_close(student.mse(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0])), torch.tensor(2.0), what="the loss")


@pytest.mark.exercise("cross_entropy")
def test_cross_entropy(student):
    """Four equal scores leave one chance in four: the loss is log 4."""
    loss = student.cross_entropy(torch.zeros(2, 4), torch.tensor([0, 3]))
    assert_close(loss, torch.tensor(4.0).log(), what="the loss")


@pytest.mark.exercise("fit")
def test_fit(student):
    """Five steps give five losses, and they fall."""
    model = student.torch.nn.Linear(1, 1)
    losses = student.fit(model, torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [5.0]]), 5, 0.05)
    assert len(losses) == 5, f"Five losses were asked for, {len(losses)} came."
    assert losses[0] > losses[-1], "The losses should fall."
