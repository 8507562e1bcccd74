"""Hidden cases of the unit `first_network`."""

import re
from pathlib import Path

import pytest
import torch

from grader.compare import Mismatch, assert_close, assert_tensor, describe

HELPERS = Path(__file__).with_name("train_helpers.py").read_text(encoding="utf-8")
NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")


def leaf(*values, grad=None):
    """A parameter of shape (n,), with an old gradient where one is given."""
    tensor = torch.tensor(values, requires_grad=True)
    if grad is not None:
        tensor.grad = torch.tensor(grad if isinstance(grad, list) else [grad])
    return tensor


def pair(value, what):
    """The two parts of a pair, a tuple or a list."""
    assert isinstance(value, tuple | list), f"{what} should give a pair of two tensors, and gives {describe(value)}."
    assert len(value) == 2, f"{what} should give two tensors, and gives {len(value)}."
    return value


def assert_parameter(module, tensor, name):
    """Fails unless the live tensor is a leaf that requires grad."""
    facts = module.facts(tensor)
    assert facts.requires_grad, f"`{name}` does not require grad: autograd would never fill in its gradient."
    assert facts.is_leaf, f"`{name}` is no leaf (it is the result of an operation), so its `.grad` stays None."
    assert facts.grad_fn is None, f"`{name}` is part of a graph."


@pytest.mark.exercise("get_data")
class TestGetData:
    def test_x_values(self, student, reference):
        """x holds the seventeen numbers in order, as a float32 tensor of shape (17, 1)."""
        x, _ = pair(student.get_data(), "get_data")
        assert_close(x, reference.get_data()[0], what="x")

    def test_y_values(self, student, reference):
        """y holds the seventeen numbers in order, as a float32 tensor of shape (17,)."""
        _, y = pair(student.get_data(), "get_data")
        assert_close(y, reference.get_data()[1], what="y")

    def test_points_belong_together(self, student, reference):
        """Each x stands at the place of its y: the line that fits best is the right one."""
        x, y = pair(student.get_data(), "get_data")
        assert_tensor(x, shape=(17, 1), what="x")
        assert_tensor(y, shape=(17,), what="y")
        right_x, right_y = reference.get_data()
        design = torch.cat([right_x, torch.ones(17, 1)], 1)
        best = torch.linalg.lstsq(design, right_y.unsqueeze(1)).solution
        mine = torch.linalg.lstsq(torch.cat([x, torch.ones(17, 1)], 1), y.unsqueeze(1)).solution
        assert_close(mine, best, rtol=1e-3, what="the line through your points")

    def test_difference_keeps_its_shape(self, student, reference):
        """A prediction of shape (17,) minus y is of shape (17,): nothing is broadcast to (17, 17)."""
        x, y = pair(student.get_data(), "get_data")
        assert_tensor(x, shape=None, what="x")
        assert_tensor(y, shape=None, what="y")
        right_x, right_y = reference.get_data()
        weight = torch.tensor([0.3])
        assert tuple(x.shape) == (17, 1), "x should have shape (17, 1), so that `x @ w` works."
        assert_close(x @ weight - y, right_x @ weight - right_y, what="the difference of a prediction and y")

    def test_needs_no_gradient(self, student, reference):
        """The data are given, not learnt: neither x nor y requires grad."""
        x, y = pair(student.get_data(), "get_data")
        right_x, right_y = reference.get_data()
        assert_close(x, right_x, what="x")
        assert_close(y, right_y, what="y")
        assert not student.facts(x).requires_grad, "x requires grad, but the data are not to be learnt."
        assert not student.facts(y).requires_grad, "y requires grad, but the data are not to be learnt."


