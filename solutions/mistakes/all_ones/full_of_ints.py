"""Your ones are whole numbers: `torch.full` and `torch.tensor` take the dtype from the number, and 1 is an int. The dtype asked for is float32."""
# caught by: test_wide, test_square

import torch


def all_ones(rows, columns):
    return torch.full((rows, columns), 1)
