"""The weights come from NumPy's generator: `torch.manual_seed` has no effect on it."""
# caught by: test_same_seed_same_values

import numpy as np
import torch


def get_weights():
    values = np.random.default_rng().standard_normal(2).astype(np.float32)
    w = torch.tensor(values[:1], requires_grad=True)
    b = torch.tensor(values[1:], requires_grad=True)
    return w, b
