"""Hidden cases of the attacked course. CASE_CANARY"""

import pytest
import torch

from grader.compare import assert_close

KNOWN = torch.tensor([1.25, -3.5, 8.0])


@pytest.mark.exercise("double")
class TestDouble:
    def test_known(self, student):
        """Three numbers doubled."""
        assert_close(student.double(KNOWN), KNOWN * 2)

    def test_random(self, student, reference, rng):
        """Random numbers doubled."""
        x = torch.randn(4, 3, generator=rng)
        assert_close(student.double(x), reference.double(x))


@pytest.mark.exercise("mean_square")
class TestMeanSquare:
    def test_value(self, student, reference, rng):
        """The mean of the squares of twelve numbers."""
        x = torch.randn(4, 3, generator=rng)
        assert_close(student.mean_square(x), reference.mean_square(x))

    def test_gradient(self, student, rng):
        """Its gradient reaches x."""
        x = torch.randn(4, 3, generator=rng).requires_grad_()
        student.backward(student.mean_square(x))
        gradient = student.grad(x)
        assert gradient is not None, "No gradient reached x."
        assert_close(gradient, x.detach() / 6)


@pytest.mark.exercise("step")
class TestStep:
    def test_one_step(self, student, rng):
        """w moves against its gradient, which is cleared."""
        w = torch.randn(5, generator=rng).requires_grad_()
        w.grad = torch.randn(5, generator=rng)
        wanted = w.detach() - 0.5 * w.grad
        student.step(w, 0.5)
        assert_close(student.now(w), wanted)
        gradient = student.grad(w)
        assert gradient is None or not gradient.any(), "The gradient is not cleared."
