"""`squeeze()` takes a dimension away from a table of a single row. A matrix always has two."""
# caught by: test_single_row_and_column

import torch


def matrix(table):
    return torch.from_numpy(table).squeeze()
