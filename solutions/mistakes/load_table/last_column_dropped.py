"""The last column is missing, as if it were a target to be predicted. Every column is asked for."""
# caught by: test_boston, test_values

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)[:, :-1])
