"""The numbers pass through float32 and are rounded to about seven digits; to turn them into float64
afterwards does not bring the digits back.
"""
# caught by: test_values, test_boston

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, dtype=np.float32)).double()