@pytest.mark.exercise("get_weights")
class TestGetWeights:
    def test_two_parameters(self, student):
        """w and b are two different float32 tensors of shape (1,), leaves that require grad."""
        w, b = pair(student.get_weights(), "get_weights")
        for tensor, name in ((w, "w"), (b, "b")):
            assert_tensor(tensor, shape=(1,), what=name)
            assert_parameter(student, tensor, name)
        assert not student.same(w, b), "w and b are one and the same tensor."
        assert float(w) != float(b), "w and b have the same value: draw each on its own."
        assert float(w) not in (0.0, 1.0), "w is not random."

    def test_gradient_arrives(self, student):
        """A backward pass through w and b fills in their gradients."""
        w, b = pair(student.get_weights(), "get_weights")
        assert_tensor(w, shape=(1,), what="w")
        assert_tensor(b, shape=(1,), what="b")
        assert_parameter(student, w, "w")
        assert float(w) != float(b), "w and b have the same value: draw each on its own."
        live = student.torch
        student.backward(live.sum(live.add(live.mul(w, 3.0), b)))
        assert_close(student.grad(w), torch.tensor([3.0]), what="the gradient of w")
        assert_close(student.grad(b), torch.tensor([1.0]), what="the gradient of b")

    def test_same_seed_same_values(self, student):
        """After the same `torch.manual_seed` the same values come again: they follow torch's global generator."""
        student.torch.manual_seed(20)
        first = pair(student.get_weights(), "get_weights")
        student.torch.manual_seed(20)
        second = pair(student.get_weights(), "get_weights")
        for one, other, name in zip(first, second, "wb", strict=True):
            assert_tensor(one, shape=(1,), what=name)
            assert_parameter(student, one, name)
            assert float(other) == float(one), (
                f"After the same `torch.manual_seed` {name} is another: it does not follow torch's generator."
            )
        self.assert_varied(student, first)

    def test_two_calls_differ(self, student):
        """Two calls give different values: the function does not seed the generator itself."""
        first = pair(student.get_weights(), "get_weights")
        self.assert_varied(student, first)

    @staticmethod
    def assert_varied(student, first):
        second = pair(student.get_weights(), "get_weights")
        for one, other, name in zip(first, second, "wb", strict=True):
            assert_tensor(one, shape=(1,), what=name)
            assert_tensor(other, shape=(1,), what=name)
            assert_parameter(student, other, name)
            assert float(one) != float(other), (
                f"Two calls give the same {name}: draw it anew at each call, and seed no generator inside."
            )

    def test_other_seed_other_values(self, student):
        """Another seed gives other values."""
        found = []
        for seed in (1, 2, 3, 4, 5):
            student.torch.manual_seed(seed)
            w, b = pair(student.get_weights(), "get_weights")
            assert_tensor(w, shape=(1,), what="w")
            assert_tensor(b, shape=(1,), what="b")
            assert_parameter(student, w, "w")
            found.append((float(w), float(b)))
        for index, name in enumerate("wb"):
            count = len({pair[index] for pair in found})
            assert count > 1, f"Other seeds give the same {name}: it does not follow torch's generator."
            assert count == len(found), f"Two seeds give the same {name} to the last digit: are whole numbers drawn?"
        student.torch.manual_seed(1)
        w, b = pair(student.get_weights(), "get_weights")
        assert (float(w), float(b)) == found[0], (
            "The same seed gives other values: they do not follow torch's generator."
        )

    def test_standard_normal(self, student):
        """The values are drawn from the standard normal distribution: mean 0, standard deviation 1, also below zero."""
        student.seed(5)
        drawn = [pair(each, "get_weights") for each in student.repeat("get_weights", 150)]
        for index, name in enumerate("wb"):
            for each in drawn:
                assert_tensor(each[index], shape=(1,), what=name)
            assert_parameter(student, drawn[0][index], name)
            values = torch.tensor([float(each[index]) for each in drawn])
            assert abs(float(values.mean())) < 0.42, f"The mean of {name} is not near 0: is it normally distributed?"
            width = float(values.std())
            assert width < 1.35, f"{name} is spread too widely: the standard deviation should be 1."
            assert width > 0.7, f"{name} is spread too narrowly: the standard deviation should be 1."
            assert float(values.min()) < -0.9, (
                f"{name} is hardly ever negative: a normal distribution is half below zero."
            )
            # Uniform numbers of deviation 1 end at the root of 3.
            assert float(values.abs().max()) > 1.74, f"{name} is never far from 0: a normal distribution has no bounds."


