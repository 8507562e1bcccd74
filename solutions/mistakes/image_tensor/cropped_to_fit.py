"""The sides of the picture are cut off to make it square. Stretch or squeeze the whole picture instead."""
# caught by: test_wide, test_tall

import numpy as np
import torch
from PIL import Image, ImageOps


def image_tensor(path):
    return torch.from_numpy(np.array(ImageOps.fit(Image.open(path).convert("RGB"), (224, 224))))
