"""By way of a 0-dimensional NumPy array."""

import numpy as np
import torch


def scalar(value):
    return torch.from_numpy(np.array(value, dtype=np.float32))