@pytest.mark.exercise("simple_network")
class TestSimpleNetwork:
    def test_values(self, student, reference, rng):
        """The prediction is x @ w + b, of shape (n,)."""
        x = torch.randn(6, 1, generator=rng)
        for module in (student, reference):
            module.w, module.b = leaf(1.7), leaf(-0.6)
        assert_close(student.simple_network(x), reference.simple_network(x), what="the prediction")

    def test_other_parameters(self, student, reference, rng):
        """The module's w and b of this moment are used, whatever they were before."""
        x = torch.randn(4, 1, generator=rng)
        for w, b in ((0.5, 2.0), (-3.0, 0.25)):
            for module in (student, reference):
                module.w, module.b = leaf(w), leaf(b)
            assert_close(student.simple_network(x), reference.simple_network(x), what="the prediction")

    def test_one_sample(self, student, reference):
        """A single sample (1, 1) gives a prediction of shape (1,)."""
        x = torch.tensor([[2.5]])
        for module in (student, reference):
            module.w, module.b = leaf(1.3), leaf(0.4)
        assert_close(student.simple_network(x), reference.simple_network(x), what="the prediction")

    def test_gradients_reach_both_parameters(self, student, reference, rng):
        """The prediction is joined to the graph: a backward pass gives w and b their gradients."""
        x = torch.randn(5, 1, generator=rng)
        expected = []
        for module in (reference, student):
            w, b = leaf(0.8), leaf(1.9)
            module.w, module.b = w, b
            result = module.simple_network(x)
            assert_tensor(result, shape=(5,), what="the prediction")
            assert module.facts(result).requires_grad, "The prediction is cut off from w and b: it requires no grad."
            module.backward(module.torch.sum(module.torch.mul(result, result)))
            expected.append((module.grad(w), module.grad(b)))
        assert_close(expected[1][0], expected[0][0], what="the gradient of w")
        assert_close(expected[1][1], expected[0][1], what="the gradient of b")

    def test_changes_nothing(self, student, reference, rng):
        """The function predicts and changes nothing: x, w and b stay as they are."""
        x = torch.randn(3, 1, generator=rng)
        w, b = leaf(2.2), leaf(-1.1)
        student.w, student.b = w, b
        reference.w, reference.b = leaf(2.2), leaf(-1.1)
        for _ in range(2):
            assert_close(student.simple_network(x), reference.simple_network(x), what="the prediction")
        assert_close(student.now(x), x, what="x after the call")
        assert_close(student.now(w), w.detach(), what="w after the call")
        assert_close(student.now(b), b.detach(), what="b after the call")
        assert student.same(student.w, w), "The call replaced the module's w."


def predicted(module, x, w, b):
    """A prediction which is live in the module's process and joined to its w and b."""
    module.w, module.b = w, b
    live = module.torch
    return live.add(live.matmul(x, w), b)


@pytest.mark.exercise("loss_fn")
class TestLossFn:
    def both(self, student, reference, rng, n=6, old=None):
        """The loss and the gradients of both sides on the same inputs."""
        x = torch.randn(n, 1, generator=rng) * 2
        y = torch.randn(n, generator=rng) + 1
        found = []
        for module in (student, reference):
            w, b = leaf(0.7, grad=old), leaf(-0.3, grad=None if old is None else old / 3)
            y_pred = predicted(module, x, w, b)
            loss = module.loss_fn(y, y_pred)
            found.append((loss, module.grad(w), module.grad(b)))
        return found

    def test_sum_of_squares(self, student, reference, rng):
        """The loss is the sum of the squared differences, as a Python float."""
        (loss, _, _), (right, _, _) = self.both(student, reference, rng)
        assert_close(loss, right, what="the loss")

    def test_gradient_of_w(self, student, reference, rng):
        """After the call w.grad holds the derivative of the loss with respect to w."""
        (loss, grad, _), (right, expected, _) = self.both(student, reference, rng)
        assert grad is not None, "w.grad is None after the call: was backward() called?"
        assert_close(grad, expected, what="the gradient of w")
        assert_close(loss, right, what="the loss")

    def test_gradient_of_b(self, student, reference, rng):
        """After the call b.grad holds the derivative of the loss with respect to b."""
        (loss, _, grad), (right, _, expected) = self.both(student, reference, rng)
        assert grad is not None, "b.grad is None after the call: was backward() called?"
        assert_close(grad, expected, what="the gradient of b")
        assert_close(loss, right, what="the loss")

    def test_old_gradient_of_w_is_cleared(self, student, reference, rng):
        """An old gradient of w is cleared first: nothing of it is left in the new one."""
        (loss, grad, _), (right, expected, _) = self.both(student, reference, rng, old=4.5)
        assert grad is not None, "w.grad is None after the call: the gradient was cleared after backward(), not before."
        assert_close(grad, expected, what="the gradient of w")
        assert_close(loss, right, what="the loss")

    def test_old_gradient_of_b_is_cleared(self, student, reference, rng):
        """An old gradient of b is cleared first, too."""
        (loss, _, grad), (right, _, expected) = self.both(student, reference, rng, old=-7.5)
        assert grad is not None, "b.grad is None after the call: the gradient was cleared after backward(), not before."
        assert_close(grad, expected, what="the gradient of b")
        assert_close(loss, right, what="the loss")

    def test_takes_no_step(self, student, reference, rng):
        """w, b and the prediction keep their values, w and b stay the module's: the step is not taken here."""
        x, y = torch.randn(4, 1, generator=rng), torch.randn(4, generator=rng)
        w, b = leaf(0.9), leaf(0.1)
        y_pred = predicted(student, x, w, b)
        loss = student.loss_fn(y, y_pred)
        assert_close(loss, reference.loss_fn(y, predicted(reference, x, leaf(0.9), leaf(0.1))), what="the loss")
        assert student.same(student.w, w), "The call replaced the module's w."
        assert student.same(student.b, b), "The call replaced the module's b."
        is_kept = torch.equal(student.now(w), w.detach())
        assert is_kept, "The call changes the value of w: only `optimize` takes a step."
        is_kept = torch.equal(student.now(b), b.detach())
        assert is_kept, "The call changes the value of b: only `optimize` takes a step."
        assert_close(student.now(y), y, what="y after the call")
        assert_close(student.now(y_pred), (x @ w + b).detach(), what="y_pred after the call")

    def test_two_calls(self, student, reference, rng):
        """Of two calls in a row the second one's gradients are its own."""
        x = torch.randn(4, 1, generator=rng)
        y = torch.randn(4, generator=rng)
        found = []
        for module in (student, reference):
            w, b = leaf(1.2), leaf(0.5)
            for _ in range(2):
                loss = module.loss_fn(y, predicted(module, x, w, b))
            found.append((loss, module.grad(w), module.grad(b)))
        (loss, grad_w, grad_b), (right, expected_w, expected_b) = found
        assert_close(loss, right, what="the loss of the second call")
        assert_close(grad_w, expected_w, what="the gradient of w after two calls")
        assert_close(grad_b, expected_b, what="the gradient of b after two calls")

    def test_other_lengths(self, student, reference, rng):
        """Any number of samples will do: one, and three."""
        for n in (1, 3):
            (loss, grad, _), (right, expected, _) = self.both(student, reference, rng, n=n)
            assert_close(loss, right, what="the loss")
            assert_close(grad, expected, what="the gradient of w")


