"""The middle of the picture is cut out: the whole picture is to be resized."""
# caught by: test_wide

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB")
    width, height = picture.size
    left, top = (width - 224) // 2, (height - 224) // 2
    return torch.from_numpy(np.array(picture.crop((left, top, left + 224, top + 224))))
