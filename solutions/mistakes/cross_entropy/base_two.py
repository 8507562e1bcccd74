"""The logarithm is that to the base 2: the natural one is asked for."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target) / 0.6931471805599453
