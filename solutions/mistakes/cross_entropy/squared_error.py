"""That is a squared error of the probabilities: cross entropy is asked for."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    return F.mse_loss(F.softmax(logits, dim=1), F.one_hot(target, logits.shape[1]).float())
