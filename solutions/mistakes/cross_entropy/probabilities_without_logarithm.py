"""`nll_loss` expects logarithms of probabilities: it was given the probabilities themselves."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.nll_loss(F.softmax(logits, dim=1), target)
