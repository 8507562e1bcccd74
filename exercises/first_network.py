"""A first network: a straight line fitted by hand, with nothing but tensors and autograd.

Seventeen points, two parameters, five small functions and a loop:

    get_data ─┐
              ├─> simple_network ─> loss_fn ─> optimize ─┐
    get_weights ┘        ^──────────── train ────────────┘

The parameters live in the globals `w` and `b`, as in the tutorial. The old tutorial (PyTorch 0.3) wrapped tensors in
`Variable` and reached into `.data`; today a tensor carries its own gradient, and a step is taken under
`torch.no_grad()`.
"""

import torch

w: torch.Tensor
b: torch.Tensor


def get_data() -> tuple[torch.Tensor, torch.Tensor]:
    """Give the seventeen training points as a pair `(x, y)`.

    `x` has shape (17, 1): seventeen samples with one feature each. `y` has shape (17,): one number a sample. Both are
    float32 and need no gradient.

        x: 3.3 4.4 5.5 6.71 6.93 4.168 9.779 6.182 7.59 2.167 7.042 10.791 5.313 7.997 5.654 9.27 3.1
        y: 1.7 2.76 2.09 3.19 1.694 1.573 3.366 2.596 2.53 1.221 2.827 3.465 1.65 2.904 2.42 2.94 1.3

    >>> x, y = get_data()
    >>> x.shape, y.shape
    (torch.Size([17, 1]), torch.Size([17]))

    Mind the shape of y. Many copies of the tutorial write `y.view(17, 1)`: a (17, 1) tensor minus a (17,) tensor
    becomes (17, 17) without a word, and the network learns nonsense.
    """
    # TODO first_network.get_data: your code goes here.
    raise NotImplementedError("first_network.get_data")


def get_weights() -> tuple[torch.Tensor, torch.Tensor]:
    """Give the two parameters to be learnt, `(w, b)`, each of shape (1,).

    Their values are drawn from the standard normal distribution by torch's global generator: do not seed it here. Both
    are leaves that require grad, so that autograd will fill in their `.grad`.

    >>> w, b = get_weights()
    >>> w.shape, w.requires_grad, w.is_leaf
    (torch.Size([1]), True, True)

    The tutorial writes `Variable(torch.randn(1), requires_grad=True)`; `Variable` is no longer needed.
    """
    # TODO first_network.get_weights: your code goes here.
    raise NotImplementedError("first_network.get_weights")


def simple_network(x: torch.Tensor) -> torch.Tensor:
    """Give the network's prediction `x @ w + b`, of shape (n,) for `x` of shape (n, 1).

    `w` and `b` are the module's globals. The result stays joined to their graph: a loss made of it can find its way
    back.

    >>> w, b = torch.tensor([2.0]), torch.tensor([1.0])
    >>> simple_network(torch.tensor([[1.0], [3.0]]))
    tensor([3., 7.])

    Do not detach the result, and do not let it become (n, 1).
    """
    # TODO first_network.simple_network: your code goes here.
    raise NotImplementedError("first_network.simple_network")


def loss_fn(y: torch.Tensor, y_pred: torch.Tensor) -> float:
    """Give the sum of the squared differences of two tensors of shape (n,), as a Python float, and find the gradients.

    Three things happen: the old gradients of `w` and `b` are cleared (they are None before the first backward), the
    loss is computed, and `backward()` is called on it. Afterwards `w.grad` and `b.grad` belong to this call alone.

    >>> w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([0.0], requires_grad=True)
    >>> loss_fn(torch.tensor([1.0, 2.0]), w * torch.tensor([2.0, 3.0]) + b)
    2.0
    >>> w.grad, b.grad
    (tensor([10.]), tensor([4.]))

    The tutorial returns `loss.data[0]`, which died with PyTorch 0.5; `loss.item()` gives the number today. Clear both
    gradients: with b's never cleared the loss still falls, even faster, and the step is wrong all the same.
    """
    # TODO first_network.loss_fn: your code goes here.
    raise NotImplementedError("first_network.loss_fn")


def optimize(learning_rate: float) -> None:
    """Take one step of gradient descent: change `w` and `b` in place, each by learning_rate times its gradient.

    The same two tensors stay the parameters: leaves that require grad. The step itself is no part of the graph.

    >>> w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
    >>> w.grad, b.grad = torch.tensor([10.0]), torch.tensor([-5.0])
    >>> optimize(0.01)
    >>> w, b
    (tensor([0.9000], requires_grad=True), tensor([2.0500], requires_grad=True))

    The tutorial steps with `w.data -= learning_rate * w.grad.data`; today one writes it under `torch.no_grad()`.
    """
    # TODO first_network.optimize: your code goes here.
    raise NotImplementedError("first_network.optimize")


def train(steps: int = 500, learning_rate: float = 1e-4) -> list[float]:
    """Fit the line: predict, measure, step, again and again; give the losses at the steps 0, 50, 100 and so on.

    Take the points of `get_data()` and start from `get_weights()`, kept in the globals `w` and `b`. At the steps 0,
    50, … below `steps` print the loss before that step's update, a line each. Return those as a list of floats, and
    leave the trained `w` and `b` in the module.

    >>> torch.manual_seed(1)
    >>> losses = train(steps=101)
    >>> len(losses)
    3

    Call the five functions above by their names: then this function is judged with right versions of them, whatever
    yours do.
    """
    # TODO first_network.train: your code goes here.
    raise NotImplementedError("first_network.train")
