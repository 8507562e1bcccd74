"""Hidden cases of the unit `activations`."""

import pytest
import torch

from grader.compare import assert_close


@pytest.mark.exercise("softmax")
class TestSoftmax:
    def test_by_hand(self, student):
        """The softmax of three numbers: positive, and 1 together."""
        x = torch.log(torch.tensor([1.0, 2.0, 5.0]))
        expected = torch.tensor([0.125, 0.25, 0.625])
        assert_close(student.softmax(x), expected)

    @pytest.mark.points(2)
    def test_random_values(self, student, reference, rng):
        """Each row of a table has its own softmax."""
        x = torch.randn(3, 5, generator=rng)
        assert_close(student.softmax(x), reference.softmax(x))

    def test_large_numbers(self, student, reference, rng):
        """Rows of very large and of very small numbers stay finite, one call after the other."""
        for size in (1000.0, -1000.0):
            x = torch.randn(2, 4, generator=rng) + torch.tensor([[size], [0.0]])
            assert_close(student.softmax(x), reference.softmax(x))

    def test_keeps_its_argument(self, student, reference, rng):
        """The result is new: the argument stays as it was."""
        x = torch.randn(4, generator=rng)
        assert_close(student.softmax(x), reference.softmax(x))
        assert_close(student.now(x), x, what="the argument after the call")
