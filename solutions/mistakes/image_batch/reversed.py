"""The names are not in order, or in the reverse one: `sorted()` puts the smallest first."""
# caught by: test_batch, test_order

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def image_batch(folder):
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix == ".jpg")[::-1][:64]
    pictures = [torch.from_numpy(np.array(Image.open(path).convert("RGB").resize((224, 224)))) for path in paths]
    return torch.stack(pictures) if pictures else torch.empty(0, 224, 224, 3, dtype=torch.uint8)
