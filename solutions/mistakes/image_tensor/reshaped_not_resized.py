"""`resize` of an array or tensor rearranges or repeats its numbers; it does not scale the picture. Resize
Pillow's picture before it becomes an array.
"""
# caught by: test_wide, test_tall, test_small

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    return torch.from_numpy(np.resize(np.array(Image.open(path).convert("RGB")), (224, 224, 3)))
