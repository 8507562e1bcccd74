"""The names are not in order: a folder lists its files in no particular one. Sort them."""
# caught by: test_order, test_at_most_64

import os

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    # The order of the list is the disk's own; reversed, it is surely not the sorted one.
    names = sorted((name for name in os.listdir(folder) if name.endswith(".jpg")), reverse=True)[:64]
    return torch.stack([read(os.path.join(folder, name)) for name in names])
