"""Idioms of old PyTorch tutorials that have been retired, and what one writes today.

A row is a pattern of the error, a pattern of the line that raised it, and a sentence; an empty pattern fits all.
"""

from __future__ import annotations

RETIRED: tuple[tuple[str, str, str], ...] = (
    (
        r"'(float|int)' object (has no attribute '(data|item)'|is not subscriptable)",
        r"",
        "That is a plain Python number already: leave out what comes after it (`.item()`, `.data[0]`).",
    ),
    (
        r"invalid index of a 0-dim tensor|0-dim tensor.*index",
        r"",
        "`loss.data[0]` died with PyTorch 0.5: write `loss.item()` to get the number out of a tensor.",
    ),
    (r"", r"\.data\[0\]", "`x.data[0]` is the old way to read a number: write `x.item()` today."),
    (r"volatile", r"", "`volatile=True` is gone: put the code under `with torch.no_grad():` instead."),
    (r"", r"volatile\s*=", "`volatile=True` is gone: put the code under `with torch.no_grad():` instead."),
    (
        r"cannot import name 'Variable'|module 'torch' has no attribute 'Variable'|name 'Variable' is not defined",
        r"",
        "`Variable` is no longer needed: tensors carry gradients themselves, with `requires_grad=True`.",
    ),
    (r"unexpected keyword argument 'async'|async=", r"", "`async=True` was renamed: write `non_blocking=True`."),
    (
        r"has no attribute 'from_data'|has no attribute 'FloatTensorBase'",
        r"",
        "That name is gone from PyTorch: use `torch.tensor(...)`.",
    ),
    (
        r"module 'time' has no attribute 'clock'",
        r"",
        "`time.clock()` is gone since Python 3.8: `time.perf_counter()` reads the clock.",
    ),
)
