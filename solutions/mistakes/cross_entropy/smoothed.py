"""The labels are smoothed: plain cross entropy is asked for."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target, label_smoothing=0.1)
