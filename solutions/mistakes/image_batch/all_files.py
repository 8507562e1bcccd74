"""Every file of the folder is opened as a picture. Only the names that end in `.jpg` count."""
# caught by: test_other_files

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(path for path in Path(folder).iterdir() if path.is_file() and path.suffix != ".txt")[:64]
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
