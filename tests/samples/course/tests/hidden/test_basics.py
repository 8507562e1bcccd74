"""Hidden cases of the samples' unit `basics`."""

import pytest
import torch

from grader.compare import assert_close, assert_tensor


@pytest.mark.exercise("add")
class TestAdd:
    def test_vectors(self, student, reference, rng):
        """Two vectors give their sum, and stay as they are."""
        a, b = torch.rand(5, generator=rng), torch.rand(5, generator=rng)
        assert_close(student.add(a, b), reference.add(a, b))
        assert_close(student.now(a), a, what="the argument a after the call")

    def test_tables(self, student, reference, rng):
        """Two tables give a table."""
        a, b = torch.rand(3, 4, generator=rng), torch.rand(3, 4, generator=rng)
        assert_close(student.add(a, b), reference.add(a, b))


@pytest.mark.exercise("add_in_place")
def test_add_in_place(student, reference, rng):
    """a itself is changed, and comes back."""
    a = torch.rand(4, generator=rng)
    result = student.add_in_place(a, 0.5)
    assert_close(result, reference.add_in_place(a, 0.5))
    assert student.same(result, a), "The result should be a itself."


@pytest.mark.exercise("loss")
def test_loss(student, reference, rng):
    """The loss is a Python float."""
    y, y_pred = torch.rand(5, generator=rng), torch.rand(5, generator=rng)
    assert_close(student.loss(y, y_pred), reference.loss(y, y_pred), what="the loss")


@pytest.mark.exercise("weight")
def test_weight(student):
    """The weight is a tensor of one value that requires grad."""
    weight = student.weight
    assert_tensor(weight, shape=(1,), what="the weight")
    assert student.facts(weight).requires_grad, "The weight should require grad."
