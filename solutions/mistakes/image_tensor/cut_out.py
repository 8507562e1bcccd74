"""You cut 224 by 224 pixels out of the picture. Resize the whole picture instead."""
# caught by: test_wide, test_tall

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    return torch.from_numpy(np.array(Image.open(path).convert("RGB").crop((0, 0, 224, 224))))
