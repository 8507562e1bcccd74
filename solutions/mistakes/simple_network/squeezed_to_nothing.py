"""`squeeze()` without a dimension also takes away the dimension of the samples when there is one sample only."""
# caught by: test_one_sample

import torch


def simple_network(x):
    return (x * w + b).squeeze()
