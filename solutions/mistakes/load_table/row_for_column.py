"""A file of one column comes out as one row: a one-dimensional array was turned into a matrix the wrong way
round.
"""
# caught by: test_single_column

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.atleast_2d(np.loadtxt(path, delimiter=",", skiprows=1)))
