"""Your numbers come sorted. Keep the order of the list."""
# caught by: test_mixed, test_temperatures

import torch


def vector(values):
    return torch.tensor(sorted(values), dtype=torch.float32)
