"""Pictures of the folders within the folder are taken too. `rglob` and `os.walk` go down, `glob` does
not.
"""
# caught by: test_sub_folder

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(Path(folder).rglob("*.jpg"))[:64]
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
