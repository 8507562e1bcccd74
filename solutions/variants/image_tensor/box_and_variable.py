"""Resizes with the box filter; the old Variable around the result."""

import numpy as np
import torch
from PIL import Image
from torch.autograd import Variable


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224), Image.BOX)
    return Variable(torch.from_numpy(np.array(picture)))
