"""The first column is missing: it was taken for the names of the rows. Every column holds numbers."""
# caught by: test_boston, test_values

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)[:, 1:].copy())
