"""The numbers are divided by 255, which makes them float32. Keep the whole numbers of the picture,
uint8.
"""
# caught by: test_wide, test_right_size_already

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224))
    return torch.from_numpy(np.array(picture)).float() / 255
