"""What you return is a NumPy array. One step more makes a tensor of it."""
# caught by: test_boston

import numpy as np


def load_table(path):
    return np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
