"""The mean runs over the classes too: it is that over the samples, each with its own class."""
# caught by: test_values

import torch.nn.functional as F


def cross_entropy(logits, target):
    chosen = F.one_hot(target, logits.shape[1])
    return -(F.log_softmax(logits, 1) * chosen).mean()
