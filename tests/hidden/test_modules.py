"""Hidden cases of the unit `modules`."""

import pytest
import torch

from grader.compare import assert_close, assert_tensor, describe


@pytest.mark.exercise("linear_model")
class TestLinearModel:
    def assert_line(self, student, model):
        """Fails unless the model is x·w + b with one w and one b of its own."""
        w, b = model.weight, model.bias
        assert_tensor(w, shape=(1, 1), what="the model's weight")
        assert_tensor(b, shape=(1,), what="the model's bias")
        assert student.facts(w).requires_grad, "The model's weight does not require grad."
        x = torch.tensor([[0.5], [-2.0], [3.0]])
        assert_close(model(x), x @ w + b, what="the model's output")

    def test_shapes(self, student):
        """One feature in, one number out: the weight is (1, 1), the bias (1,)."""
        self.assert_line(student, student.linear_model())

    def test_any_number_of_samples(self, student):
        """One sample goes through it, and seventeen."""
        model = student.linear_model()
        self.assert_line(student, model)
        for n in (1, 17):
            assert_tensor(model(torch.ones(n, 1)), shape=(n, 1), what="the model's output")

    def test_new_each_time(self, student):
        """Each call makes a new model with weights of its own."""
        first, second = student.linear_model(), student.linear_model()
        self.assert_line(student, first)
        self.assert_line(student, second)
        assert not student.same(first, second), "Two calls give one and the same model."
        assert not student.same(first.weight, second.weight), "Two models share their weight."
        assert float(first.weight) != float(second.weight), "Two models have the same weight: draw it anew."

    def test_gradients_arrive(self, student):
        """A backward pass through it fills in the gradients of its parameters."""
        model = student.linear_model()
        self.assert_line(student, model)
        student.backward(student.torch.sum(model(torch.tensor([[2.0], [3.0]]))))
        assert_close(student.grad(model.weight), torch.tensor([[5.0]]), what="the gradient of the weight")
        assert_close(student.grad(model.bias), torch.tensor([2.0]), what="the gradient of the bias")


@pytest.mark.exercise("mse")
class TestMse:
    def test_vectors(self, student, reference, rng):
        """The mean of the squared differences, a tensor of shape ()."""
        y_pred, y = torch.randn(6, generator=rng), torch.randn(6, generator=rng) + 1
        assert_close(student.mse(y_pred, y), reference.mse(y_pred, y), what="the loss")

    def test_tables(self, student, reference, rng):
        """For (n, 1) and (n, k) the mean is that of all the numbers."""
        for shape in ((5, 1), (3, 4)):
            y_pred, y = torch.randn(*shape, generator=rng), torch.randn(*shape, generator=rng) + 1
            assert_close(student.mse(y_pred, y), reference.mse(y_pred, y), what="the loss")

    def test_gradient(self, student, reference, rng):
        """The loss is joined to the graph: the gradient reaches the prediction."""
        y = torch.randn(4, generator=rng)
        values = torch.randn(4, generator=rng) + 2
        found = []
        for module in (student, reference):
            y_pred = values.clone().requires_grad_()
            loss = module.mse(y_pred, y)
            assert_tensor(loss, shape=(), what="the loss")
            module.backward(loss)
            found.append((loss, module.grad(y_pred)))
        assert_close(found[0][0], found[1][0], what="the loss")
        assert_close(found[0][1], found[1][1], what="the gradient of the prediction")

    def test_arguments_stay(self, student, reference, rng):
        """Both tensors stay as they are."""
        y_pred, y = torch.randn(3, generator=rng), torch.randn(3, generator=rng) - 2
        assert_close(student.mse(y_pred, y), reference.mse(y_pred, y), what="the loss")
        assert_close(student.now(y_pred), y_pred, what="y_pred after the call")
        assert_close(student.now(y), y, what="y after the call")


