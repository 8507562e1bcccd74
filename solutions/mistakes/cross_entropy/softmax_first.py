"""Softmax is applied first, and the loss applies it again: give it the raw scores."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(F.softmax(logits, dim=1), target)
