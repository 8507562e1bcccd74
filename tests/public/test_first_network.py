"""Example cases of the unit `first_network`: what the hidden ones look like."""

import pytest
import torch

from grader.compare import assert_close, assert_tensor


@pytest.mark.exercise("get_data")
class TestGetData:
    def test_shapes(self, student):
        """x has shape (17, 1) and y has shape (17,); the first point is (3.3, 1.7)."""
        x, y = student.get_data()
        assert_tensor(x, shape=(17, 1), what="x")
        assert_tensor(y, shape=(17,), what="y")
        assert_close(x[0], torch.tensor([3.3]), what="the first x")
        assert_close(y[0], torch.tensor(1.7), what="the first y")


@pytest.mark.exercise("get_weights")
class TestGetWeights:
    def test_leaves(self, student):
        """w and b have shape (1,) and are leaves that require grad."""
        for tensor, name in zip(student.get_weights(), ("w", "b"), strict=True):
            assert_tensor(tensor, shape=(1,), what=name)
            assert student.facts(tensor).requires_grad, f"{name} does not require grad."
            assert student.facts(tensor).is_leaf, f"{name} is no leaf."


@pytest.mark.exercise("simple_network")
class TestSimpleNetwork:
    def test_a_line(self, student):
        """With w = 2 and b = 1 the inputs 1 and 3 give 3 and 7."""
        student.w, student.b = torch.tensor([2.0], requires_grad=True), torch.tensor([1.0], requires_grad=True)
        assert_close(
            student.simple_network(torch.tensor([[1.0], [3.0]])), torch.tensor([3.0, 7.0]), what="the prediction"
        )


@pytest.mark.exercise("loss_fn")
class TestLossFn:
    def test_loss_and_gradients(self, student):
        """For y = (1, 2) and w · (2, 3) + b with w = 1, b = 0 the loss is 2, w.grad is 10 and b.grad is 4."""
        w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([0.0], requires_grad=True)
        student.w, student.b = w, b
        prediction = student.torch.add(student.torch.mul(w, torch.tensor([2.0, 3.0])), b)
        assert_close(student.loss_fn(torch.tensor([1.0, 2.0]), prediction), 2.0, what="the loss")
        assert_close(student.grad(w), torch.tensor([10.0]), what="w.grad")
        assert_close(student.grad(b), torch.tensor([4.0]), what="b.grad")


@pytest.mark.exercise("optimize")
class TestOptimize:
    def test_one_step(self, student):
        """With w = 1, w.grad = 10 and the learning rate 0.01 the step leaves w = 0.9."""
        w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
        w.grad, b.grad = torch.tensor([10.0]), torch.tensor([-5.0])
        student.w, student.b = w, b
        student.optimize(0.01)
        assert_close(student.w, torch.tensor([0.9]), what="w after the step")
        assert_close(student.b, torch.tensor([2.05]), what="b after the step")


@pytest.mark.exercise("train")
class TestTrain:
    def test_number_of_losses(self, student):
        """101 steps give the losses of the steps 0, 50 and 100, and they fall."""
        student.w, student.b = torch.tensor([0.5], requires_grad=True), torch.tensor([0.1], requires_grad=True)
        losses = student.train(101)
        assert len(losses) == 3, f"Three losses were asked for, {len(losses)} came."
        assert all(isinstance(loss, float) for loss in losses), "The losses should be Python floats."
        assert losses[0] > losses[1] > losses[2], "The losses should fall."
