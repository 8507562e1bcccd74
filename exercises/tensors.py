"""Tensors: from a single number to a batch of videos.

A tensor is a box of numbers of one kind (its dtype), arranged along zero, one, two or more dimensions (its
shape). This unit makes tensors of every size and takes parts out of them:

    scalar ()            vector (n,)              matrix (rows, columns)
    picture (h, w, 3)    pictures (n, h, w, 3)    videos (n, f, w, h, 3)

Three habits carry you through: say the shape aloud before you write a line, know the dtype, and know
whether what you hold is a copy or a view (a window on the same memory).
"""

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def scalar(value: float) -> torch.Tensor:
    """Give a 0-dimensional tensor that holds the number.

    A scalar has no dimension at all: its shape is `()`, not `(1,)`. The dtype is float32, for ints too.

    >>> scalar(36.6)
    tensor(36.6000)
    >>> scalar(7).shape, scalar(7).dtype
    (torch.Size([]), torch.float32)

    The old tutorial shows `torch.rand(10)` here. That is a vector of ten random numbers; when it was written
    (PyTorch 0.3), there were no 0-dimensional tensors yet.
    """
    # TODO tensors.scalar: your code goes here.
    raise NotImplementedError("tensors.scalar")


def random_vector(n: int) -> torch.Tensor:
    """Give n random numbers, uniform in [0, 1), as a tensor of shape `(n,)`.

    The numbers come from torch's global generator: after the same `torch.manual_seed` they are the same
    again, and without it every call gives new ones. Do not seed inside the function.

    >>> random_vector(10).size()
    torch.Size([10])
    >>> bool((random_vector(5) < 1).all())
    True

    Mind the names: one letter more, and the numbers are no longer uniform but normal (some below 0, some
    above 1).
    """
    # TODO tensors.random_vector: your code goes here.
    raise NotImplementedError("tensors.random_vector")


def vector(values: list[float]) -> torch.Tensor:
    """Give a 1-dimensional float32 tensor of the numbers in a list.

    Here are six temperatures:

    >>> vector([23, 24, 24.5, 26, 27.2, 23.0]).size()
    torch.Size([6])
    >>> vector([1, 2, 3])
    tensor([1., 2., 3.])

    The old tutorial writes `torch.FloatTensor(values)`, which still works. Today's `torch.tensor(values)`
    looks at the numbers to choose the dtype, so a list of ints needs a word more from you.
    """
    # TODO tensors.vector: your code goes here.
    raise NotImplementedError("tensors.vector")


def matrix(table: np.ndarray) -> torch.Tensor:
    """Give a tensor on the same memory as a 2-dimensional NumPy array.

    Nothing is copied: the dtype stays, and what is written to one shows in the other. That makes it free,
    however large the table is.

    >>> table = np.zeros((2, 3))
    >>> t = matrix(table)
    >>> t.dtype, tuple(t.shape)
    (torch.float64, (2, 3))
    >>> table[0, 1] = 5.0
    >>> t[0, 1]
    tensor(5., dtype=torch.float64)

    NumPy's own numbers are float64, twice the size of torch's usual float32; so are those of the tutorial's
    table of 506 rows and 13 columns.
    """
    # TODO tensors.matrix: your code goes here.
    raise NotImplementedError("tensors.matrix")


def load_table(path: str) -> torch.Tensor:
    """Read a comma-separated file of numbers into a float64 tensor of shape (rows, columns).

    The first line names the columns and is skipped. The result has two dimensions even when the file holds a
    single row or a single column.

    >>> boston = load_table("data/boston.csv")
    >>> boston.size()
    torch.Size([506, 13])
    >>> boston[0, :4]
    tensor([6.3200e-03, 1.8000e+01, 2.3100e+00, 0.0000e+00], dtype=torch.float64)

    The tutorial writes `load_boston()`, which scikit-learn took out in version 1.2 for an ethical problem:
    the column `B` encodes the share of Black residents of a district, built on the unproven assumption that
    racial segregation raises house prices. The table (Harrison and Rubinfeld, 1978) ships with this course to
    practise reading a file, and for nothing else: see data/README.md.
    """
    # TODO tensors.load_table: your code goes here.
    raise NotImplementedError("tensors.load_table")


def image_tensor(path: str) -> torch.Tensor:
    """Read a picture as a uint8 tensor of shape (224, 224, 3): rows, columns, then red, green and blue.

    Pictures on disk come in many modes: colour, grey, with transparency, with a palette. All of them become
    plain RGB (transparency is dropped), stretched or squeezed to 224 × 224 with nothing cut off and no border
    added; Pillow's filter is yours to choose, the numbers are whole, from 0 to 255. `Image.open` gives
    Pillow's picture, which knows how to convert and to resize itself; NumPy stands between it and torch.

    >>> panda = image_tensor("data/pictures/panda.jpg")
    >>> panda.size(), panda.dtype
    (torch.Size([224, 224, 3]), torch.uint8)
    >>> image_tensor("data/pictures/grey_cat.jpg").size()
    torch.Size([224, 224, 3])
    """
    # TODO tensors.image_tensor: your code goes here.
    raise NotImplementedError("tensors.image_tensor")


def image_batch(folder: str) -> torch.Tensor:
    """Read a folder's pictures into one uint8 tensor of shape (n, 224, 224, 3).

    Only the files right in the folder whose names end in `.jpg` (small letters) count, in the order of
    `sorted()` on their names, at most the first 64; each becomes what `image_tensor` makes of it. The
    tutorial reads 64 cats. A folder without any gives shape (0, 224, 224, 3): empty, but with every
    dimension in its place.

    >>> image_batch("data/pictures").size()
    torch.Size([5, 224, 224, 3])
    """
    # TODO tensors.image_batch: your code goes here.
    raise NotImplementedError("tensors.image_batch")


