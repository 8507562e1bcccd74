"""`[:, target]` takes the classes of all samples for each sample: every row has one target of its own."""
# caught by: test_values

import torch


def cross_entropy(logits, target):
    return -torch.log_softmax(logits, dim=1)[:, target].mean()
