"""`os.listdir` gives names without the folder, so the files are looked for in the wrong place. Join the
folder and the name.
"""
# caught by: test_batch, test_order

import os

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    names = sorted(name for name in os.listdir(folder) if name.endswith(".jpg"))[:64]
    return torch.stack([read(name) for name in names]) if names else torch.zeros(0, 224, 224, 3).byte()
