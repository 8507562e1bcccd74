"""A partial of torch.tensor."""

from functools import partial

import torch

vector = partial(torch.tensor, dtype=torch.float32)
