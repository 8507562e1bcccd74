"""Your names are sorted by length or by the number in them. `sorted()` on text puts "10.jpg" before
"2.jpg", and that order is asked for.
"""
# caught by: test_order

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(Path(folder).glob("*.jpg"), key=lambda path: (len(path.name), path.name))[:64]
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