@pytest.mark.exercise("cross_entropy")
class TestCrossEntropy:
    def test_values(self, student, reference, rng):
        """The mean cross entropy of raw scores, a tensor of shape ()."""
        logits, target = torch.randn(5, 3, generator=rng) * 2, torch.tensor([0, 2, 1, 1, 0])
        assert_close(student.cross_entropy(logits, target), reference.cross_entropy(logits, target), what="the loss")

    def test_other_sizes(self, student, reference, rng):
        """One sample of two classes will do, and as many samples as classes."""
        for target in (torch.tensor([1]), torch.tensor([3, 0, 1, 2])):
            classes = 2 if len(target) == 1 else 4
            logits = torch.randn(len(target), classes, generator=rng) * 2
            expected = reference.cross_entropy(logits, target)
            assert_close(student.cross_entropy(logits, target), expected, what="the loss")

    def test_large_scores(self, student, reference):
        """Scores of 1000 and -1000 give a finite loss."""
        logits = torch.tensor([[1000.0, 998.5, -1000.0], [-1000.0, 1000.0, 999.0]])
        target = torch.tensor([1, 1])
        assert_close(student.cross_entropy(logits, target), reference.cross_entropy(logits, target), what="the loss")

    def test_far_off(self, student, reference):
        """A score that is wrong by 2000 costs as much, and is not cut off."""
        logits, target = torch.tensor([[1000.0, -1000.0], [0.5, 0.25]]), torch.tensor([1, 0])
        assert_close(student.cross_entropy(logits, target), reference.cross_entropy(logits, target), what="the loss")

    def test_arguments_stay(self, student, reference, rng):
        """The scores and the class numbers stay as they are."""
        logits, target = torch.randn(4, 3, generator=rng), torch.tensor([2, 0, 1, 2])
        assert_close(student.cross_entropy(logits, target), reference.cross_entropy(logits, target), what="the loss")
        assert_close(student.now(logits), logits, what="the scores after the call")
        assert_close(student.now(target), target, what="the class numbers after the call")

    def test_gradient(self, student, reference, rng):
        """The loss is joined to the graph: the gradient reaches the scores."""
        values, target = torch.randn(3, 4, generator=rng) * 2, torch.tensor([3, 1, 0])
        found = []
        for module in (student, reference):
            logits = values.clone().requires_grad_()
            loss = module.cross_entropy(logits, target)
            assert_tensor(loss, shape=(), what="the loss")
            module.backward(loss)
            found.append((loss, module.grad(logits)))
        assert_close(found[0][0], found[1][0], what="the loss")
        assert_close(found[0][1], found[1][1], what="the gradient of the scores")


@pytest.mark.exercise("fit")
class TestFit:
    def model(self, module, weight, bias):
        """A linear model over there with these parameters."""
        model = module.torch.nn.Linear(len(weight), 1)
        model.load_state_dict({"weight": torch.tensor([weight]), "bias": torch.tensor([bias])})
        return model

    def both(self, student, reference, rng, steps, rate, features=1):
        x = torch.randn(8, features, generator=rng)
        y = x.sum(1, keepdim=True) * 1.7 - 0.6
        found = []
        for module in (student, reference):
            model = self.model(module, [0.4, -0.9][:features], 0.3)
            losses = module.fit(model, x, y, steps, rate)
            assert isinstance(losses, list | tuple), (
                f"fit should give the list of losses, and gives {describe(losses)}."
            )
            found.append((list(losses), model.weight, model.bias))
        assert_close(student.now(x), x, what="x after the training")
        assert_close(student.now(y), y, what="y after the training")
        return found

    def test_losses(self, student, reference, rng):
        """The mean squared errors, one a step, each before its update, as floats."""
        mine, right = self.both(student, reference, rng, 6, 0.1)
        assert_close(mine[0], right[0], what="the list of losses")

    def test_parameters(self, student, reference, rng):
        """Afterwards the model's own parameters are those of plain gradient descent."""
        mine, right = self.both(student, reference, rng, 7, 0.15)
        assert_close(mine[1], right[1], what="the model's weight after the training")
        assert_close(mine[2], right[2], what="the model's bias after the training")

    def test_one_step(self, student, reference, rng):
        """One step moves the parameters by learning_rate times the gradient, and gives one loss."""
        mine, right = self.both(student, reference, rng, 1, 0.3)
        assert_close(mine[0], right[0], what="the list of losses")
        assert_close(mine[1], right[1], what="the model's weight after one step")
        assert_close(mine[2], right[2], what="the model's bias after one step")

    def test_two_features(self, student, reference, rng):
        """A model of two features is trained as well."""
        mine, right = self.both(student, reference, rng, 4, 0.05, features=2)
        assert_close(mine[0], right[0], what="the list of losses")
        assert_close(mine[1], right[1], what="the model's weight after the training")

    def test_learning_rate_counts(self, student, reference, rng):
        """A small learning rate takes small steps, a larger one larger ones."""
        for rate in (0.002, 0.08):
            mine, right = self.both(student, reference, rng, 5, rate)
            assert_close(mine[0], right[0], what="the list of losses")
            assert_close(mine[1], right[1], what="the model's weight after the training")
