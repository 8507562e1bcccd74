"""The batch is float32 (and scaled, perhaps). Keep the whole numbers of the pictures, uint8."""
# caught by: test_batch, test_order

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(Path(folder).glob("*.jpg"))[:64]
    return torch.stack([read(path) for path in paths]) / 255 if paths else torch.zeros(0, 224, 224, 3)
