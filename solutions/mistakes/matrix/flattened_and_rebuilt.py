"""To flatten an array whose memory runs column by column means to copy it. Hand the array over as it is."""
# caught by: test_fortran_order

import torch


def matrix(table):
    return torch.from_numpy(table.reshape(-1)).view(*table.shape)
