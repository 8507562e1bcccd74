"""Your table has one row too many: the header line was read as numbers, which gives a row of NaN. Skip
it.
"""
# caught by: test_boston, test_values

import numpy as np
import torch


def load_table(path):
    table = np.genfromtxt(path, delimiter=",")
    return torch.from_numpy(table.reshape(len(table), -1))
