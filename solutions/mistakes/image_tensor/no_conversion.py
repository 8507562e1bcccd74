"""A grey picture has one channel, a transparent one four, and a palette picture holds colour numbers.
Convert the picture to RGB first.
"""
# caught by: test_grey, test_transparency, test_palette

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    return torch.from_numpy(np.array(Image.open(path).resize((224, 224))))
