"""Hidden cases of the unit `autograd`."""

import pytest
import torch

from grader.compare import assert_close, assert_equal, assert_tensor
from grader.compare import describe as kind_of


@pytest.mark.exercise("leaf")
class TestLeaf:
    def assert_leaf(self, student, tensor, rows, columns):
        assert_close(tensor, torch.ones(rows, columns))
        facts = student.facts(tensor)
        assert facts.requires_grad, "The tensor does not require grad."
        assert facts.is_leaf, "The tensor is no leaf: it is the result of an operation."
        assert facts.grad_fn is None, "The tensor has a grad_fn: it is the result of an operation."

    def test_square(self, student):
        """Ones of shape (2, 2): a leaf that requires grad."""
        self.assert_leaf(student, student.leaf(2, 2), 2, 2)

    def test_rows_and_columns(self, student):
        """Three rows and five columns, in that order."""
        self.assert_leaf(student, student.leaf(3, 5), 3, 5)

    def test_gradient_arrives(self, student):
        """A backward pass fills in its gradient."""
        tensor = student.leaf(2, 3)
        self.assert_leaf(student, tensor, 2, 3)
        student.backward(student.torch.sum(student.torch.mul(tensor, 4.0)))
        assert_close(student.grad(tensor), torch.full((2, 3), 4.0), what="the gradient")

    def test_new_each_time(self, student):
        """Each call makes a tensor of its own, without any gradient yet."""
        first, second = student.leaf(1, 4), student.leaf(1, 4)
        self.assert_leaf(student, first, 1, 4)
        self.assert_leaf(student, second, 1, 4)
        assert not student.same(first, second), "Two calls give one and the same tensor."
        assert student.grad(second) is None, "The new tensor has a gradient already."


@pytest.mark.exercise("mean_gradient")
class TestMeanGradient:
    def test_square(self, student):
        """For a (2, 2) tensor the gradient is the same number everywhere: a quarter."""
        x = torch.tensor([[1.5, 2.0], [3.0, -1.0]], requires_grad=True)
        assert_close(student.mean_gradient(x), torch.full((2, 2), 0.25))

    def test_other_shapes(self, student, reference, rng):
        """Any shape will do: a vector, a table, three dimensions."""
        for shape in ((5,), (3, 4), (2, 3, 4)):
            x = torch.randn(*shape, generator=rng).requires_grad_()
            assert_close(student.mean_gradient(x), reference.mean_gradient(x))

    def test_twice(self, student, reference, rng):
        """Asked twice it gives the same answer: nothing accumulates."""
        x = torch.randn(3, 2, generator=rng).requires_grad_()
        expected = reference.mean_gradient(x)
        first = student.mean_gradient(x)
        assert_close(student.mean_gradient(x), expected, what="the second answer")
        assert_close(student.now(first), expected, what="the first answer, after the second call")

    def test_without_requires_grad(self, student, reference, rng):
        """An x that does not require grad will do, and still does not require it afterwards."""
        x = torch.randn(4, generator=rng)
        assert_close(student.mean_gradient(x), reference.mean_gradient(x))
        assert not student.facts(x).requires_grad, "After the call the caller's x requires grad: leave it as it was."

    def test_no_leaf(self, student, reference, rng):
        """An x that is the result of an operation will do."""
        base = torch.randn(2, 3, generator=rng).requires_grad_()
        x = student.torch.mul(base, 3.0)
        assert_close(student.mean_gradient(x), reference.mean_gradient(torch.zeros(2, 3)))
        assert student.grad(base) is None, "The call left a gradient in the tensor that x was made of."

    def test_old_gradient_stays(self, student, reference, rng):
        """An old gradient of x takes no part, and is still there afterwards."""
        x = torch.randn(3, generator=rng).requires_grad_()
        x.grad = torch.tensor([5.0, -2.0, 8.0])
        assert_close(student.mean_gradient(x), reference.mean_gradient(torch.zeros(3)))
        assert_close(student.grad(x), torch.tensor([5.0, -2.0, 8.0]), what="the gradient that x had before")

    def test_values_stay(self, student, reference, rng):
        """The values of x stay as they are, and x stays a leaf with no gradient."""
        x = torch.randn(2, 2, generator=rng).requires_grad_()
        assert_close(student.mean_gradient(x), reference.mean_gradient(x))
        assert_close(student.now(x), x.detach(), rtol=0, atol=0, what="x after the call")
        assert student.facts(x).is_leaf, "x is no leaf after the call."
        assert student.facts(x).requires_grad, "x no longer requires grad after the call."
        assert student.grad(x) is None, "The call left a gradient in the caller's x."


