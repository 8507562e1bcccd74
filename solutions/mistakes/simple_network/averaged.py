"""The prediction is averaged: one number for each sample is asked for."""
# caught by: test_values

import torch


def simple_network(x):
    return (torch.matmul(x, w) + b).mean()
