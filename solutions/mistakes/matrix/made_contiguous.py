"""`ascontiguousarray` copies an array whose memory runs column by column. torch can take such an array as
it is.
"""
# caught by: test_fortran_order

import numpy as np
import torch


def matrix(table):
    return torch.from_numpy(np.ascontiguousarray(table))
