"""Resizes with a smooth filter first, transparency and all, and converts afterwards."""

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path)
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    array = np.array(picture.resize((224, 224), Image.BILINEAR).convert("RGB"), dtype=np.uint8)
    return torch.from_numpy(array)
