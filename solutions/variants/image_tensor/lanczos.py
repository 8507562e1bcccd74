"""Converts, then resizes with Lanczos; lists instead of NumPy."""

import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224), Image.LANCZOS)
    return torch.ByteTensor(list(picture.tobytes())).view(224, 224, 3)
