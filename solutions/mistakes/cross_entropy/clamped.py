"""The probability is kept above a small number, so that a score that is far off costs too little."""
# caught by: test_far_off

import torch
import torch.nn.functional as F


def cross_entropy(logits, target):
    p = F.softmax(logits, dim=1)[torch.arange(len(target)), target]
    return -torch.log(p.clamp(min=1e-7)).mean()
