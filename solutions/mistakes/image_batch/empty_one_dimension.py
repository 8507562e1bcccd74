"""For a folder without pictures you return a tensor without the other dimensions, or of another dtype. It
should have shape (0, 224, 224, 3) and be uint8 like the rest.
"""
# caught by: test_empty_folder

import glob
import os

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.jpg")))[:64]
    return torch.stack([read(path) for path in paths]) if paths else torch.tensor([])