@pytest.mark.exercise("describe")
class TestDescribe:
    def assert_described(self, student, live, **expected):
        found = student.describe(live)
        assert isinstance(found, dict), f"describe should give a dict, and gives {kind_of(found)}."
        for key in ("data", "grad", "grad_fn", "is_leaf"):
            assert key in found, f"The dict has no key {key!r}."
        for key, value in expected.items():
            assert_close(found[key], value, what=f"the entry {key!r}")
        return found

    def test_leaf(self, student, rng):
        """A leaf that requires grad, before any backward pass."""
        t = torch.randn(2, 3, generator=rng).requires_grad_()
        found = self.assert_described(student, t, data=t.detach(), grad=None, grad_fn=None, is_leaf=True)
        assert not student.facts(found["data"]).requires_grad, "The entry 'data' is not detached."

    def test_leaf_with_gradient(self, student, rng):
        """A leaf after a backward pass has its gradient."""
        t = torch.randn(3, generator=rng).requires_grad_()
        t.grad = torch.tensor([2.0, -3.0, 0.5])
        self.assert_described(student, t, data=t.detach(), grad=t.grad, grad_fn=None, is_leaf=True)

    def test_result(self, student, rng):
        """The result of an operation is no leaf and names the node that made it; its gradient is None."""
        base = torch.randn(4, generator=rng).requires_grad_()
        t = student.torch.mean(base)
        expected = base.detach().mean()
        found = self.assert_described(student, t, data=expected, grad=None, grad_fn="MeanBackward0", is_leaf=False)
        assert not student.facts(found["data"]).requires_grad, "The entry 'data' is not detached."

    def test_other_nodes(self, student, rng):
        """Each operation has a node of its own."""
        base = torch.randn(2, 2, generator=rng).requires_grad_()
        for name, values in (("exp", base.detach().exp()), ("sum", base.detach().sum())):
            t = getattr(student.torch, name)(base)
            node = f"{name.capitalize()}Backward0"
            self.assert_described(student, t, data=values, grad=None, grad_fn=node, is_leaf=False)

    def test_plain_tensor(self, student, rng):
        """A tensor that requires no grad is a leaf, too, without gradient and node."""
        t = torch.randn(2, generator=rng)
        self.assert_described(student, t, data=t, grad=None, grad_fn=None, is_leaf=True)

    def test_changes_nothing(self, student, rng):
        """The tensor itself stays as it was: it still requires grad."""
        t = torch.randn(3, generator=rng).requires_grad_()
        self.assert_described(student, t, data=t.detach(), grad=None, grad_fn=None, is_leaf=True)
        assert student.facts(t).requires_grad, "After the call the tensor no longer requires grad."


def leaves(w, b, grads=None):
    """w and b as leaves, with old gradients where they are given."""
    pair = torch.tensor([w], requires_grad=True), torch.tensor([b], requires_grad=True)
    for tensor, grad in zip(pair, grads or (), strict=False):
        tensor.grad = torch.tensor([grad])
    return pair


@pytest.mark.exercise("line_gradients")
class TestLineGradients:
    def both(self, student, reference, rng, n, w, b, grads=None):
        x, y = torch.randn(n, 1, generator=rng) * 2, torch.randn(n, generator=rng) + 1
        parameters = leaves(w, b, grads)
        found = student.line_gradients(x, y, *parameters)
        assert isinstance(found, tuple | list), f"line_gradients should give a pair, and gives {kind_of(found)}."
        return list(found), list(reference.line_gradients(x, y, *leaves(w, b))), parameters

    def test_gradients(self, student, reference, rng):
        """dL/dw and dL/db, each of shape (1,)."""
        found, expected, _ = self.both(student, reference, rng, 6, 0.7, -0.3)
        assert_close(found, expected, what="the pair of gradients")

    def test_other_lengths(self, student, reference, rng):
        """One sample will do, and ten."""
        for n in (1, 10):
            found, expected, _ = self.both(student, reference, rng, n, 1.4, 0.6)
            assert_close(found, expected, what="the pair of gradients")

    def test_parameters_grad_stays_none(self, student, reference, rng):
        """The parameters' own .grad is None before and after."""
        found, expected, (w, b) = self.both(student, reference, rng, 4, 0.2, 0.9)
        assert_close(found, expected, what="the pair of gradients")
        assert student.grad(w) is None, "The call left a gradient in w."
        assert student.grad(b) is None, "The call left a gradient in b."

    def test_old_gradients_stay(self, student, reference, rng):
        """Old gradients of w and b take no part, and are still there afterwards."""
        found, expected, (w, b) = self.both(student, reference, rng, 5, -0.8, 0.5, grads=(30.0, -40.0))
        assert_close(found, expected, what="the pair of gradients")
        assert_equal(student.grad(w), torch.tensor([30.0]), what="w.grad after the call")
        assert_equal(student.grad(b), torch.tensor([-40.0]), what="b.grad after the call")

    def test_twice(self, student, reference, rng):
        """Asked twice it gives the same answer, and w and b keep their values."""
        x, y = torch.randn(3, 1, generator=rng), torch.randn(3, generator=rng)
        w, b = leaves(1.1, -0.6)
        expected = list(reference.line_gradients(x, y, *leaves(1.1, -0.6)))
        first = student.line_gradients(x, y, w, b)
        assert_tensor(first[0], shape=(1,), what="dL/dw")
        assert_close(list(student.line_gradients(x, y, w, b)), expected, what="the second pair")
        assert_close([student.now(each) for each in first], expected, what="the first pair, after the second call")
        assert_close(student.now(w), w.detach(), what="w after the call")
