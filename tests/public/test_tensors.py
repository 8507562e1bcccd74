"""Example cases of the unit `tensors`: a few of the questions your functions will be asked.

`student` is your own file: `student.scalar(7)` calls your `scalar`. Add cases of your own as you go.
"""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from grader.compare import assert_equal, assert_tensor

RED, GREEN, BLUE = (214, 60, 34), (46, 150, 88), (34, 86, 200)


def picture(colour, size, kind="PNG"):
    """The bytes of a picture file of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, quality=95)
    return file.getvalue()


def assert_colour(image, colour, what="the picture"):
    """Fails unless the whole picture is of one colour; JPEG files may stray a little from it."""
    difference = (image.int() - torch.tensor(colour)).abs().max()
    assert difference <= 8, f"{what[:1].upper()}{what[1:]} should be {colour} (red, green, blue) everywhere."


@pytest.mark.exercise("scalar")
class TestScalar:
    """Exercise `scalar`."""

    def test_temperature(self, student):
        """The number 36.6 becomes a tensor without dimensions."""
        result = student.scalar(36.6)
        assert_tensor(result, shape=())
        assert_equal(result, torch.tensor(36.6))

    def test_int(self, student):
        """The int 7 becomes a float32 tensor too."""
        assert_equal(student.scalar(7), torch.tensor(7.0))


@pytest.mark.exercise("random_vector")
class TestRandomVector:
    """Exercise `random_vector`."""

    def test_ten(self, student):
        """Ten different numbers, all of them in [0, 1)."""
        result = student.random_vector(10)
        assert_tensor(result, shape=(10,))
        assert result.min() >= 0, "No number should be below 0."
        assert result.max() < 1, "Every number should be below 1."
        assert len(result.unique()) > 1, "The numbers are all the same."

    def test_seed(self, student):
        """The same seed gives the same numbers, and the next call new ones."""
        student.torch.manual_seed(3)
        first, second = student.random_vector(6), student.random_vector(6)
        student.torch.manual_seed(3)
        again = student.random_vector(6)
        assert_tensor(first, shape=(6,))
        assert torch.equal(first, again), "After the same torch.manual_seed, the same numbers should come."
        assert not torch.equal(first, second), "Two calls in a row should give different numbers."


@pytest.mark.exercise("vector")
class TestVector:
    """Exercise `vector`."""

    def test_temperatures(self, student):
        """Six temperatures, ints and fractions together."""
        values = [23, 24, 24.5, 26, 27.2, 23.0]
        assert_equal(student.vector(values), torch.tensor(values))

    def test_ints(self, student):
        """A list of ints becomes float32 too."""
        assert_equal(student.vector([1, 2, 3]), torch.tensor([1.0, 2.0, 3.0]))


@pytest.mark.exercise("matrix")
class TestMatrix:
    """Exercise `matrix`."""

    def test_numbers(self, student):
        """The matrix has the shape, the dtype and the numbers of the array."""
        table = np.array([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]])
        expected = torch.tensor([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]], dtype=torch.float64)
        assert_equal(student.matrix(table), expected)

    def test_one_memory(self, student):
        """When the array is filled with nines, the matrix is full of nines too."""
        table = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        result = student.matrix(table)
        assert_tensor(result, shape=(3, 2), dtype=torch.float64)
        student.fill(table, 9.0)
        seen = student.now(result)
        assert bool((seen == 9.0).all()), "The matrix does not share the memory of the array."


@pytest.mark.exercise("load_table")
class TestLoadTable:
    """Exercise `load_table`."""

    def test_two_rows(self, student):
        """The first two rows of the Boston table, with their header."""
        path = student.write_file(
            "boston.csv",
            b"CRIM,ZN,INDUS,CHAS,NOX,RM,AGE,DIS,RAD,TAX,PTRATIO,B,LSTAT\n"
            b"0.00632,18,2.31,0,0.538,6.575,65.2,4.09,1,296,15.3,396.9,4.98\n"
            b"0.02731,0,7.07,0,0.469,6.421,78.9,4.9671,2,242,17.8,396.9,9.14\n",
        )
        rows = [
            [0.00632, 18, 2.31, 0, 0.538, 6.575, 65.2, 4.09, 1, 296, 15.3, 396.9, 4.98],
            [0.02731, 0, 7.07, 0, 0.469, 6.421, 78.9, 4.9671, 2, 242, 17.8, 396.9, 9.14],
        ]
        assert_equal(student.load_table(path), torch.tensor(rows, dtype=torch.float64))

    def test_one_column(self, student):
        """A file of one column gives a tensor of two dimensions."""
        path = student.write_file("heights.csv", b"height\n1.5\n1.75\n2\n")
        assert_equal(student.load_table(path), torch.tensor([[1.5], [1.75], [2.0]], dtype=torch.float64))


@pytest.mark.exercise("image_tensor")
class TestImageTensor:
    """Exercise `image_tensor`."""

    def test_red(self, student):
        """A red picture, 60 wide and 40 high, becomes red and 224 × 224."""
        result = student.image_tensor(student.write_file("red.png", picture(RED, (60, 40))))
        assert_tensor(result, shape=(224, 224, 3), dtype=torch.uint8)
        assert_colour(result, RED)


@pytest.mark.exercise("image_batch")
class TestImageBatch:
    """Exercise `image_batch`."""

    def test_two_pictures(self, student):
        """Two pictures in the order of their names; the notes beside them are passed over."""
        student.write_file("pictures/b.jpg", picture(BLUE, (40, 60), "JPEG"))
        student.write_file("pictures/a.jpg", picture(GREEN, (60, 40), "JPEG"))
        path = student.write_file("pictures/notes.txt", b"a is green, b is blue")
        batch = student.image_batch(path.parent)
        assert_tensor(batch, shape=(2, 224, 224, 3), dtype=torch.uint8)
        assert_colour(batch[0], GREEN, "the first picture")
        assert_colour(batch[1], BLUE, "the second picture")


@pytest.mark.exercise("video_tensor")
class TestVideoTensor:
    """Exercise `video_tensor`."""

    def test_three_frames(self, student):
        """Three frames of one grey each, from dark to light."""
        frames = [torch.full((4, 6, 3), level, dtype=torch.uint8) for level in (10, 120, 240)]
        result = student.video_tensor(frames)
        assert_tensor(result, shape=(1, 3, 4, 6, 3), dtype=torch.uint8)
        for index, frame in enumerate(frames):
            assert_equal(result[0, index], frame, what=f"frame {index}")


@pytest.mark.exercise("video_batch")
class TestVideoBatch:
    """Exercise `video_batch`."""

    def test_two_videos(self, student):
        """Two videos of five frames."""
        videos = [torch.full((1, 5, 4, 6, 3), level) for level in (0.25, 0.75)]
        result = student.video_batch(videos)
        assert_tensor(result, shape=(2, 5, 4, 6, 3))
        for index, video in enumerate(videos):
            assert_equal(result[index], video[0], what=f"video {index}")


@pytest.mark.exercise("head")
class TestHead:
    """Exercise `head`."""

    def test_sales(self, student):
        """The first five of six numbers."""
        sales = torch.tensor([10.0, 12.0, 9.0, 14.0, 11.0, 13.0])
        assert_equal(student.head(sales, 5), torch.tensor([10.0, 12.0, 9.0, 14.0, 11.0]))

    def test_view(self, student):
        """What is written to the result shows in the argument."""
        sales = torch.tensor([10.0, 12.0, 9.0])
        result = student.head(sales, 2)
        assert_equal(result, torch.tensor([10.0, 12.0]))
        student.fill(result, 5.0)
        expected = torch.tensor([5.0, 5.0, 9.0])
        assert_equal(student.now(sales), expected, what="the argument after writing to the result")


@pytest.mark.exercise("drop_tail")
class TestDropTail:
    """Exercise `drop_tail`."""

    def test_sales(self, student):
        """All but the last five of six numbers."""
        sales = torch.tensor([10.0, 12.0, 9.0, 14.0, 11.0, 13.0])
        assert_equal(student.drop_tail(sales, 5), torch.tensor([10.0]))

    def test_nothing_dropped(self, student):
        """Dropping one leaves two, and dropping none leaves all three."""
        sales = torch.tensor([10.0, 12.0, 9.0])
        assert_equal(student.drop_tail(sales, 1), torch.tensor([10.0, 12.0]))
        assert_equal(student.drop_tail(sales, 0), sales)


@pytest.mark.exercise("channel")
class TestChannel:
    """Exercise `channel`."""

    def test_green(self, student):
        """Channel 1 of a picture of 2 × 3 pixels: how green each pixel is."""
        image = torch.arange(18).reshape(2, 3, 3)
        assert_equal(student.channel(image, 1), torch.tensor([[1, 4, 7], [10, 13, 16]]))


@pytest.mark.exercise("crop")
class TestCrop:
    """Exercise `crop`."""

    def test_middle(self, student):
        """Rows 1 and 2 and columns 2 to 4 of a picture of 4 × 6 pixels."""
        image = torch.arange(72).reshape(4, 6, 3)
        result = student.crop(image, 1, 3, 2, 5)
        assert_tensor(result, shape=(2, 3, 3), dtype=torch.int64)
        assert_equal(result[0, 0], torch.tensor([24, 25, 26]), what="the pixel at the top left")
        assert_equal(result[1, 2], torch.tensor([48, 49, 50]), what="the pixel at the bottom right")


@pytest.mark.exercise("identity")
class TestIdentity:
    """Exercise `identity`."""

    def test_three(self, student):
        """The identity matrix of 3 × 3."""
        assert_equal(student.identity(3), torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))


@pytest.mark.exercise("all_ones")
class TestAllOnes:
    """Exercise `all_ones`."""

    def test_two_by_three(self, student):
        """Two rows of three ones."""
        assert_equal(student.all_ones(2, 3), torch.tensor([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]))


@pytest.mark.exercise("element")
class TestElement:
    """Exercise `element`."""

    def test_sales(self, student):
        """Row 0, column 1, as a plain Python number."""
        sales = torch.tensor([[10.0, 12.5, 9.0], [14.0, 11.0, 13.0]])
        assert_equal(student.element(sales, 0, 1), 12.5)

    def test_last(self, student):
        """Row 1, column 2."""
        sales = torch.tensor([[10.0, 12.5, 9.0], [14.0, 11.0, 13.5]])
        assert_equal(student.element(sales, 1, 2), 13.5)
