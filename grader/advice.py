"""One sentence for a beginner about a Python error; the retired idioms of old PyTorch tutorials come first."""

from __future__ import annotations

import difflib
import re
import sys

from grader.words import in_every_language, mark, translate

# What is said of an untouched stub.
STUB = mark("Not started yet: this function still is the stub.")
NAMED_ARGUMENTS = mark("The function must take the arguments that the exercise names.")
CLASS = mark("A class stands under this name, and a function is asked for: define it with `def`.")
NOT_TAKEN = re.compile(r"invalid combination of arguments|takes no arguments|takes no keyword arguments")
PASSED = mark("What is called there takes other arguments than it is given.")
NO_PACKAGE = mark("That package is not installed where grading happens: the exercise needs no such package.")
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
        r"expected target dtype|expected scalar type Long|log_softmax.* not implemented for '(Long|Int)'",
        r"",
        "Class numbers stay whole numbers (int64), scores are floats, and the scores come first.",
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
        r"only one element tensors can be|only integer tensors|only 0-dimensional arrays|can only convert an array",
        r"torch\.(tensor|Tensor|FloatTensor)\(",
        "`torch.tensor` makes a tensor of numbers, not of tensors: `torch.stack` or `torch.cat` joins tensors.",
    ),
    (
        r"only one element tensors can be converted|a Tensor with \d+ elements cannot be converted",
        r"",
        "Only a tensor with one value can become a number: pick one with all its indices, or sum or average first.",
    ),
    (r"No module named|name '(cv2|sklearn|pd|tf)' is not defined", r"", NO_PACKAGE),
    (
        r"'float' object has no attribute 'backward'",
        r"",
        "`backward()` belongs to a tensor, and this is a number already: call it before `.item()`.",
    ),
    (
        r"'NoneType' object has no attribute '(append|sort|sorted|extend)'",
        r"",
        "`append` and `sort` change the list itself and give None: do not write `x = x.append(…)`.",
    ),
    (
        r"'NoneType' object (has no attribute|is not (iter|subscr|call)able)|non-iterable NoneType",
        r"",
        "Something here is None: a function without `return`, a gradient before `backward()`, a leaf's `grad_fn`.",
    ),
    (r"'int' object is not iterable", r"\bfor\b", "A number cannot be gone over: write `range(…)` around it."),
    (r"'method' object is not iterable", r"", "A method is named and not called: write `()` after its name."),
    (
        r"'type' object does not support the context manager|__enter__",
        r"no_grad",
        "Write `torch.no_grad()`, with `()`.",
    ),
    (r"'Tensor' object is not callable", r"", "A tensor is no function: leave out the `()` after it, or write `*`."),
    (r"'module' object is not callable", r"", "That is a module, a collection of functions, and no function itself."),
    (
        r"'(int|float|bool|list|dict|str)' object is not callable",
        r"",
        "What stands before the `()` is a value: are they too many, or is a function's name (`sum`) used for a value?",
    ),
    (r"bitwise_xor", r"", "`^` is no power in Python: write `** 2` or `.pow(2)`."),
    (
        r"(self|mat1|mat2|input|tensor) must be a matrix",
        r"",
        "`torch.mm` takes two matrices alone: see `torch.matmul` or `@`.",
    ),
    (r"1D tensors expected", r"dot", "`dot` takes two vectors alone: of matrices the product is `@`."),
    (
        r"is invalid for input of size",
        r"",
        "`view` and `reshape` keep the number of values: a fixed size must fit (-1 stands for what is left over).",
    ),
    (
        r"Only Tensors of floating point",
        r"",
        "Whole numbers have no gradient: make the tensor float32.",
    ),
    (
        r"Boolean value of Tensor with more than one value",
        r"Loss\(",
        "A loss class is made first and called then, `…Loss()(…, …)`: what stands in the first brackets are options.",
    ),
    (
        r"Boolean value of Tensor with more than one value",
        r"",
        "A tensor of several values is neither true nor false: compare one value, or use `.any()` or `.all()`.",
    ),
    (
        r"expected np\.ndarray \(got",
        r"",
        "`from_numpy` takes a NumPy array alone: `np.array(…)` makes one, `torch.tensor` takes a list.",
    ),
    (r"is not writable", r"", "This attribute cannot be set: a method such as `.to(…)` gives a tensor that has it."),
    (r"Expected one of cpu, cuda", r"", 'A device is called "cpu" or "cuda": is the name of a variable in quotes?'),
    (r"Fan in and fan out", r"", "Xavier and Kaiming need two dimensions at least: `torch.randn` does not."),
    (r"could not convert string '[^']*[,;]", r"", "The numbers are separated by commas: name the delimiter."),
    (
        r"could not convert string|invalid literal for int",
        r"",
        "This text is no such number: is it the header line, or a fraction?",
    ),
    (r"too many dimensions 'str'", r"", "These are texts still: turn each into a number with `float(…)`."),
    (
        r"Could not infer dtype of",
        r"",
        "A tensor is made of numbers or lists of numbers: print what is handed over here.",
    ),
    (
        r"'Tensor' object has no attribute 'zero_grad'",
        r"",
        "`zero_grad` belongs to modules and optimizers: a tensor's own gradient is cleared with `.grad = None`.",
    ),
    (
        r"'Tensor' object has no attribute '(crop|convert|resize|getchannel|split_channels|paste)'",
        r"",
        "That belongs to Pillow's pictures: parts of a tensor are taken with brackets and colons.",
    ),
    (
        r"'Tensor' object has no attribute '(append|extend|insert|pop|remove)'",
        r"",
        "A tensor neither grows nor shrinks: slice it, or collect parts in a list and join them at the end.",
    ),
    (
        r"'Tensor' object has no attribute '(head|tail|iloc|loc|values_)'",
        r"",
        "That belongs to tables of pandas: parts of a tensor are taken with brackets and colons.",
    ),
    (r"stack expects a non-empty", r"", "There is nothing to stack: treat the empty list by itself."),
    (r"stack expects each tensor to be equal size", r"", "All must have one shape before they can be stacked."),
    (r"stride.*negative", r"", "A reversed NumPy array has to be copied first: `.copy()`."),
    (r"cannot identify image", r"", "This file is no picture: choose the files by their ending."),
    (r"Unknown resampling filter", r"", "The new size is one pair: `resize((width, height))`."),
    (
        r"too many indices",
        r"",
        "There are more indices than dimensions; a range is written with a colon, such as `2:5`.",
    ),
    (
        r"not have been used in the graph",
        r"",
        "The loss does not depend on one of the parameters: is it missing in the formula?",
    ),
    (r"non-?scalar|Using a target size", r"", "The loss needs another form of target: print both shapes."),
    (r"before Module\.__init__\(\) call", r"", "`super().__init__()` must come first in your class."),
    (r"does not support deleting", r"", "A tensor cannot be shortened: make a slice of it."),
    (r"'dtype' must be torch\.dtype", r"", "A dtype is written without quotes: `torch.float32`."),
    (
        r"argument 'tensors' .*must be tuple of Tensors|cat\(\) takes",
        r"",
        "`torch.cat` and `torch.stack` take one list of tensors: no star before it.",
    ),
    (
        r"Inplace update to inference tensor|is a view of a leaf|leaf variable has been moved",
        r"",
        "A tensor that requires grad is changed here: work on a copy, or under `torch.no_grad()`.",
    ),
)
BY_KIND = {
    "NameError": "That name is not defined there: is it misspelt, or set in another function or in a cell that failed?",
    "UnboundLocalError": "Assigning to a name makes it local: say `global` first, or change the tensor in place.",
    "ModuleNotFoundError": NO_PACKAGE,
    "FileNotFoundError": "Open the path that the function was given; a name from a folder needs the folder before it.",
    "RecursionError": "The function calls itself without end.",
    "ZeroDivisionError": "Something is divided by zero.",
    "SystemExit": "A function must return its result, not end the program: remove `exit()`.",
    "AttributeError": "What stands before the dot has no such attribute: print its type.",
}
ALIASES = {
    "np": "import numpy as np",
    "F": "import torch.nn.functional as F",
    "nn": "from torch import nn",
    "optim": "from torch import optim",
    "plt": "import matplotlib.pyplot as plt",
    "glob": "from glob import glob",
    "Image": "from PIL import Image",
    "Path": "from pathlib import Path",
    **{name: f"import {name}" for name in ("torch", "os", "time", "math", "random", "csv", "copy", "numpy")},
}
KEYWORDS = (
    "requires_grad",
    "dtype",
    "device",
    "dim",
    "keepdim",
    "lr",
    "reduction",
    "bias",
    "axis",
    "ndmin",
    "skiprows",
)
# Names of other libraries, or of the same thing elsewhere, for those of PyTorch.
CALLED = {"learning_rate": "lr", "float_32": "float32", "identity": "eye", "gpu": "cuda", "optimizer": "optim"}
ARGUMENTS = re.compile(
    r"takes (?:from )?\d+.* positional arguments? but \d+ (?:was|were) given"
    r"|missing \d+ required positional argument"
)


