"""There are ones above the diagonal, too: all but the diagonal is 0."""
# caught by: test_small

import torch


def identity(n):
    return torch.ones(n, n).triu()