def video_tensor(frames: list[torch.Tensor]) -> torch.Tensor:
    """Join f pictures of shape (w, h, 3) into one video of shape (1, f, w, h, 3).

    A video is a pile of pictures, and the leading 1 says that there is one video. The dtype of the pictures
    stays.

    >>> frames = [torch.zeros(4, 6, 3, dtype=torch.uint8) for _ in range(10)]
    >>> video_tensor(frames).size()
    torch.Size([1, 10, 4, 6, 3])
    """
    # TODO tensors.video_tensor: your code goes here.
    raise NotImplementedError("tensors.video_tensor")


def video_batch(videos: list[torch.Tensor]) -> torch.Tensor:
    """Join n videos of shape (1, f, w, h, 3) into one tensor of shape (n, f, w, h, 3).

    The videos already have the dimension along which they are joined, so none is added. The dtype stays.

    >>> videos = [torch.zeros(1, 10, 4, 6, 3) for _ in range(2)]
    >>> video_batch(videos).size()
    torch.Size([2, 10, 4, 6, 3])
    """
    # TODO tensors.video_batch: your code goes here.
    raise NotImplementedError("tensors.video_batch")


def head(t: torch.Tensor, n: int) -> torch.Tensor:
    """Give the first n entries along the first dimension, for n from 0 to `len(t)`, as a view.

    A view is no copy but a window: it shares the memory of `t`, so that writing to one shows in the other.
    Slices are views.

    >>> sales = torch.tensor([10.0, 12.0, 9.0, 14.0, 11.0, 13.0])
    >>> head(sales, 5)
    tensor([10., 12.,  9., 14., 11.])
    >>> head(torch.ones(506, 13), 2).size()
    torch.Size([2, 13])
    """
    # TODO tensors.head: your code goes here.
    raise NotImplementedError("tensors.head")


def drop_tail(t: torch.Tensor, n: int) -> torch.Tensor:
    """Give all but the last n entries along the first dimension, as a view; n = 0 keeps all.

    >>> sales = torch.tensor([10.0, 12.0, 9.0, 14.0, 11.0, 13.0])
    >>> drop_tail(sales, 4)
    tensor([10., 12.])
    >>> len(drop_tail(sales, 0))
    6

    The tutorial writes `sales[:-5]`. Put a variable in the place of the 5, and ask yourself what `-n` is when
    n is 0.
    """
    # TODO tensors.drop_tail: your code goes here.
    raise NotImplementedError("tensors.drop_tail")


def channel(image: torch.Tensor, index: int) -> torch.Tensor:
    """Give one colour channel (0 red, 1 green, 2 blue) of a picture (h, w, 3): a view of shape (h, w).

    >>> panda = torch.zeros(224, 200, 3)
    >>> channel(panda, 0).size()
    torch.Size([224, 200])

    An index takes a dimension away; a slice, even of length one, keeps it.
    """
    # TODO tensors.channel: your code goes here.
    raise NotImplementedError("tensors.channel")


def crop(image: torch.Tensor, top: int, bottom: int, left: int, right: int) -> torch.Tensor:
    """Cut rows top to bottom and columns left to right out of a picture (h, w, 3), as a view.

    The ends are excluded, as everywhere in Python, and all channels stay: the shape is (bottom - top, right -
    left, 3).

    >>> panda = torch.zeros(224, 224, 3)
    >>> crop(panda, 25, 175, 60, 130).size()
    torch.Size([150, 70, 3])

    The tutorial's `panda_tensor[25:175, 60:130, 0]` keeps the red channel only.
    """
    # TODO tensors.crop: your code goes here.
    raise NotImplementedError("tensors.crop")


def identity(n: int) -> torch.Tensor:
    """Give the identity matrix: shape (n, n), ones on the diagonal and zeros elsewhere.

    >>> identity(3)
    tensor([[1., 0., 0.],
            [0., 1., 0.],
            [0., 0., 1.]])

    The tutorial says "a matrix of all ones" and shows this one. They are two different things; the next
    exercise is what its sentence asks for.
    """
    # TODO tensors.identity: your code goes here.
    raise NotImplementedError("tensors.identity")


def all_ones(rows: int, columns: int) -> torch.Tensor:
    """Give a float32 matrix of shape (rows, columns) with a one everywhere.

    >>> all_ones(2, 3)
    tensor([[1., 1., 1.],
            [1., 1., 1.]])
    """
    # TODO tensors.all_ones: your code goes here.
    raise NotImplementedError("tensors.all_ones")


def element(matrix: torch.Tensor, row: int, column: int) -> float:
    """Give one element of a matrix as a plain Python number, an `int` or a `float`.

    >>> sales = torch.tensor([[10.0, 12.5, 9.0], [14.0, 11.0, 13.0]])
    >>> element(sales, 0, 1)
    12.5
    >>> element(torch.tensor([[1, 2], [3, 4]]), 1, 0)
    3

    The tutorial writes `sales[0, 1]`. That gave a Python number in PyTorch 0.3; since 0.4 it gives a
    0-dimensional tensor, and one step more leads to the number.
    """
    # TODO tensors.element: your code goes here.
    raise NotImplementedError("tensors.element")
