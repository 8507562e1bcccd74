"""No function of one's own: the name is bound to torch's."""

import torch

random_vector = torch.rand
