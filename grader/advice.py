"""One sentence for a beginner about a Python error; the retired idioms of old PyTorch tutorials come first."""

from __future__ import annotations

import re

# The beginning of what is said of an untouched stub.
NOT_STARTED = "Not started yet"
RETIRED: tuple[tuple[str, str, str], ...] = (
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
    (r"unexpected keyword argument 'async'", r"", "`async=True` was renamed: write `non_blocking=True`."),
    (
        r"has no attribute 'from_data'|has no attribute 'FloatTensorBase'",
        r"",
        "That name is gone from PyTorch: use `torch.tensor(...)`.",
    ),
    (
        r"'NoneType' object has no attribute '(data|zero_|detach_)'",
        r"\.grad",
        "The gradient is None until the first `backward()`: check for None before you clear it.",
    ),
    (
        r"a leaf Variable that requires grad is being used in an in-place operation",
        r"",
        "Change a parameter under `with torch.no_grad():`, so that autograd does not record the step.",
    ),
    (
        r"Trying to backward through the graph a second time",
        r"",
        "`backward()` works once for each forward pass: compute prediction and loss anew before you call it again.",
    ),
    (
        r"does not require grad and does not have a grad_fn",
        r"",
        "Nothing here leads back to a parameter: was it made with `.data`, `.detach()` or `.item()`?",
    ),
    (
        r"grad can be implicitly created only for scalar outputs",
        r"",
        "Call `backward()` on a single number: sum or average the losses first.",
    ),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        r"",
        "Write `.detach().numpy()` to leave the graph first.",
    ),
    (
        r"Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available",
        r"",
        "There is no GPU here: use the device you were given instead of `.cuda()`.",
    ),
    (
        r"Expected all tensors to be on the same device",
        r"",
        "Two tensors are on different devices: move both with `.to(device)`.",
    ),
    (
        r"expected .*(?:Float|Double|Long|float|double|long).* but (?:got|found)|must have the same dtype",
        r"",
        "Two tensors have different dtypes: make both `torch.float32`.",
    ),
    (
        r"mat1 and mat2 shapes cannot be multiplied|size mismatch|inconsistent tensor size",
        r"",
        "The inner sizes of a matrix product must agree: print both shapes.",
    ),
    (r"must match the size of tensor", r"", "The shapes do not fit together: print both of them."),
    (
        r"only one element tensors can be converted|a Tensor with \d+ elements cannot be converted",
        r"",
        "Only a tensor with one value can become a number: sum or average it first.",
    ),
)
BY_KIND = {
    "NameError": "That name is not defined there: is it misspelt, or set in another function or in a cell that failed?",
    "UnboundLocalError": "Assigning to a name makes it local: say `global` first, or change the tensor in place.",
    "ModuleNotFoundError": "That package is not installed where grading happens: the exercise needs no such package.",
    "RecursionError": "The function calls itself without end.",
    "ZeroDivisionError": "Something is divided by zero.",
    "SystemExit": "A function must return its result, not end the program: remove `exit()`.",
    "AttributeError": "What stands before the dot has no such attribute: print its type.",
}
ARGUMENTS = re.compile(
    r"takes (?:from )?\d+.* positional arguments? but \d+ (?:was|were) given"
    r"|missing \d+ required positional argument"
)


def advice_for(kind: str, text: str, line: str) -> str:
    """A sentence on what to do about this error, or nothing."""
    for in_text, in_line, advice in RETIRED:
        if (in_text or in_line) and re.search(in_text, text) and re.search(in_line, line):
            return advice
    if kind == "TypeError" and ARGUMENTS.search(text):
        return "The function must take the arguments that the exercise names."
    return BY_KIND.get(kind, "")