@pytest.mark.exercise("optimize")
class TestOptimize:
    def step(self, student, rate, w=1.5, b=-2.5, grads=(4.0, -6.0)):
        """The parameters after one step, with the tensors they were before."""
        old_w, old_b = leaf(w, grad=grads[0]), leaf(b, grad=grads[1])
        student.w, student.b = old_w, old_b
        student.optimize(rate)
        return old_w, old_b

    @staticmethod
    def assert_stepped(found, start, step, name):
        """Fails unless the parameter went that step; tells how the step it took relates to it."""
        right = torch.tensor([start - step])
        assert_tensor(found, shape=(1,), what=f"{name} after the step")
        try:
            assert_close(found, right, rtol=1e-6, what=f"{name} after the step")
        except Mismatch:
            taken, asked = start - found.double(), torch.tensor([step], dtype=torch.float64)
            assert_close(taken, asked, rtol=1e-5, what=f"the step of {name}")
            raise

    def test_step_of_w(self, student):
        """w becomes w minus learning_rate times its gradient, exactly."""
        self.step(student, 0.05)
        self.assert_stepped(student.w, 1.5, 0.05 * 4.0, "w")

    def test_step_of_b(self, student):
        """b becomes b minus learning_rate times its gradient, exactly."""
        self.step(student, 0.05)
        self.assert_stepped(student.b, -2.5, -0.05 * 6.0, "b")

    def test_learning_rate_counts(self, student):
        """The step is as long as the learning rate says."""
        for rate, grads in ((0.5, (-0.25, 0.5)), (0.002, (-1.25, 2.0))):
            self.step(student, rate, w=3.0, b=0.8, grads=grads)
            self.assert_stepped(student.w, 3.0, rate * grads[0], "w")
            self.assert_stepped(student.b, 0.8, rate * grads[1], "b")

    def test_same_tensors(self, student):
        """The tensors themselves change: whoever holds w and b sees the step."""
        w, b = self.step(student, 0.1)
        assert_close(student.now(w), torch.tensor([1.1]), rtol=1e-6, what="the tensor that was w before the call")
        assert_close(student.now(b), torch.tensor([-1.9]), rtol=1e-6, what="the tensor that was b before the call")
        assert student.same(student.w, w), "The module's w is another tensor after the step: change it in place."
        assert student.same(student.b, b), "The module's b is another tensor after the step: change it in place."

    def test_still_parameters(self, student):
        """After the step w and b are still leaves that require grad, and the step is not in the graph."""
        self.step(student, 0.1)
        assert_close(student.w, torch.tensor([1.1]), rtol=1e-6, what="w after the step")
        assert_close(student.b, torch.tensor([-1.9]), rtol=1e-6, what="b after the step")
        assert_parameter(student, student.w, "w")
        assert_parameter(student, student.b, "b")

    def test_learns_on(self, student, reference, rng):
        """After a step the next prediction finds its gradients, and the next step goes on from there."""
        x, y = torch.randn(5, 1, generator=rng), torch.randn(5, generator=rng)
        found = []
        for module in (student, reference):
            w, b = leaf(0.4), leaf(0.2)
            module.w, module.b = w, b
            for _ in range(2):
                for tensor in (module.w, module.b):
                    old = module.grad(tensor)
                    if old is not None:
                        module.fill(old, 0.0)
                live = module.torch
                difference = live.sub(live.add(live.matmul(x, module.w), module.b), y)
                module.backward(live.sum(live.mul(difference, difference)))
                module.optimize(0.03)
            found.append((module.w, module.b))
        assert_close(found[0][0], found[1][0], what="w after two steps")
        assert_close(found[0][1], found[1][1], what="b after two steps")


