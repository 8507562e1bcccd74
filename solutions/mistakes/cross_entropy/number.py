"""A Python number is given, which is not joined to the graph: leave `.item()` out."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target).item()
