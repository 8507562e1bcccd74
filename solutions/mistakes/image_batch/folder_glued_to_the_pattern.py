"""No picture is found: the pattern is `*.jpg`, after the folder and a separator. `os.path.join` or pathlib puts them together."""
# caught by: test_batch, test_order

import glob

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    paths = sorted(glob.glob(folder + "*.jpg"))[:64]
    return torch.stack([read(path) for path in paths]) if paths else torch.zeros(0, 224, 224, 3).byte()
