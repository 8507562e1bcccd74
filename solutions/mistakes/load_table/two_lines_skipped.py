"""The first row of numbers is missing: the header is skipped twice, or a row is counted from 1."""
# caught by: test_boston, test_values, test_header_of_numbers

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)[1:].copy())
