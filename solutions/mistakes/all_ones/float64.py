"""NumPy's ones are float64. The dtype asked for is float32."""
# caught by: test_wide, test_square

import numpy as np
import torch


def all_ones(rows, columns):
    return torch.from_numpy(np.ones((rows, columns)))
