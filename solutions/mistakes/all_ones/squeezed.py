"""A matrix of one row or one column has two dimensions too: nothing is to be squeezed away."""
# caught by: test_single_row_and_column

import torch


def all_ones(rows, columns):
    return torch.ones(rows, columns).squeeze()
