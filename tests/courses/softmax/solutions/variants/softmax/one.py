import torch


def softmax(x):
    return torch.exp(x - torch.logsumexp(x, -1, keepdim=True))
