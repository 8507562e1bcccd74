"""Your tensor is float32, because `torch.Tensor` or `FloatTensor` is always so. The numbers of a picture
are uint8.
"""
# caught by: test_wide, test_right_size_already

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    return torch.Tensor(np.array(Image.open(path).convert("RGB").resize((224, 224))))
