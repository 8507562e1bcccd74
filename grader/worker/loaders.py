"""DataLoader without worker processes: a student's process may not start any, and the batches are the same."""

from __future__ import annotations

import functools
import inspect
from typing import Any

from torch.utils.data import DataLoader

# What has a meaning only with worker processes, and is refused without them.
OF_WORKERS = ("num_workers", "prefetch_factor", "persistent_workers", "timeout", "multiprocessing_context")


def stay_in_process() -> None:
    """From now on every DataLoader loads in the process that made it."""
    original = DataLoader.__init__
    signature = inspect.signature(original)

    @functools.wraps(original)
    def start(*arguments: Any, **keywords: Any) -> None:
        bound = signature.bind(*arguments, **keywords)
        if bound.arguments.get("num_workers"):
            for name in OF_WORKERS:
                bound.arguments.pop(name, None)
        original(*bound.args, **bound.kwargs)

    DataLoader.__init__ = start  # type: ignore[method-assign]
