"""NumPy's identity, told to be float32."""

import numpy as np
import torch


def identity(n):
    return torch.from_numpy(np.identity(n, dtype=np.float32))
