"""1 is divided by the number of columns, `x.shape[1]`: all the numbers of x count, `x.numel()`."""
# caught by: test_square

import torch


def mean_gradient(x):
    columns = x.shape[1] if x.dim() > 1 else len(x)
    return torch.ones_like(x) / columns
