"""Rows and columns are swapped: the columns of the file were read as the rows of the table."""
# caught by: test_boston, test_values

import numpy as np
import torch


def load_table(path):
    columns = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, unpack=True)
    return torch.from_numpy(columns)
