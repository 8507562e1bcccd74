"""Resizes with the nearest pixel, before it converts."""

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).resize((224, 224), Image.NEAREST).convert("RGB")
    return torch.tensor(np.asarray(picture))
