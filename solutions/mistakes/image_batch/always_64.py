"""Your batch always has 64 places, and those without a picture stay black. Its first dimension is the
number of pictures, 64 at most.
"""
# caught by: test_batch, test_empty_folder

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    batch = torch.zeros(64, 224, 224, 3, dtype=torch.uint8)
    for index, path in enumerate(sorted(Path(folder).glob("*.jpg"))[:64]):
        batch[index] = read(path)
    return batch
