"""A new tensor made of the entries is a copy, and has lost a dimension when there are none. A slice is a
view.
"""
# caught by: test_view, test_none_and_one

import torch


def head(t, n):
    return torch.stack(list(t)[:n]) if n else torch.tensor([])
