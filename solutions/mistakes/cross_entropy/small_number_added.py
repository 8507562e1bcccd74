"""A small number is added before the logarithm, so that a score that is far off costs too little: `log_softmax` needs none."""
# caught by: test_far_off

import torch


def cross_entropy(logits, target):
    p = torch.softmax(logits, dim=1)
    return -torch.log(p[range(len(target)), target] + 1e-9).mean()
