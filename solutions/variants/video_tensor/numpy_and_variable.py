"""By way of NumPy, in an old Variable."""

import numpy as np
import torch
from torch.autograd import Variable


def video_tensor(frames):
    return Variable(torch.from_numpy(np.stack([frame.data.numpy() for frame in frames])[np.newaxis]))
