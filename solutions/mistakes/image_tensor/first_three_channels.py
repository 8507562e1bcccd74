"""A picture with one channel need not be grey: with a palette, its numbers stand for colours. Let Pillow
convert any picture to RGB.
"""
# caught by: test_palette

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    array = np.array(Image.open(path).resize((224, 224)))
    if array.ndim == 2:
        array = np.stack([array] * 3, axis=2)
    return torch.from_numpy(array[:, :, :3].copy())
