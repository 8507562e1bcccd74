"""Splits the picture into its channels and stacks them as tensors."""

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    with open(path, "rb") as file:
        channels = Image.open(file).convert("RGB").resize((224, 224), Image.HAMMING).split()
    return torch.stack([torch.from_numpy(np.array(each)) for each in channels], dim=-1)
