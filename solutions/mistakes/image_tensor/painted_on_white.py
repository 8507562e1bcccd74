"""Transparent parts are mixed with white. Drop the transparency and keep the colours, as `convert("RGB")`
does.
"""
# caught by: test_transparency

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    picture = Image.alpha_composite(paper, picture).convert("RGB").resize((224, 224))
    return torch.from_numpy(np.array(picture))
