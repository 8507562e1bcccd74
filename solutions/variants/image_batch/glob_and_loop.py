"""glob, and a batch of the right size which a loop fills: no special case for an empty folder."""

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
    batch = torch.zeros(len(paths), 224, 224, 3, dtype=torch.uint8)
    for index, path in enumerate(paths):
        batch[index] = read(path)
    return batch
