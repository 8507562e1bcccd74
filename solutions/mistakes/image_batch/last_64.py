"""The last 64 names are taken: the first ones are asked for, `[:64]`."""
# caught by: test_at_most_64

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def image_batch(folder):
    paths = sorted(Path(folder).glob("*.jpg"))[-64:]
    if not paths:
        return torch.zeros(0, 224, 224, 3, dtype=torch.uint8)
    return torch.stack([picture(path) for path in paths])


def picture(path):
    with Image.open(path) as image:
        return torch.from_numpy(np.array(image.convert("RGB").resize((224, 224))))
