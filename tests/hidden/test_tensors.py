"""Hidden cases of the unit `tensors`."""

import io
import os
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from grader.compare import assert_close, assert_equal, assert_tensor, describe

DATA = Path(__file__).parents[2] / "exercises" / "data"
# A right answer may read a folder with glob, which takes capital letters for small ones on Windows.
TELLS_CAPITALS = os.path.normcase("A") == "A"

RED, GREEN, BLUE, YELLOW = (214, 60, 34), (46, 150, 88), (34, 86, 200), (236, 196, 62)
COLOURS = (RED, GREEN, BLUE, YELLOW)
# The areas of `draw` once it is 224 × 224, well away from where they meet: top left, top right, below.
NEAR, FAR = slice(6, 32), slice(86, 216)
AREAS = ((NEAR, NEAR), (NEAR, FAR), (FAR, NEAR), (FAR, FAR))


def draw(size, colours=COLOURS):
    """A picture of four flat areas, which meet at a quarter of its width and of its height."""
    width, height = size
    picture = Image.new("RGB", size, colours[3])
    picture.paste(colours[2], (0, 0, width // 4, height))
    picture.paste(colours[1], (0, 0, width, height // 4))
    picture.paste(colours[0], (0, 0, width // 4, height // 4))
    return picture


def encode(picture, kind="PNG"):
    """The picture as the bytes of a file."""
    file = io.BytesIO()
    picture.save(file, kind, quality=95)
    return file.getvalue()


def shows(image, colours, tolerance):
    """Whether the areas of a (224, 224, 3) picture have these colours."""
    for area, colour in zip(AREAS, colours, strict=True):
        difference = image[area].int() - torch.tensor(colour, dtype=torch.int32)
        if int(difference.abs().max()) > tolerance:
            return False
    return True


def assert_picture(image, colours=COLOURS, tolerance=4, what="the picture"):
    """Fails unless the tensor shows `draw` in these colours, resized as a whole."""
    assert_tensor(image, shape=(224, 224, 3), dtype=torch.uint8, what=what)
    if shows(image, colours, tolerance):
        return
    slips = {
        "Its red and blue are swapped.": image.flip(2),
        "Its rows and columns are swapped.": image.transpose(0, 1),
        "It is upside down.": image.flip(0),
        "It is mirrored, left for right.": image.flip(1),
    }
    found = [words for words, mended in slips.items() if shows(mended, colours, tolerance)]
    start = f"{what[:1].upper()}{what[1:]} is not what the file holds, resized as a whole to 224 × 224."
    raise AssertionError(" ".join([start, *found]))


def assert_view(student, result, source, expected, what="the result"):
    """Fails unless `result` is a view of `source`; `expected` cuts the same part out of any tensor."""
    marked = source.clone()
    expected(marked).fill_(99)
    student.fill(result, 99)
    assert torch.equal(student.now(source), marked), (
        f"What is written to {what} does not show in the argument: it is a copy, and a view was asked for."
    )


def column_names(count):
    """A header line's names."""
    return ",".join(f"column_{index}" for index in range(count))


def table_text(rows, line_end="\n"):
    """A comma-separated file with a header, each number written so that it can be read back exactly."""
    lines = [column_names(len(rows[0])), *(",".join(repr(number) for number in row) for row in rows)]
    return "".join(line + line_end for line in lines).encode()


def flat_jpeg(colour, size=(40, 24)):
    """A JPEG of one colour."""
    return encode(Image.new("RGB", size, colour), "JPEG")


def assert_flat_pictures(batch, colours, what="the batch"):
    """Fails unless the batch is of pictures of one colour each, in that order."""
    assert_tensor(batch, shape=(len(colours), 224, 224, 3), dtype=torch.uint8, what=what)
    for index, colour in enumerate(colours):
        difference = batch[index].int() - torch.tensor(colour, dtype=torch.int32)
        assert int(difference.abs().max()) <= 8, (
            f"Picture {index} of {what} is not the one that belongs there: sort the names, then take the first ones."
        )


# A list is a new one whenever it is sent: what becomes of it can only be seen over there.
LIST_AFTER = """
def list_after(function, values):
    before = list(values)
    result = function(values)
    return result, len(before) == len(values) and all(map(lambda one, other: one is other, before, values))
"""


def assert_list_stays(student, function, values, expected, what):
    """Fails unless the result is right and the list that was given is as it was."""
    student.define(LIST_AFTER)
    result, is_as_before = student.list_after(function, values)
    assert_equal(result, expected, what=what)
    assert is_as_before, "The list that was given is another one after the call: leave it as it was."


def assert_number(value, expected, what="the element"):
    """Fails unless `value` is a plain Python number equal to the expected one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    start = what[:1].upper() + what[1:]
    assert is_number, f"{start} should be a plain Python number, and is {describe(value)}."
    assert abs(value - expected) <= 1e-6 * abs(expected), f"{start} has the wrong value."


@pytest.mark.exercise("scalar")
class TestScalar:
    """Exercise `scalar`."""

    def test_fraction(self, student):
        """A fraction becomes a 0-dimensional float32 tensor which holds it."""
        assert_equal(student.scalar(36.6), torch.tensor(36.6))

    def test_int(self, student):
        """An int becomes a float32 tensor too."""
        assert_equal(student.scalar(7), torch.tensor(7.0))

    def test_negative(self, student):
        """A negative number keeps its sign and its fraction."""
        assert_equal(student.scalar(-273.15), torch.tensor(-273.15))

    def test_zero_and_small(self, student):
        """Zero and small numbers are held too."""
        assert_equal(student.scalar(0), torch.tensor(0.0), what="the tensor made from zero")
        assert_equal(student.scalar(0.0625), torch.tensor(0.0625), what="the tensor made from a small number")

    def test_any_number(self, student, rng):
        """Any number is held as it is, not rounded."""
        for value in (torch.randn(4, generator=rng) * 1000).tolist():
            assert_equal(student.scalar(value), torch.tensor(value))


@pytest.mark.exercise("random_vector")
class TestRandomVector:
    """Exercise `random_vector`."""

    def uniform(self, student, n):
        """A vector that is checked to be of n different numbers in [0, 1)."""
        result = student.random_vector(n)
        assert_tensor(result, shape=(n,))
        assert bool(((result >= 0) & (result < 1)).all()), "Not all the numbers lie in [0, 1)."
        assert n == 1 or len(result.unique()) > 1, "The numbers are all the same."
        return result

    def test_shape(self, student):
        """The result has shape (n,), is float32, and its numbers lie in [0, 1)."""
        self.uniform(student, 10)
        self.uniform(student, 37)

    def test_single(self, student):
        """A vector of one number still has one dimension, and each call gives another number."""
        one, other = self.uniform(student, 1), self.uniform(student, 1)
        assert not torch.equal(one, other), "Two calls give the same number."

    @pytest.mark.points(2)
    def test_uniform(self, student):
        """The numbers are spread evenly over [0, 1)."""
        result = self.uniform(student, 20_000)
        shares = torch.histc(result, bins=10, min=0.0, max=1.0) / len(result)
        assert len(result.unique()) > 10_000, "Only few different numbers come: are whole numbers drawn and divided?"
        # A right answer strays by more than 0.015 less than once in 10^11.
        assert bool(((shares - 0.1).abs() < 0.015).all()), "The numbers are not spread evenly over [0, 1)."

    def test_same_seed(self, student):
        """After the same torch.manual_seed the same numbers come."""
        results = []
        for seed in (11, 12, 11):
            student.torch.manual_seed(seed)
            results.append(self.uniform(student, 16))
        assert torch.equal(results[0], results[2]), "The same seed of torch gives different numbers."
        assert not torch.equal(results[0], results[1]), "Two different seeds give the same numbers."

    def test_two_calls(self, student):
        """Two calls give different numbers, not the same ones in another order."""
        one, other = self.uniform(student, 50), self.uniform(student, 50)
        assert not torch.equal(one, other), "Two calls give the same numbers."
        is_reordered = torch.equal(one.sort().values, other.sort().values)
        assert not is_reordered, "Two calls give the same numbers in another order."


@pytest.mark.exercise("vector")
class TestVector:
    """Exercise `vector`."""

    def test_temperatures(self, student):
        """A list of fractions becomes a float32 vector with the same numbers."""
        values = [22.5, 24.0, 19.25, 26.1, 27.2, 23.0]
        assert_equal(student.vector(values), torch.tensor(values))

    def test_ints(self, student):
        """A list of ints becomes float32 too."""
        assert_equal(student.vector([4, -8, 15, 16, 23, 42, 7]), torch.tensor([4.0, -8, 15, 16, 23, 42, 7]))

    def test_mixed(self, student):
        """Ints and fractions may stand in one list, and their order stays."""
        assert_equal(student.vector([3, 0.5, -2, 7.75]), torch.tensor([3, 0.5, -2, 7.75]))

    def test_single(self, student):
        """A list of one number gives a vector of one, with one dimension."""
        assert_equal(student.vector([5.5]), torch.tensor([5.5]))
        assert_equal(student.vector([3]), torch.tensor([3.0]))

    def test_repeated(self, student):
        """Numbers that occur twice are kept twice."""
        assert_equal(student.vector([6.5, 0.0, 6.5, 6.5, 0.0]), torch.tensor([6.5, 0.0, 6.5, 6.5, 0.0]))

    def test_list_stays(self, student):
        """The list itself stays as it was."""
        values = [8.5, -3, 2.25, 17]
        assert_list_stays(student, student.vector, values, torch.tensor(values), "the vector")

    def test_length(self, student, rng):
        """The shape is (len(values),), however long the list."""
        for length in (2, 13, 300):
            values = torch.randn(length, generator=rng)
            assert_equal(student.vector(values.tolist()), values, what="the vector")


@pytest.mark.exercise("matrix")
class TestMatrix:
    """Exercise `matrix`."""

    def table(self, rng, rows, columns, dtype):
        """A table of different whole numbers from -40 on."""
        numbers = torch.randperm(rows * columns, generator=rng).reshape(rows, columns)
        return (numbers - 40).numpy().astype(dtype)

    def check(self, student, table):
        """Values, then memory: in both directions."""
        expected = torch.tensor(table)
        result = student.matrix(table)
        assert_equal(result, expected, what="the matrix")
        student.fill(table, 5)
        is_seen = torch.equal(student.now(result), torch.full_like(expected, 5))
        assert is_seen, "What is written to the array does not show in the matrix: they do not share memory."
        student.fill(result, 77)
        is_seen = bool((student.now(table) == 77).all())
        assert is_seen, "What is written to the matrix does not show in the array: they do not share memory."

    def test_values(self, student, rng):
        """The matrix has the array's shape, dtype and numbers."""
        table = torch.randn(9, 4, generator=rng, dtype=torch.float64).numpy()
        assert_equal(student.matrix(table), torch.tensor(table), what="the matrix")

    @pytest.mark.points(2)
    def test_shared_memory(self, student, rng):
        """What is written to the array shows in the matrix, and the other way round."""
        self.check(student, self.table(rng, 6, 3, np.float64))

    def test_fortran_order(self, student, rng):
        """An array that lies in memory column by column is shared too."""
        self.check(student, np.asfortranarray(self.table(rng, 5, 4, np.float64)))

    def test_float32(self, student, rng):
        """A float32 array gives a float32 matrix on the same memory."""
        self.check(student, self.table(rng, 2, 7, np.float32))

    def test_whole_numbers(self, student, rng):
        """Arrays of whole numbers keep their dtype and their memory."""
        self.check(student, self.table(rng, 4, 3, np.int64))
        self.check(student, self.table(rng, 3, 8, np.int16))

    def test_single_row_and_column(self, student, rng):
        """A table of one row or one column stays a matrix."""
        self.check(student, self.table(rng, 1, 6, np.float64))
        self.check(student, self.table(rng, 6, 1, np.float64))


@pytest.mark.exercise("load_table")
class TestLoadTable:
    """Exercise `load_table`."""

    def check(self, student, rows, text=None, name="table.csv"):
        """The numbers of a file, exactly."""
        path = student.write_file(name, table_text(rows) if text is None else text)
        expected = torch.tensor(rows, dtype=torch.float64)
        assert_close(student.load_table(path), expected, rtol=1e-12, atol=0.0, what="the table")

    def test_boston(self, student):
        """The Boston table that ships with the course is read whole."""
        text = (DATA / "boston.csv").read_text()
        rows = [[float(number) for number in line.split(",")] for line in text.splitlines()[1:]]
        self.check(student, rows, text.encode(), "boston.csv")

    def test_values(self, student, rng):
        """Every number comes out in its place and with float64's precision, negative ones too, file by file."""
        for name in ("first.csv", "second.csv"):
            self.check(student, torch.randn(7, 4, generator=rng, dtype=torch.float64).tolist(), name=name)

    def test_whole_numbers(self, student):
        """A file of whole numbers gives float64 too."""
        self.check(student, [[3, 14, -15], [92, 6, 53]])

    def test_powers_of_ten(self, student):
        """Numbers written like 1.5e-07 are numbers too."""
        rows = [[1.5e-7, 2.5, -3e20], [4.0, -6.02e23, 5e-5]]
        self.check(student, rows, b"tiny,plain,large\n1.5e-07,2.5,-3E20\n4,-6.02e+23,5e-05\n")

    def test_single_row(self, student):
        """A file with one row of numbers gives a tensor of two dimensions."""
        self.check(student, [[2.5, -1.0, 0.3, 8.0]])

    def test_single_column(self, student):
        """A file with one column gives a tensor of two dimensions."""
        self.check(student, [[2.5], [-1.0], [0.3]])

    def test_header_of_numbers(self, student):
        """The first line is skipped whatever it says, and no other."""
        self.check(student, [[3.5, 4.5], [5.5, 6.25], [7.5, 8.0]], b"1990,2000\n3.5,4.5\n5.5,6.25\n7.5,8\n")

    def test_carriage_returns(self, student, rng):
        """Lines may end as on Windows."""
        rows = torch.randn(4, 3, generator=rng, dtype=torch.float64).tolist()
        self.check(student, rows, table_text(rows, "\r\n"))

    def test_no_final_line_end(self, student):
        """The last row counts even if no line end follows it."""
        self.check(student, [[1.25, 2.5], [3.5, -4.75]], b"one,two\n1.25,2.5\n3.5,-4.75")


@pytest.mark.exercise("image_tensor")
class TestImageTensor:
    """Exercise `image_tensor`."""

    def check(self, student, name, picture, kind="PNG", colours=COLOURS, tolerance=4):
        """What a picture on disk becomes."""
        path = student.write_file(name, encode(picture, kind))
        assert_picture(student.image_tensor(path), colours, tolerance)

    def test_wide(self, student):
        """A picture that is wider than high is squeezed to 224 × 224 as a whole."""
        self.check(student, "wide.png", draw((400, 200)))

    def test_tall(self, student):
        """A picture that is higher than wide is squeezed to 224 × 224 as a whole."""
        self.check(student, "tall.png", draw((240, 480)))

    def test_small(self, student):
        """A small picture is made larger, and the next one gives what is in it."""
        self.check(student, "small.png", draw((60, 40)))
        colours = (YELLOW, BLUE, GREEN, RED)
        self.check(student, "next.png", draw((48, 80), colours), "PNG", colours)

    def test_right_size_already(self, student):
        """A picture of 224 × 224 stays what it is."""
        colours = (BLUE, YELLOW, RED, GREEN)
        self.check(student, "square.png", draw((224, 224), colours), "PNG", colours)

    def test_jpeg(self, student):
        """A JPEG photograph is read as well."""
        # JPEG itself is allowed to stray a little from the colours that were drawn.
        self.check(student, "photograph.jpg", draw((320, 240)), "JPEG", tolerance=10)

    def test_grey(self, student):
        """A grey picture gets three equal channels."""
        greys = tuple((level, level, level) for level in (200, 60, 140, 90))
        self.check(student, "grey.png", draw((200, 300), greys).convert("L"), "PNG", greys)

    def test_transparency(self, student):
        """Of a picture with transparency, the colours count and the transparency is dropped."""
        picture = draw((300, 260))
        # Resizing before dropping it is right too, and loses colours where next to nothing is left of them.
        picture.putalpha(170)
        self.check(student, "transparent.png", picture)

    def test_palette(self, student):
        """A picture with a palette gives its colours, not the palette's numbers."""
        self.check(student, "palette.png", draw((280, 220)).quantize(16))


@pytest.mark.exercise("image_batch")
class TestImageBatch:
    """Exercise `image_batch`."""

    def folder(self, student, name, files):
        """A folder of files; its path."""
        return [student.write_file(f"{name}/{file}", data).parent for file, data in files.items()][-1]

    def test_batch(self, student):
        """The pictures come as RGB, each resized as a whole, behind one another."""
        other = (YELLOW, RED, GREEN, BLUE)
        files = {"a.jpg": encode(draw((320, 200)), "JPEG"), "b.jpg": encode(draw((120, 200), other), "JPEG")}
        batch = student.image_batch(self.folder(student, "two", files))
        assert_tensor(batch, shape=(2, 224, 224, 3), dtype=torch.uint8, what="the batch")
        assert_picture(batch[0], COLOURS, 10, "the first picture of the batch")
        assert_picture(batch[1], other, 10, "the second picture of the batch")

    @pytest.mark.points(2)
    def test_order(self, student):
        """The pictures come in the order of sorted() on their names."""
        colours = {"tom.jpg": RED, "10.jpg": GREEN, "2.jpg": BLUE, "cat.jpg": YELLOW, "1.jpg": (120, 40, 160)}
        if TELLS_CAPITALS:
            colours["Tom.jpg"] = (20, 140, 160)
        folder = self.folder(student, "order", {name: flat_jpeg(colour) for name, colour in colours.items()})
        assert_flat_pictures(student.image_batch(folder), [colours[name] for name in sorted(colours)])

    def test_other_files(self, student):
        """Only files whose names end in .jpg count."""
        files = {
            "a.jpg": flat_jpeg(GREEN),
            "b.png": encode(draw((40, 24))),
            "c.jpg.txt": b"the tabby on the sofa",
            "d.jpg": flat_jpeg(BLUE),
            "notes.txt": b"two cats",
        }
        if TELLS_CAPITALS:
            files["e.JPG"] = flat_jpeg(RED)
        assert_flat_pictures(student.image_batch(self.folder(student, "mixed", files)), [GREEN, BLUE])

    def test_sub_folder(self, student):
        """Pictures in a folder within the folder do not count."""
        self.folder(student, "cats/asleep", {"a.jpg": flat_jpeg(RED), "z.jpg": flat_jpeg(YELLOW)})
        folder = self.folder(student, "cats", {"m.jpg": flat_jpeg(BLUE), "n.jpg": flat_jpeg(GREEN)})
        assert_flat_pictures(student.image_batch(folder), [BLUE, GREEN])

    def test_at_most_64(self, student):
        """Of more than 64 pictures the first 64 are taken."""
        colours = [(40 + 3 * index, 220 - 2 * index, 60 + 40 * (index % 4)) for index in range(67)]
        names = [f"cat_{index:02d}.jpg" for index in range(67)]
        # Written from the last to the first, so that the order of writing is not the one asked for.
        files = {names[index]: flat_jpeg(colours[index], (16, 16)) for index in reversed(range(67))}
        assert_flat_pictures(student.image_batch(self.folder(student, "many", files)), colours[:64])

    def test_empty_folder(self, student):
        """A folder without pictures gives a tensor of shape (0, 224, 224, 3)."""
        empty = student.image_batch(student.make_folder("empty"))
        assert_tensor(empty, shape=(0, 224, 224, 3), dtype=torch.uint8, what="the batch of an empty folder")
        one = student.image_batch(self.folder(student, "one", {"a.jpg": flat_jpeg(BLUE)}))
        assert_flat_pictures(one, [BLUE], "the batch of one picture")

    def test_grey_among_colours(self, student):
        """A grey picture in the folder becomes RGB like the others."""
        grey = encode(Image.new("L", (64, 48), 130), "JPEG")
        files = {"a.jpg": flat_jpeg(RED), "b.jpg": grey, "c.jpg": flat_jpeg(GREEN, (24, 60))}
        folder = self.folder(student, "grey", files)
        assert_flat_pictures(student.image_batch(folder), [RED, (130, 130, 130), GREEN])


def frames_of(count, width, height, rng):
    """So many pictures of random bytes."""
    return [torch.randint(0, 256, (width, height, 3), generator=rng, dtype=torch.uint8) for _ in range(count)]


@pytest.mark.exercise("video_tensor")
class TestVideoTensor:
    """Exercise `video_tensor`."""

    def test_values(self, student, rng):
        """The frames come in their order, in shape (1, f, w, h, 3)."""
        frames = [frame.float() for frame in frames_of(4, 5, 7, rng)]
        assert_equal(student.video_tensor(frames), torch.stack(frames)[None], what="the video")

    def test_bytes(self, student, rng):
        """Frames of uint8 give a video of uint8."""
        frames = frames_of(6, 8, 4, rng)
        assert_equal(student.video_tensor(frames), torch.stack(frames)[None], what="the video")

    def test_single_frame(self, student, rng):
        """One frame gives a video of one frame."""
        frames = frames_of(1, 6, 9, rng)
        assert_equal(student.video_tensor(frames), torch.stack(frames)[None], what="the video")

    def test_thin_frames(self, student, rng):
        """Frames of a single row, and of a single pixel, keep all their dimensions."""
        for size in ((1, 5), (1, 1)):
            frames = frames_of(3, *size, rng)
            assert_equal(student.video_tensor(frames), torch.stack(frames)[None], what="the video")

    def test_list_stays(self, student, rng):
        """The list of frames stays as it was."""
        frames = frames_of(3, 4, 2, rng)
        assert_list_stays(student, student.video_tensor, frames, torch.stack(frames)[None], "the video")

    def test_double(self, student, rng):
        """Frames of float64 keep their precision."""
        frames = [torch.randn(3, 2, 3, generator=rng, dtype=torch.float64) for _ in range(5)]
        assert_equal(student.video_tensor(frames), torch.stack(frames)[None], what="the video")


@pytest.mark.exercise("video_batch")
class TestVideoBatch:
    """Exercise `video_batch`."""

    def check(self, student, videos):
        """Videos joined along their first dimension."""
        expected = torch.stack([video[0] for video in videos])
        assert_equal(student.video_batch(videos), expected, what="the batch")

    def videos(self, count, shape, rng):
        """So many videos of random bytes."""
        return [torch.randint(0, 256, (1, *shape, 3), generator=rng, dtype=torch.uint8) for _ in range(count)]

    def test_values(self, student, rng):
        """The videos come in their order, in shape (n, f, w, h, 3)."""
        self.check(student, [video.float() for video in self.videos(3, (4, 5, 2), rng)])

    def test_bytes(self, student, rng):
        """Videos of uint8 give a batch of uint8."""
        self.check(student, self.videos(4, (2, 3, 6), rng))

    def test_single_video(self, student, rng):
        """A single video is a batch of one, with all five dimensions."""
        self.check(student, self.videos(1, (3, 4, 5), rng))
        self.check(student, self.videos(2, (3, 4, 5), rng))

    def test_single_frame(self, student, rng):
        """Videos of a single frame keep all five dimensions."""
        self.check(student, self.videos(3, (1, 4, 2), rng))

    def test_list_stays(self, student, rng):
        """The list of videos stays as it was."""
        videos = self.videos(3, (2, 3, 4), rng)
        assert_list_stays(student, student.video_batch, videos, torch.cat(videos), "the batch")

    def test_double(self, student, rng):
        """Videos of float64 keep their precision."""
        self.check(student, list(torch.randn(2, 1, 2, 3, 4, 3, generator=rng, dtype=torch.float64)))


@pytest.mark.exercise("head")
class TestHead:
    """Exercise `head`."""

    def test_vector(self, student, rng):
        """The first n numbers of a vector."""
        sales = torch.randn(9, generator=rng)
        assert_equal(student.head(sales, 4), sales[:4])

    def test_rows(self, student, rng):
        """The first n rows of a matrix, with all their columns."""
        table = torch.randn(8, 3, generator=rng, dtype=torch.float64)
        assert_equal(student.head(table, 5), table[:5])

    def test_whole_numbers(self, student, rng):
        """Whole numbers stay whole numbers."""
        numbers = torch.randperm(12, generator=rng) + 20
        assert_equal(student.head(numbers, 7), numbers[:7])

    def test_none_and_one(self, student, rng):
        """With n = 0 no entries are left, but the other dimensions are; with n = 1 a single row."""
        table = torch.randn(6, 4, generator=rng)
        assert_equal(student.head(table, 0), table[:0], what="the result for n = 0")
        assert_equal(student.head(table, 1), table[:1], what="the result for n = 1")

    def test_all(self, student, rng):
        """With n = len(t) all entries come, with one less all but the last."""
        sales = torch.randn(7, generator=rng)
        assert_equal(student.head(sales, 7), sales, what="the result for n = len(t)")
        assert_equal(student.head(sales, 6), sales[:6], what="the result for n = len(t) - 1")

    @pytest.mark.points(2)
    def test_view(self, student, rng):
        """The result is a view: writing to it shows in the argument."""
        for source in (torch.randn(10, generator=rng), torch.randn(5, 2, 3, generator=rng)):
            result = student.head(source, 3)
            assert_equal(result, source[:3])
            assert_view(student, result, source, lambda t: t[:3])

    def test_argument_unchanged(self, student, rng):
        """The argument itself stays as it was."""
        sales = torch.randn(8, generator=rng)
        assert_equal(student.head(sales, 2), sales[:2])
        assert_equal(student.now(sales), sales, what="the argument after the call")


@pytest.mark.exercise("drop_tail")
class TestDropTail:
    """Exercise `drop_tail`."""

    def test_vector(self, student, rng):
        """All but the last n numbers of a vector."""
        sales = torch.randn(9, generator=rng)
        assert_equal(student.drop_tail(sales, 3), sales[:6])

    @pytest.mark.points(2)
    def test_none(self, student, rng):
        """With n = 0 everything is kept."""
        table = torch.randn(4, 3, generator=rng)
        assert_equal(student.drop_tail(table, 0), table, what="the result for n = 0")
        assert_equal(student.drop_tail(table, 1), table[:3], what="the result for n = 1")

    def test_rows(self, student, rng):
        """All but the last n rows of a matrix, with all their columns."""
        table = torch.randn(7, 5, generator=rng, dtype=torch.float64)
        assert_equal(student.drop_tail(table, 5), table[:2])

    def test_whole_numbers(self, student, rng):
        """Whole numbers stay whole numbers."""
        numbers = torch.randperm(11, generator=rng) + 30
        assert_equal(student.drop_tail(numbers, 4), numbers[:7])

    @pytest.mark.points(2)
    def test_view(self, student, rng):
        """The result is a view: writing to it shows in the argument."""
        for source in (torch.randn(8, generator=rng), torch.randn(5, 2, 3, generator=rng)):
            result = student.drop_tail(source, 2)
            assert_equal(result, source[:-2])
            assert_view(student, result, source, lambda t: t[:-2])

    def test_view_of_all(self, student, rng):
        """With n = 0 the result is a view too, or the argument itself."""
        sales = torch.randn(6, generator=rng)
        assert_equal(student.drop_tail(sales, 4), sales[:2], what="the result for n = 4")
        result = student.drop_tail(sales, 0)
        assert_equal(result, sales, what="the result for n = 0")
        assert_view(student, result, sales, lambda t: t, "the result for n = 0")

    def test_argument_unchanged(self, student, rng):
        """The argument itself stays as it was."""
        sales = torch.randn(8, generator=rng)
        assert_equal(student.drop_tail(sales, 3), sales[:5])
        assert_equal(student.now(sales), sales, what="the argument after the call")


@pytest.mark.exercise("channel")
class TestChannel:
    """Exercise `channel`."""

    def test_each_channel(self, student, rng):
        """The index picks red, green or blue."""
        image = torch.rand(6, 9, 3, generator=rng)
        for index in range(3):
            assert_equal(student.channel(image, index), image[:, :, index], what=f"channel {index}")

    def test_bytes(self, student, rng):
        """The dtype of the picture stays."""
        (image,) = frames_of(1, 5, 4, rng)
        assert_equal(student.channel(image, 2), image[:, :, 2])

    def test_three_by_three(self, student, rng):
        """In a picture of 3 × 3 the channel is still the last of the three dimensions."""
        image = torch.rand(3, 3, 3, generator=rng)
        assert_equal(student.channel(image, 0), image[:, :, 0])

    def test_thin(self, student, rng):
        """A picture of a single row or column gives a channel of two dimensions."""
        for size in ((1, 7), (7, 1)):
            (image,) = frames_of(1, *size, rng)
            assert_equal(student.channel(image, 1), image[:, :, 1])

    @pytest.mark.points(2)
    def test_view(self, student, rng):
        """The result is a view: writing to it shows in the picture, in that channel alone."""
        image = torch.rand(4, 6, 3, generator=rng)
        result = student.channel(image, 1)
        assert_equal(result, image[:, :, 1])
        assert_view(student, result, image, lambda t: t[:, :, 1])

    def test_argument_unchanged(self, student, rng):
        """The picture itself stays as it was."""
        image = torch.rand(4, 5, 3, generator=rng)
        assert_equal(student.channel(image, 2), image[:, :, 2])
        assert_equal(student.now(image), image, what="the picture after the call")


@pytest.mark.exercise("crop")
class TestCrop:
    """Exercise `crop`."""

    def test_values(self, student, rng):
        """Rows top to bottom, columns left to right, ends excluded, all channels."""
        image = torch.rand(12, 15, 3, generator=rng)
        assert_equal(student.crop(image, 2, 9, 4, 14), image[2:9, 4:14])

    def test_square(self, student, rng):
        """In a square cut-out rows and columns are not mixed up."""
        image = torch.rand(10, 10, 3, generator=rng)
        assert_equal(student.crop(image, 1, 5, 4, 8), image[1:5, 4:8])

    def test_bytes(self, student, rng):
        """The dtype of the picture stays."""
        (image,) = frames_of(1, 9, 7, rng)
        assert_equal(student.crop(image, 3, 8, 0, 4), image[3:8, 0:4])

    def test_borders(self, student, rng):
        """A cut-out may reach to the borders, and the whole picture is one too."""
        image = torch.rand(8, 6, 3, generator=rng)
        assert_equal(student.crop(image, 5, 8, 2, 6), image[5:8, 2:6], what="the lower right corner")
        assert_equal(student.crop(image, 0, 8, 0, 6), image, what="the cut-out of everything")

    def test_thin(self, student, rng):
        """A cut-out of one row, of one column or of one pixel keeps its three dimensions."""
        image = torch.rand(7, 8, 3, generator=rng)
        for top, bottom, left, right in ((3, 4, 1, 6), (1, 6, 5, 6), (2, 3, 4, 5)):
            assert_equal(student.crop(image, top, bottom, left, right), image[top:bottom, left:right])

    @pytest.mark.points(2)
    def test_view(self, student, rng):
        """The result is a view: writing to it shows in the picture, there and nowhere else."""
        image = torch.rand(9, 11, 3, generator=rng)
        result = student.crop(image, 1, 4, 3, 10)
        assert_equal(result, image[1:4, 3:10])
        assert_view(student, result, image, lambda t: t[1:4, 3:10])

    def test_argument_unchanged(self, student, rng):
        """The picture itself stays as it was."""
        image = torch.rand(6, 9, 3, generator=rng)
        assert_equal(student.crop(image, 1, 5, 2, 4), image[1:5, 2:4])
        assert_equal(student.now(image), image, what="the picture after the call")


@pytest.mark.exercise("identity")
class TestIdentity:
    """Exercise `identity`."""

    def test_small(self, student):
        """Ones on the diagonal, zeros elsewhere, as float32."""
        assert_equal(student.identity(4), torch.eye(4))

    def test_large(self, student):
        """The size follows n."""
        assert_equal(student.identity(57), torch.eye(57))

    def test_one_and_two(self, student):
        """The smallest matrices are right too."""
        assert_equal(student.identity(2), torch.eye(2))
        assert_equal(student.identity(1), torch.eye(1))

    def test_product(self, student, rng):
        """A matrix times the identity is the matrix itself."""
        square = torch.randn(6, 6, generator=rng)
        result = student.identity(6)
        assert_tensor(result, shape=(6, 6))
        assert torch.equal(square @ result, square), "A matrix times the result is not the matrix itself."


@pytest.mark.exercise("all_ones")
class TestAllOnes:
    """Exercise `all_ones`."""

    def test_wide(self, student):
        """More columns than rows: ones everywhere, as float32."""
        assert_equal(student.all_ones(3, 8), torch.ones(3, 8))

    def test_tall(self, student):
        """More rows than columns."""
        assert_equal(student.all_ones(9, 2), torch.ones(9, 2))

    def test_square(self, student):
        """In a square matrix the ones stand everywhere too, not on the diagonal alone."""
        assert_equal(student.all_ones(5, 5), torch.ones(5, 5))

    def test_single_row_and_column(self, student):
        """A single row, a single column and a single number are matrices too."""
        for rows, columns in ((1, 6), (6, 1), (1, 1)):
            assert_equal(student.all_ones(rows, columns), torch.ones(rows, columns))


@pytest.mark.exercise("element")
class TestElement:
    """Exercise `element`."""

    def test_fractions(self, student, rng):
        """The element is a plain Python number."""
        matrix = torch.randn(4, 7, generator=rng) + 10
        for row, column in ((0, 1), (3, 5), (2, 2)):
            assert_number(student.element(matrix, row, column), float(matrix[row, column]))

    def test_square(self, student, rng):
        """The row comes before the column."""
        matrix = torch.randn(5, 5, generator=rng) * 3 - 20
        assert_number(student.element(matrix, 1, 4), float(matrix[1, 4]))
        assert_number(student.element(matrix, 4, 0), float(matrix[4, 0]))

    def test_whole_numbers(self, student, rng):
        """An element of a matrix of whole numbers is a Python number as well."""
        matrix = torch.randperm(30, generator=rng).reshape(6, 5) + 100
        assert_number(student.element(matrix, 5, 2), int(matrix[5, 2]))

    def test_large_whole_number(self, student):
        """A large whole number keeps its last digit."""
        matrix = torch.tensor([[16_777_219, 5], [6, 123_456_789]])
        value = student.element(matrix, 1, 1)
        assert_number(value, 123_456_789)
        assert value == 123_456_789, "The last digits of a large whole number are lost."

    def test_double(self, student):
        """An element of a float64 matrix keeps its digits."""
        matrix = torch.tensor([[0.5, 3.141592653589793, 7.0]], dtype=torch.float64)
        value = student.element(matrix, 0, 1)
        assert_number(value, 3.141592653589793)
        assert abs(value - 3.141592653589793) < 1e-12, "Digits of a float64 number are lost."

    def test_matrix_unchanged(self, student, rng):
        """The matrix itself stays as it was."""
        matrix = torch.randn(3, 4, generator=rng) + 5
        assert_number(student.element(matrix, 2, 3), float(matrix[2, 3]))
        assert_equal(student.now(matrix), matrix, what="the matrix after the call")
