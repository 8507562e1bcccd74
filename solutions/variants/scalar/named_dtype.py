"""Names the dtype instead of converting the number."""

import torch


def scalar(value):
    return torch.tensor(value, dtype=torch.float32)
