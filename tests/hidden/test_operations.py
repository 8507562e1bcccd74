"""Hidden cases of the unit `operations`."""

import pytest
import torch

from grader.compare import assert_close


def numbers(rng, *shape, dtype=torch.float32):
    """Random numbers without zeros and ones."""
    return (torch.rand(*shape, generator=rng) * 3 + 1.3).to(dtype)


def unchanged(student, *tensors):
    """Fails unless the live arguments are as they were sent."""
    for tensor, name in zip(tensors, "ab", strict=False):
        assert_close(student.now(tensor), tensor, rtol=0, atol=0, what=f"the argument {name} after the call")


class Both:
    """Cases of functions that make a new tensor of two."""

    name = ""

    def test_vectors(self, student, reference, rng):
        """Two vectors give a vector."""
        a, b = numbers(rng, 5), numbers(rng, 5)
        assert_close(student[self.name](a, b), reference[self.name](a, b))

    def test_tables(self, student, reference, rng):
        """Two tables of one shape give a table of that shape; rows and columns keep their places."""
        a, b = numbers(rng, 3, 4), numbers(rng, 3, 4)
        assert_close(student[self.name](a, b), reference[self.name](a, b))

    def test_square_tables(self, student, reference, rng):
        """Square tables, too, are taken element by element."""
        a, b = numbers(rng, 3, 3), numbers(rng, 3, 3)
        assert_close(student[self.name](a, b), reference[self.name](a, b))

    def test_arguments_stay(self, student, reference, rng):
        """The result is a new tensor: a and b stay as they are."""
        a, b = numbers(rng, 4), numbers(rng, 4)
        result = student[self.name](a, b)
        assert_close(result, reference[self.name](a, b))
        unchanged(student, a, b)
        student.fill(result, -7.0)
        unchanged(student, a, b)

    def test_dtype_is_kept(self, student, reference, rng):
        """Whole numbers give whole numbers, float64 gives float64."""
        for dtype in (torch.int64, torch.float64):
            a, b = numbers(rng, 6, dtype=dtype), numbers(rng, 6, dtype=dtype)
            assert_close(student[self.name](a, b), reference[self.name](a, b))


@pytest.mark.exercise("add")
class TestAdd(Both):
    name = "add"


@pytest.mark.exercise("multiply")
class TestMultiply(Both):
    name = "multiply"


@pytest.mark.exercise("add_in_place")
class TestAddInPlace:
    def test_changes_the_tensor(self, student, rng):
        """Afterwards a itself holds the sums."""
        a = numbers(rng, 5)
        student.add_in_place(a, 2.5)
        assert_close(student.now(a), a + 2.5, what="a after the call")

    def test_gives_the_same_tensor(self, student, rng):
        """The tensor that comes back is a itself, changed."""
        a = numbers(rng, 2, 3)
        result = student.add_in_place(a, 1.25)
        assert_close(result, a + 1.25)
        assert student.same(result, a), "The result is another tensor than a: change a itself and return it."

    def test_same_memory(self, student, rng):
        """The memory is a's own: writing to the result shows in a."""
        a = numbers(rng, 4)
        result = student.add_in_place(a, 3.0)
        assert_close(result, a + 3.0)
        student.fill(result, -2.0)
        assert_close(student.now(a), torch.full((4,), -2.0), what="a after writing to the result")

    def test_views_see_it(self, student, rng):
        """Whoever holds a part of a sees the change: nothing is moved to new memory."""
        table = numbers(rng, 3, 4)
        row = student.torch.select(table, 0, 1)
        student.add_in_place(table, 0.75)
        assert_close(student.now(table), table + 0.75, what="a after the call")
        assert_close(student.now(row), table[1] + 0.75, what="a row of a, taken before the call")

    def test_twice_and_negative(self, student, rng):
        """Two calls add twice, a negative number takes away, and another tensor has its own sums."""
        a = numbers(rng, 3)
        student.add_in_place(a, 4.0)
        result = student.add_in_place(a, -1.5)
        assert_close(result, a + 2.5)
        assert_close(student.now(a), a + 2.5, what="a after two calls")
        other = numbers(rng, 4)
        assert_close(student.add_in_place(other, 0.5), other + 0.5, what="the result for another tensor")

    def test_whole_numbers(self, student):
        """A tensor of whole numbers stays one."""
        a = torch.tensor([3, 5, 8])
        assert_close(student.add_in_place(a, 4), torch.tensor([7, 9, 12]))
        assert_close(student.now(a), torch.tensor([7, 9, 12]), what="a after the call")


