"""Errors that beginners meet, each with a sentence; rows as those of `retired`, the first that fits is told."""

from __future__ import annotations

from grader.words import mark

NO_PACKAGE = mark("That package is not installed where grading happens: the exercise needs no such package.")
PITFALLS: tuple[tuple[str, str, str], ...] = (
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
        "NumPy knows no gradients: compute with torch; `.detach().numpy()` is for where no gradient is needed.",
    ),
    (
        r"Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available",
        r"\.cuda\(\)",
        "There is no GPU here: use the device you were given instead of `.cuda()`.",
    ),
    (
        r"Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available",
        r"synchronize",
        "There is no GPU here: synchronise only where the device is one.",
    ),
    (
        r"Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available",
        r"",
        "There is no GPU here: ask `torch.cuda.is_available()` before you name one.",
    ),
    (
        r"Expected a cuda device, but got",
        r"",
        "`torch.cuda` knows GPUs alone: `.to(device)` takes every device.",
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
    (
        r"'type' object does not support the context manager|__enter__",
        r"no_grad",
        "Write `torch.no_grad()`, with `()`.",
    ),
    (r"'module' object is not callable", r"", "That is a module, a collection of functions, and no function itself."),
    (
        r"'(int|float|bool|list|dict|str)' object is not callable",
        r"",
        "What stands before the `()` is a value: are they too many, or is a function's name (`sum`) used for a value?",
    ),
    (
        r"data must be a sequence \(got (float|int)",
        r"",
        "`torch.Tensor` takes sizes or a list: `torch.tensor` makes a tensor of a number.",
    ),
    (
        r"invalid combination of arguments|positional arguments? but",
        r"ensor\(\*",
        "The star hands over each number by itself: pass the list without it.",
    ),
    (r"I/O operation on closed file", r"", "The file is closed where its `with` block ends: read it inside."),
    (
        r"type numpy\.str_|can't convert np\.ndarray of type numpy\.(str|object)_",
        r"",
        "This array holds texts or objects, and no numbers: print what it was made of.",
    ),
    (
        r"input batch_size .* to match target batch_size",
        r"",
        "The first dimension is that of the samples, and must be as long for the scores as for the targets.",
    ),
    (
        r"contracted dimensions need to match",
        r"",
        "The product of two matrices sums over one dimension of each, the last and the first: that is `@`.",
    ),
    (r"invalid data type 'str'", r"", "A text is no number: turn it into one with `float(…)`, or leave it one."),
    (
        r"Weights only load failed|UnpicklingError|invalid load key",
        r"torch\.load",
        "`torch.load` reads what `torch.save` has written: a text with numbers has to be read as text.",
    ),
    (r"bitwise_(or|and)", r"", "`|` and `&` are for truth values and bits: `+` adds, `*` multiplies."),
    (
        r"only change requires_grad flags of leaf",
        r"",
        "Only a leaf can be told to require grad or not: work on `x.detach().clone()`.",
    ),
    (
        r"Dimension out of range",
        r"",
        "The tensor has no dimension of that number: they are counted from 0. Is the order of the arguments right?",
    ),
    (
        r"einsum\(\)",
        r"",
        "Each letter of `einsum` is one size, the same wherever it stands: write the sizes under the letters.",
    ),
    (
        r"Index tensor must have the same number of dimensions",
        r"",
        "`gather` takes an index with as many dimensions as the tensor: `.unsqueeze(1)` adds one.",
    ),
    (
        r"start \(-?\d+\) \+ length \(-?\d+\) exceeds",
        r"",
        "`narrow` takes a start and a length, which is not the end.",
    ),
    (
        r"must be a 3D tensor",
        r"bmm",
        "`bmm` multiplies many matrices at once, in three dimensions: the product of two is `@`.",
    ),
    (
        r"no dimension of size 3|linalg\.cross",
        r"cross",
        "`cross` is the product of two vectors in space: `*` multiplies element by element, `@` matrices.",
    ),
    (
        r"Mismatch in shape: grad_output",
        r"backward\(",
        "What stands in the brackets of `backward(…)` is a gradient: of a single number nothing stands there.",
    ),
    (
        r"Expected floating point type for target|not implemented for '(Long|Int)'",
        r"entropy|nll|Loss|softmax",
        "A loss takes the raw scores, one for each class, and not the class that `argmax` chooses.",
    ),
    (
        r"Target size .* must be the same as input size",
        r"[Bb](CE|inary)",
        "Binary cross entropy is for two classes: of several it is `cross_entropy`.",
    ),
    (
        r"not supported between instances of 'generator'|iterable of Tensors or dicts|params argument given",
        r"",
        "An optimizer takes the parameters first, `model.parameters()`, and then the learning rate, `lr=…`.",
    ),
    (
        r"index -?\d+ is out of bounds|index out of range",
        r"",
        "Counting starts at 0: the last index is the size minus one. Do rows and columns have their own range?",
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
        r"[Oo]nly Tensors of floating point",
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
    (
        r"could not convert string (to float: )?'[^']*[,;]",
        r"",
        "The numbers are separated by commas: name the delimiter.",
    ),
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
