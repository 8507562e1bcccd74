"""You take 64 names first and sort them afterwards, so that which 64 is left to chance. Sort first."""
# caught by: test_at_most_64

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    # The disk's own order may be any; the last 64 of the sorted names stand for it.
    paths = sorted(sorted(Path(folder).glob("*.jpg"))[-64:])
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
