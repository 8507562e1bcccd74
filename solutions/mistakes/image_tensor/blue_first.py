"""Red and blue are swapped: blue first is OpenCV's order, Pillow's and the one asked for is red, green,
blue.
"""
# caught by: test_wide, test_right_size_already

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224))
    return torch.from_numpy(np.array(picture)[:, :, ::-1].copy())
