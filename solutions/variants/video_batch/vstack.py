"""vstack joins along the first dimension too."""

import torch

video_batch = torch.vstack
