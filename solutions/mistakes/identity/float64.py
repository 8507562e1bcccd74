"""NumPy's identity is float64. The dtype asked for is float32."""
# caught by: test_small, test_large

import numpy as np
import torch


def identity(n):
    return torch.from_numpy(np.eye(n))
