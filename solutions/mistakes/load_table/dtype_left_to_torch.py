"""`torch.tensor` of a list of floats is float32. Name the dtype."""
# caught by: test_boston, test_values, test_whole_numbers

import torch


def load_table(path):
    with open(path) as file:
        rows = [[float(number) for number in line.split(",")] for line in list(file)[1:]]
    return torch.tensor(rows)
