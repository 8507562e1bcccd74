"""The sign is missing: the loss is minus the logarithm of the probability."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return -F.cross_entropy(logits, target)
