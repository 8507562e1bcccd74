"""Example cases of the unit `operations`."""

import pytest
import torch

from grader.compare import assert_close


@pytest.mark.exercise("add")
def test_add(student):
    """1 + 10 and 2 + 20, element by element."""
    assert_close(student.add(torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])), torch.tensor([11.0, 22.0]))


@pytest.mark.exercise("add_in_place")
def test_add_in_place(student):
    """a itself is changed, and comes back."""
    a = torch.tensor([1.0, 2.0])
    result = student.add_in_place(a, 0.5)
    assert_close(student.now(a), torch.tensor([1.5, 2.5]), what="a after the call")
    assert student.same(result, a), "The result should be a itself."


@pytest.mark.exercise("multiply")
def test_multiply(student):
    """Element by element: 2 · 3 and 5 · 7."""
    assert_close(student.multiply(torch.tensor([2.0, 5.0]), torch.tensor([3.0, 7.0])), torch.tensor([6.0, 35.0]))


@pytest.mark.exercise("multiply_in_place")
def test_multiply_in_place(student):
    """a itself is changed, and comes back."""
    a = torch.tensor([2.0, 5.0])
    result = student.multiply_in_place(a, torch.tensor([3.0, 7.0]))
    assert_close(student.now(a), torch.tensor([6.0, 35.0]), what="a after the call")
    assert student.same(result, a), "The result should be a itself."


@pytest.mark.exercise("matrix_product")
def test_matrix_product(student):
    """Row times column: 1 · 3 + 2 · 4 = 11."""
    a, b = torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [4.0]])
    assert_close(student.matrix_product(a, b), torch.tensor([[11.0]]))
