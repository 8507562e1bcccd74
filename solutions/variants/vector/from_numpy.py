"""By way of a float32 NumPy array."""

import numpy as np
import torch


def vector(values):
    return torch.from_numpy(np.array(values, dtype="float32"))
