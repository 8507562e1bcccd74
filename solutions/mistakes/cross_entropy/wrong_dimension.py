"""Softmax runs over the samples: the classes are along dimension 1."""
# caught by: test_values

import torch
import torch.nn.functional as F


def cross_entropy(logits, target):
    return -F.log_softmax(logits, dim=0)[torch.arange(len(target)), target].mean()
