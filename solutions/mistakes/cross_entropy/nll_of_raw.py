"""`nll_loss` expects logarithms of probabilities: it was given raw scores."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.nll_loss(logits, target)
