"""The numbers become float64, as NumPy and `DoubleTensor` make them. The dtype asked for is float32."""
# caught by: test_temperatures, test_ints

import numpy as np
import torch


def vector(values):
    return torch.from_numpy(np.array(values, dtype=float))
