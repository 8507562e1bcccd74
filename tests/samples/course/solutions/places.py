"""Places: tensors on devices."""

import torch


def move(t: torch.Tensor, device: str) -> torch.Tensor:
    """Give the tensor on that device."""
    # >>> solution
    return t.to(device)
    # <<< solution
