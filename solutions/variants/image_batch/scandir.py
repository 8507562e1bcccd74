"""os.scandir, files only, and a default for the empty folder."""

import os

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder, limit=64):
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.is_file() and os.path.splitext(entry.name)[1] == ".jpg"]
    pictures = [read(os.path.join(folder, name)) for name in sorted(names)[:limit]]
    return torch.stack(pictures) if pictures else torch.zeros((0, 224, 224, 3), dtype=torch.uint8)
