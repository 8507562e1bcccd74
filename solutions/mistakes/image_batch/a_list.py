"""What you return is a list of pictures. Join them into one tensor."""
# caught by: test_batch, test_empty_folder

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def read(path):
    with Image.open(path) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB").resize((224, 224))))


def image_batch(folder):
    return [read(path) for path in sorted(Path(folder).glob("*.jpg"))[:64]]
