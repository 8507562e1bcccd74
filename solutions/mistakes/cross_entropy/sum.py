"""The losses are summed: their mean is asked for."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target, reduction="sum")
