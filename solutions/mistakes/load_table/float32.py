"""Your table is float32 (or was on its way), which holds about seven digits. The dtype asked for is
float64.
"""
# caught by: test_values, test_boston

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)).float()
