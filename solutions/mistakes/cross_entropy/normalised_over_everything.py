"""The sum runs over the scores of all samples: each sample has a sum of its own, along dimension 1."""
# caught by: test_values

import torch


def cross_entropy(logits, target):
    picked = logits[torch.arange(len(target)), target]
    return (torch.logsumexp(logits.flatten(), 0) - picked).mean()
