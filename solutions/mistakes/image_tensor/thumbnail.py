"""`thumbnail` keeps the proportions and never enlarges, so the result is not 224 by 224. Another method
changes the size exactly.
"""
# caught by: test_wide, test_small

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB")
    picture.thumbnail((224, 224))
    return torch.from_numpy(np.array(picture))