def is_not_started(message: str) -> bool:
    """Whether a message, in whatever language, says that a stub is untouched."""
    return message.startswith(STUB) or (not message.isascii() and message.startswith(in_every_language(STUB)))


def advice_for(kind: str, text: str, line: str) -> str:
    """A sentence on what to do about this error, or nothing."""
    for in_text, in_line, advice in RETIRED:
        if (in_text or in_line) and re.search(in_text, text) and re.search(in_line, line):
            return translate(advice)
    if kind == "TypeError" and ARGUMENTS.search(text):
        # Without a line of the student's it is the case that called.
        is_class = re.match(r"\w+\.__init__\(", text)
        return translate(PASSED if line else CLASS if is_class else NAMED_ARGUMENTS)
    return _meant(kind, text) or translate(PASSED if NOT_TAKEN.search(text) else BY_KIND.get(kind, ""))


def _meant(kind: str, text: str) -> str:
    """What may have been meant by a name that is not known."""
    if kind == "NameError" and (found := re.search(r"name '(\w+)' is not defined", text)):
        line = ALIASES.get(found[1], "")
        return translate("An import is missing: `{line}`.", line=line) if line else ""
    found = re.search(r"unexpected keyword argument '(\w+)'", text) or re.search(r"got \(.*?\b(\w+)=", text)
    if kind == "TypeError" and found:
        others = [each for each in KEYWORDS if each != found[1]]
        near = CALLED.get(found[1], "") or next(iter(difflib.get_close_matches(found[1], others, 1, 0.75)), "")
        told = "It takes no argument `{name}`: `{near}` is meant?" if near else "It takes no argument `{name}`."
        return translate(told, name=found[1], near=near)
    found = re.search(r"(?:module '([\w.]+)'|'(Tensor)' object) has no attribute '(\w+)'", text)
    return _near_attribute(*found.groups()) if found else ""


def _near_attribute(module: str | None, owner: str | None, name: str) -> str:
    """The attribute of PyTorch that was probably meant."""
    # Nothing is imported for a student's sake: PyTorch's own modules are there where a case is judged.
    holder = sys.modules.get(module or "torch") if not module or module.split(".")[0] == "torch" else None
    known = dir(getattr(holder, owner, holder) if owner else holder) if holder else []
    # Capitals first: `nn.linear` is nearer to `Bilinear` than to `Linear` for difflib.
    near = CALLED.get(name) or next((each for each in known if each.lower() == name.lower()), "")
    near = near or next(iter(difflib.get_close_matches(name, known, 1, 0.75)), "")
    if near not in known:
        return ""
    return translate("There is no `{name}` there: `{near}` is meant?", name=name, near=near)
