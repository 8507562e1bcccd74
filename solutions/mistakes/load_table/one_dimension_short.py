"""NumPy drops a dimension where the file has a single row or column. Ask for two dimensions at least."""
# caught by: test_single_row, test_single_column

import numpy as np
import torch


def load_table(path):
    return torch.from_numpy(np.loadtxt(path, delimiter=",", skiprows=1))
