"""One sentence for a beginner about a Python error; the retired idioms of old PyTorch tutorials come first."""

from __future__ import annotations

import difflib
import re
import sys

from grader.calls import CALLS
from grader.pitfalls import NO_PACKAGE, PITFALLS
from grader.retired import RETIRED
from grader.words import in_every_language, mark, translate

# What is said of an untouched stub.
STUB = mark("Not started yet: this function still is the stub.")
NAMED_ARGUMENTS = mark("The function must take the arguments that the exercise names.")
DEFAULTS = mark("Each argument must be one that the exercise names, with its default value where it has one.")
CLASS = mark("A class stands under this name, and a function is asked for: define it with `def`.")
NOT_TAKEN = re.compile(r"invalid combination of arguments|takes no arguments|takes no keyword arguments")
PASSED = mark("What is called there takes other arguments than it is given.")
BY_KIND = {
    "NameError": "That name is not defined there: is it misspelt, or set in another function or in a cell that failed?",
    "UnboundLocalError": "Assigning to a name makes it local: say `global` first, or change the tensor in place.",
    "ModuleNotFoundError": NO_PACKAGE,
    "FileNotFoundError": "Open the path that the function was given; a name from a folder needs the folder before it.",
    "RecursionError": "The function calls itself without end.",
    "ZeroDivisionError": "Something is divided by zero.",
    "SystemExit": "A function must return its result, not end the program: remove `exit()`.",
    "StopIteration": "`next(…)` found nothing more: in a `for` loop each round has its entry already.",
    "AttributeError": "What stands before the dot has no such attribute: print its type.",
}
TURNED_ROUND = mark(
    "The inner sizes of a matrix product must agree: the other way round, with the second factor first, they do."
)
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
    "in_features",
    "out_features",
    "fill_value",
)
# Names of other libraries, or of the same thing elsewhere, for those of PyTorch.
CALLED = {
    "learning_rate": "lr",
    "float_32": "float32",
    "identity": "eye",
    "gpu": "cuda",
    "optimizer": "optim",
    "to_device": "to",
}
# Python's own words, as other languages write them, and texts whose quotes are forgotten.
WORDS = {"none": "None", "null": "None", "nil": "None", "true": "True", "false": "False"}
TEXTS = ("cpu", "cuda", "mps", "mean")
ARGUMENTS = re.compile(
    r"takes (?:from )?\d+.* positional arguments? but \d+ (?:was|were) given"
    r"|missing \d+ required positional argument"
)


def is_not_started(message: str) -> bool:
    """Whether a message, in whatever language, says that a stub is untouched."""
    return message.startswith(STUB) or (not message.isascii() and message.startswith(in_every_language(STUB)))


def advice_for(kind: str, text: str, line: str) -> str:
    """A sentence on what to do about this error, or nothing."""
    if re.search(r"^(?!.*(\.T\b|\bt\(|transpose|view|reshape)).*(@|\b(matmul|mm)\()", line) and _fits_turned_round(
        text
    ):
        return translate(TURNED_ROUND)
    for in_text, in_line, advice in (*RETIRED, *CALLS, *PITFALLS):
        if (in_text or in_line) and re.search(in_text, text) and re.search(in_line, line):
            return translate(advice)
    if kind == "TypeError" and ARGUMENTS.search(text):
        # Without a line of the student's it is the case that called.
        is_class = re.match(r"\w+\.__init__\(", text)
        named = DEFAULTS if "missing" in text else NAMED_ARGUMENTS
        return translate(PASSED if line else CLASS if is_class else named)
    return _meant(kind, text) or translate(PASSED if NOT_TAKEN.search(text) else BY_KIND.get(kind, ""))


def _fits_turned_round(text: str) -> bool:
    """Whether two matrices that cannot be multiplied could be, the second one first."""
    found = re.search(r"shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)", text)
    rows, inner, _, columns = map(int, found.groups()) if found else (0, 0, 0, -1)
    # A vector before a matrix is told as one row, and is a column behind it.
    return rows == columns and (rows > 1 or inner == 1)


def _meant(kind: str, text: str) -> str:
    """What may have been meant by a name that is not known."""
    if kind == "NameError" and (found := re.search(r"name '(\w+)' is not defined", text)):
        if found[1] in WORDS:
            return translate("Python writes `{word}`, with a capital letter.", word=WORDS[found[1]])
        if found[1] in TEXTS:
            return translate('Texts stand in quotes: `"{name}"`.', name=found[1])
        line = ALIASES.get(found[1], "")
        return translate("An import is missing: `{line}`.", line=line) if line else ""
    found = re.search(r"unexpected keyword argument '(\w+)'", text) or re.search(r"got \(.*?\b(\w+)=", text)
    if kind == "TypeError" and found:
        others = [each for each in KEYWORDS if each != found[1]]
        # Of a known name it may be the value, or what stands beside it, that does not fit.
        if "unexpected" not in text and found[1] in KEYWORDS:
            return ""
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
    if not owner and module == "torch" and (told := _elsewhere(name)):
        return told
    # Capitals first: `nn.linear` is nearer to `Bilinear` than to `Linear` for difflib.
    near = CALLED.get(name) or next((each for each in known if each.lower() == name.lower()), "")
    near = near or next(iter(difflib.get_close_matches(name, known, 1, 0.75)), "")
    if near not in known:
        return ""
    return translate("There is no `{name}` there: `{near}` is meant?", name=name, near=near)


def _elsewhere(name: str) -> str:
    """Where a name lies that was looked for in `torch` itself."""
    for place in ("torch.nn", "torch.nn.functional", "torch.optim"):
        if hasattr(sys.modules.get(place), name):
            return translate("`{name}` lies in `{place}`.", name=name, place=place)
    if name not in CALLED and hasattr(getattr(sys.modules.get("torch"), "Tensor", None), name):
        return translate("`{name}` is a method: it stands after a tensor and a dot.", name=name)
    return ""
