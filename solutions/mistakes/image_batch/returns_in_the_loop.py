"""`return` stands inside the loop: the batch holds the first picture only."""
# caught by: test_batch

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def image_batch(folder):
    batch = []
    for path in sorted(Path(folder).glob("*.jpg"))[:64]:
        batch.append(torch.from_numpy(np.array(Image.open(path).convert("RGB").resize((224, 224)))))
        return torch.stack(batch)
    return torch.empty(0, 224, 224, 3, dtype=torch.uint8)
