"""The picture lies on its side: rows and columns are swapped. NumPy's array of a picture has the rows first
already.
"""
# caught by: test_wide, test_right_size_already

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224))
    return torch.from_numpy(np.array(picture)).transpose(0, 1)
