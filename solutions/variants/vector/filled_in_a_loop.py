"""An empty vector, filled number by number."""

import torch


def vector(values):
    result = torch.zeros(len(values))
    for index, value in enumerate(values):
        result[index] = value
    return result
