"""Operations: new tensors, and tensors changed in place.

Most operations make a new tensor and leave their arguments alone. Those whose name ends in an underscore (`add_`,
`mul_`) change the tensor they are called on. Knowing which is which saves hours of search.
"""

import torch


def add(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Give a new tensor, the element-wise sum of two tensors of one shape.

    `a` and `b` stay as they are, and the dtype is theirs.

    >>> add(torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0]))
    tensor([11., 22.])

    The tutorial shows `x + y` and `torch.add(x, y)`: both are right.
    """
    # TODO operations.add: your code goes here.
    raise NotImplementedError("operations.add")


def add_in_place(a: torch.Tensor, value: float) -> torch.Tensor:
    """Add a number to every element of `a` itself, and give that same tensor back.

    No new memory is used: whoever else holds `a` sees the change.

    >>> a = torch.tensor([1.0, 2.0])
    >>> add_in_place(a, 0.5) is a
    True
    >>> a
    tensor([1.5000, 2.5000])

    The tutorial writes `x.add_(y)`. `a = a + value` would make a new tensor and only call it a.
    """
    # TODO operations.add_in_place: your code goes here.
    raise NotImplementedError("operations.add_in_place")


def multiply(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Give a new tensor, the element-wise product of two tensors of one shape.

    >>> multiply(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.0, 1.0], [2.0, 1.0]]))
    tensor([[0., 2.],
            [6., 4.]])

    This is not the matrix product: that one is `matrix_product` below.
    """
    # TODO operations.multiply: your code goes here.
    raise NotImplementedError("operations.multiply")


def multiply_in_place(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Multiply `a` itself by `b`, element by element, and give that same tensor back; `b` stays as it is.

    >>> a = torch.tensor([1.0, 2.0, 3.0])
    >>> multiply_in_place(a, torch.tensor([2.0, 0.5, 1.0])) is a
    True
    >>> a
    tensor([2., 1., 3.])
    """
    # TODO operations.multiply_in_place: your code goes here.
    raise NotImplementedError("operations.multiply_in_place")


def matrix_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Give the matrix product of `a` of shape (n, k) and `b` of shape (k, m): a new tensor of shape (n, m).

    >>> matrix_product(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [4.0]]))
    tensor([[11.]])

    The tutorial writes `a.matmul(b)`; the operator `@` says the same.
    """
    # TODO operations.matrix_product: your code goes here.
    raise NotImplementedError("operations.matrix_product")
