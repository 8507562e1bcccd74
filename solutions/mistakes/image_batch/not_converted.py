"""A grey picture in the folder has no third dimension, so it cannot be stacked with the others. Convert
each to RGB.
"""
# caught by: test_grey_among_colours

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def image_batch(folder):
    paths = sorted(Path(folder).glob("*.jpg"))[:64]
    pictures = [torch.from_numpy(np.array(Image.open(path).resize((224, 224)))) for path in paths]
    return torch.stack(pictures) if pictures else torch.zeros(0, 224, 224, 3).byte()