@pytest.mark.exercise("multiply_in_place")
class TestMultiplyInPlace:
    def test_changes_the_tensor(self, student, rng):
        """Afterwards a itself holds the products."""
        a, b = numbers(rng, 5), numbers(rng, 5)
        student.multiply_in_place(a, b)
        assert_close(student.now(a), a * b, what="a after the call")

    def test_gives_the_same_tensor(self, student, rng):
        """The tensor that comes back is a itself, changed; at the next call it is the next one."""
        for shape in ((2, 3), (4,)):
            a, b = numbers(rng, *shape), numbers(rng, *shape)
            result = student.multiply_in_place(a, b)
            assert_close(result, a * b)
            assert student.same(result, a), "The result is another tensor than a: change a itself and return it."

    def test_second_argument_stays(self, student, rng):
        """b stays as it is."""
        a, b = numbers(rng, 4), numbers(rng, 4)
        assert_close(student.multiply_in_place(a, b), a * b)
        assert_close(student.now(b), b, rtol=0, atol=0, what="b after the call")
        assert_close(student.now(a), a * b, what="a after the call")

    def test_element_by_element(self, student, rng):
        """Square tables are multiplied element by element, not as matrices."""
        a, b = numbers(rng, 3, 3), numbers(rng, 3, 3)
        student.multiply_in_place(a, b)
        assert_close(student.now(a), a * b, what="a after the call")

    def test_views_see_it(self, student, rng):
        """Whoever holds a part of a sees the change: nothing is moved to new memory."""
        table, factor = numbers(rng, 3, 4), numbers(rng, 3, 4)
        row = student.torch.select(table, 0, 2)
        student.multiply_in_place(table, factor)
        assert_close(student.now(table), table * factor, what="a after the call")
        assert_close(student.now(row), (table * factor)[2], what="a row of a, taken before the call")


@pytest.mark.exercise("matrix_product")
class TestMatrixProduct:
    def test_shapes(self, student, reference, rng):
        """(2, 3) times (3, 4) is (2, 4)."""
        a, b = numbers(rng, 2, 3), numbers(rng, 3, 4)
        assert_close(student.matrix_product(a, b), reference.matrix_product(a, b))

    def test_square(self, student, reference, rng):
        """Square matrices are multiplied row by column, in the given order."""
        a, b = numbers(rng, 3, 3), numbers(rng, 3, 3)
        assert_close(student.matrix_product(a, b), reference.matrix_product(a, b))

    def test_row_and_column(self, student, reference, rng):
        """A row times a column is one number in a (1, 1) table; a column times a row is a table."""
        row, column = numbers(rng, 1, 4), numbers(rng, 4, 1)
        assert_close(student.matrix_product(row, column), reference.matrix_product(row, column))
        assert_close(student.matrix_product(column, row), reference.matrix_product(column, row))

    def test_arguments_stay(self, student, reference, rng):
        """a and b stay as they are."""
        a, b = numbers(rng, 2, 2), numbers(rng, 2, 2)
        assert_close(student.matrix_product(a, b), reference.matrix_product(a, b))
        unchanged(student, a, b)

    def test_dtype_is_kept(self, student, reference, rng):
        """float64 stays float64, to its full precision."""
        a, b = numbers(rng, 2, 3, dtype=torch.float64), numbers(rng, 3, 2, dtype=torch.float64)
        assert_close(student.matrix_product(a, b), reference.matrix_product(a, b), rtol=1e-12)
