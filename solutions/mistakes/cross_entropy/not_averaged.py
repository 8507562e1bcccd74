"""The loss of each sample is given: their mean is asked for, one number."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target, reduction="none")
