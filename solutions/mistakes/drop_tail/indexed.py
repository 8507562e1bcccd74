"""Picking the entries by their numbers copies them. A slice is a view."""
# caught by: test_view

import torch


def drop_tail(t, n):
    return t[torch.arange(len(t) - n)]
