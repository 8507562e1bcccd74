"""The largest score is taken off in one place and never put back in the other."""
# caught by: test_values

import torch


def cross_entropy(logits, target):
    largest = logits.max(dim=1, keepdim=True).values
    total = torch.log(torch.exp(logits - largest).sum(dim=1))
    return (total - logits[torch.arange(len(target)), target]).mean()
