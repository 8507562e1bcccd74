"""Places: tensors on devices."""

import torch


def move(t: torch.Tensor, device: str) -> torch.Tensor:
    """Give the tensor on that device."""
    # TODO places.move: your code goes here.
    raise NotImplementedError("places.move")
