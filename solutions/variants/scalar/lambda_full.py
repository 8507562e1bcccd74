"""A lambda, and a further parameter with a default."""

import torch

scalar = lambda number, dtype=torch.float32: torch.full((), number, dtype=dtype)  # noqa: E731
