"""Stacks NumPy arrays and hands the whole to torch."""

import os

import numpy as np
import torch
from PIL import Image


def image_batch(folder):
    arrays = [np.empty((0, 224, 224, 3), dtype=np.uint8)]
    for name in sorted(each for each in os.listdir(folder) if each[-4:] == ".jpg")[:64]:
        picture = Image.open(os.path.join(folder, name)).resize((224, 224), Image.NEAREST)
        arrays.append(np.array(picture.convert("RGB"))[np.newaxis])
    return torch.from_numpy(np.concatenate(arrays))
