"""Your ones and zeros are whole numbers, int64. The dtype asked for is float32."""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.tensor([[int(row == column) for column in range(n)] for row in range(n)])
