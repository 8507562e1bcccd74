"""The channels come first, (3, 224, 224), as networks like them. Here they stay last: (224, 224, 3)."""
# caught by: test_wide, test_right_size_already

import numpy as np
import torch
from PIL import Image


def image_tensor(path):
    picture = Image.open(path).convert("RGB").resize((224, 224))
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)