def fitted(steps, rate, w=0.75, b=-0.4):
    """Losses at the steps 0, 50, … and the parameters afterwards, computed plainly."""
    space = {}
    exec(HELPERS, space)
    x, y = space["get_data"]()
    space["w"], space["b"] = torch.tensor([w], requires_grad=True), torch.tensor([b], requires_grad=True)
    losses = []
    for step in range(steps):
        loss = space["loss_fn"](y, space["simple_network"](x))
        if step % 50 == 0:
            losses.append(loss)
        space["optimize"](rate)
    return losses, space["w"].detach(), space["b"].detach()


EXPECTED = {
    (steps, rate): fitted(steps, rate) for steps, rate in ((120, 1e-3), (500, 1e-4), (51, 5e-4), (50, 5e-4), (1, 1e-3))
}


def prints(text, losses):
    """Whether each loss is shown in order, each on a line of its own, to the precision of its print."""
    lines = [[float(each) for each in NUMBER.findall(line)] for line in text.splitlines()]
    position = 0
    for loss in losses:
        while position < len(lines) and not any(
            abs(each - loss) <= 0.006 * max(1.0, abs(loss)) for each in lines[position]
        ):
            position += 1
        if position == len(lines):
            return False
        position += 1
    return True


@pytest.mark.exercise("train")
class TestTrain:
    def train(self, student, steps, rate, /, *arguments, **keywords):
        """Trains from the same w and b whichever way the function starts; checks what it returns."""
        student.define(HELPERS)
        result = student.train(*arguments, **keywords)
        losses, w, b = EXPECTED[steps, rate]
        assert isinstance(result, list | tuple), (
            f"train should return the list of the losses, and gives {describe(result)}."
        )
        assert_close(list(result), losses, what="the list of losses")
        return losses, w, b

    def test_losses(self, student):
        """The losses at the steps 0, 50 and 100, each before its update, are returned as floats."""
        self.train(student, 120, 1e-3, 120, 1e-3)

    def test_prints_each_loss(self, student):
        """Each of those losses is printed on a line of its own."""
        losses, _, _ = self.train(student, 120, 1e-3, 120, 1e-3)
        assert prints(student.printed(), losses), "The losses are not all printed, one on a line."

    def test_leaves_the_trained_parameters(self, student):
        """Afterwards the module's w and b hold the trained values, after every one of the steps."""
        _, w, b = self.train(student, 120, 1e-3, 120, 1e-3)
        assert_close(student.w, w, what="the module's w after the training")
        assert_close(student.b, b, what="the module's b after the training")

    def test_defaults(self, student):
        """Without arguments it takes 500 steps with the learning rate 1e-4."""
        _, w, b = self.train(student, 500, 1e-4)
        assert_close(student.w, w, what="the module's w after the training")
        assert_close(student.b, b, what="the module's b after the training")

    def test_names_of_the_arguments(self, student):
        """The arguments are called steps and learning_rate."""
        _, w, _ = self.train(student, 51, 5e-4, learning_rate=5e-4, steps=51)
        assert_close(student.w, w, what="the module's w after the training")

    def test_fifty_steps(self, student):
        """Fifty steps show one loss, that of step 0; fifty-one show two."""
        self.train(student, 50, 5e-4, 50, 5e-4)
        self.train(student, 51, 5e-4, 51, 5e-4)

    def test_one_step(self, student):
        """A single step is a step: one loss, and the parameters have moved."""
        _, w, b = self.train(student, 1, 1e-3, 1, 1e-3)
        assert_close(student.w, w, what="the module's w after one step")
        assert_close(student.b, b, what="the module's b after one step")
