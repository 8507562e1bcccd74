"""All the pictures of the folder are read. The batch takes the first 64 at most."""
# caught by: test_at_most_64

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(Path(folder).glob("*.jpg"))
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
