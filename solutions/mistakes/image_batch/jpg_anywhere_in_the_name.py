"""Files are opened that do not count: a name must end in `.jpg`, to have it somewhere is not enough."""
# caught by: test_other_files

import os

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    names = sorted(name for name in os.listdir(folder) if ".jpg" in name)[:64]
    return torch.stack([read(os.path.join(folder, name)) for name in names] or [torch.zeros(224, 224, 3).byte()])
