"""What goes wrong where something is called: brackets that are missing or of another form, arguments of another kind.

A row is a pattern of the error, a pattern of the line that raised it, and a sentence; an empty pattern fits all. They
are narrower than those of `pitfalls`, and come before them.
"""

from __future__ import annotations

A_METHOD = "'(method|builtin_function_or_method)'"
CALLS: tuple[tuple[str, str, str], ...] = (
    (
        rf"{A_METHOD} object (is not iterable|has no attribute)"
        rf"|unsupported operand type.*({A_METHOD} and|and {A_METHOD})",
        r"",
        "A method is named and not called: write `()` after its name.",
    ),
    (
        rf"{A_METHOD} object is not subscriptable",
        r"",
        "Square brackets stand where something is called: round ones call it, `…(…)`.",
    ),
    (
        r"cannot unpack non-iterable (function|method|builtin_function_or_method) object",
        r"",
        "A function is named and not called: write `()` after its name.",
    ),
    (
        r"cannot unpack non-iterable (bool|int|float) object",
        r"",
        "One value stands on the right and several names on the left: set them one by one.",
    ),
    (
        r"'numpy\.ndarray' object has no attribute '(from_numpy|as_tensor|tensor)'"
        r"|'list' object has no attribute '(as_tensor|tensor|stack|cat)'",
        r"",
        "That is a function of torch and no method: write `torch.` before it, and put this in its brackets.",
    ),
    (
        r"Trying to backward through the graph a second time",
        r"\bgrad\(",
        "`autograd.grad(…)` works once a forward pass: ask for all gradients in one call, or compute the loss anew.",
    ),
    (
        r"grad can be implicitly created only for scalar outputs",
        r"\bgrad\(",
        "`autograd.grad(…)` starts at a single number: sum or average the losses first.",
    ),
    (
        r"'NoneType' object has no attribute 'name'",
        r"grad_fn\b",
        "A leaf has no `grad_fn`, it is None: check for None before you ask for a name.",
    ),
    (
        r"argument of type 'NoneType' is not|'NoneType' is not a container",
        r"\bin None\b",
        "`in` asks whether one thing holds another: `is None` and `is not None` ask for None.",
    ),
    (r"argument 'size' must be tuple of ints, not int", r"", "`size=` takes all sizes in brackets: `size=(n,)`."),
    (
        r"argument 'size' .*found element of type float",
        r"(zeros|ones|empty|rand|randn)\(",
        "Sizes stand in these brackets, and no values: `torch.tensor(…)` makes a tensor of values.",
    ),
    (
        r"expected Tensor as element \d+ in argument 0, but got (float|int)",
        r"",
        "These are numbers, and `torch.stack` and `torch.cat` join tensors: `torch.tensor(…)` makes one of numbers.",
    ),
    (
        r"expected Tensor as element \d+ in argument 0, but got (list|tuple)",
        r"",
        "What is joined here are lists: is there one pair of brackets too many?",
    ),
    (
        r"must be Tensor, not (list|tuple)",
        r"",
        "A list stands where a tensor belongs: is there one pair of brackets too many?",
    ),
    (
        r"list indices must be integers or slices, not float",
        r"",
        "A place in a list is a whole number: does the loop go over the values? `enumerate(…)` gives place and value.",
    ),
    (
        r"list index out of range",
        r"",
        "The list has fewer entries than that: go over the list itself, or up to its `len(…)`. Counting starts at 0.",
    ),
    (
        r"could not convert string to float: ''",
        r"",
        "An empty text is no number: is there an empty line, as at the end of the file, or nothing between two commas?",
    ),
    (
        r"type numpy\.void",
        r"names\s*=",
        "`names=True` makes a record of each line, and no table: leave it out, and skip the header.",
    ),
    (
        r"must be real number, not NoneType",
        r"",
        "There is None among the values, as `append` gives, and a function without `return`.",
    ),
    (
        r"invalid column index",
        r"",
        "This file has fewer columns than that: leave `usecols` out, and all that there are will be read.",
    ),
    (
        r"expected np\.ndarray \(got NoneType\)",
        r"",
        "Here stands None, which methods give that change the array itself, such as NumPy's `resize` and `sort`.",
    ),
    (
        r"Could not infer dtype of \w*Image",
        r"",
        "This is Pillow's picture still: `np.array(…)` makes an array of it, and torch a tensor of that.",
    ),
    (
        r"'list' object has no attribute '(unsqueeze|squeeze|view|reshape|shape|size|permute|to|float|mean|dim)'",
        r"",
        "That is a list, and no tensor: `torch.stack(…)` or `torch.cat(…)` joins tensors, `torch.tensor(…)` numbers.",
    ),
    (
        r"'torch\.Size' (object )?and '(int|float)'|'(int|float)' and 'torch\.Size'",
        r"",
        "`size()` and `shape` are all sizes at once: `len(…)` is the first of them, `size(0)` too.",
    ),
    (
        r"'Tensor' object is not callable",
        r"",
        "A tensor is no function: square brackets pick from it, `*` multiplies, and else leave out the `()` after it.",
    ),
    (
        r"'torch\.device' object is not callable",
        r"\.device\(",
        "`.device` only tells where a tensor is: `.to(…)` moves it.",
    ),
    (
        r"expand\(torch\.\w+\{",
        r"",
        "Several values are put into one place: is a sum missing, or has the result a dimension too few?",
    ),
    (
        r"(sum|prod)\(\) (received an invalid combination|takes)",
        r"torch\.(sum|prod)\(",
        "`torch.sum` and `torch.prod` work on the values of one tensor: two are joined by `+` or `*`.",
    ),
    (
        r"Expected a cuda device, but got",
        r"torch\.cuda\.device\(",
        "`torch.cuda.device` chooses among GPUs for a block of code: `torch.device(…)` makes a device.",
    ),
    (
        r"device\(\) received an invalid combination of arguments - got \(bool",
        r"",
        "That is True or False, and no device: choose a name by it, with `if` and `else`.",
    ),
    (
        r"device\(\): argument 'index' .* not str",
        r"",
        "`torch.device` takes one name: choose it before, with `if` and `else`.",
    ),
    (r"requires_grad=str", r"", "True is written without quotes: `requires_grad=True`."),
    (
        r"normal\(\) received an invalid combination",
        r"torch\.normal\(",
        "`torch.normal` needs the size, too, as a third argument in brackets: `torch.randn(…)` takes the size alone.",
    ),
    (
        r"Mismatch in shape: grad_output",
        r"grad\(",
        "What stands third in `autograd.grad(…)` is no parameter: put all of them in one pair, `(…, …)`.",
    ),
    (
        r"'Tensor' object has no attribute 'step'",
        r"",
        "`step` belongs to an optimizer: a tensor itself is changed by `-=` under `torch.no_grad()`.",
    ),
    (
        r"can only concatenate list \(not \"(float|int|Tensor)\"\)|'(float|int)' object is not iterable",
        r"^(?!.*\bfor\b).*\+",
        "`+` joins two lists: `append` puts one entry at the end of a list.",
    ),
    (
        r"object is not iterable",
        r"optim\.|(SGD|Adam)\(",
        "An optimizer takes the parameters first, `model.parameters()`, and then the learning rate, `lr=…`.",
    ),
    (
        r"does not require grad and does not have a grad_fn",
        r"return .*\.backward\(",
        "`backward()` gives None, and a result is asked for: return that, and leave `backward()` to whoever calls.",
    ),
    (
        r"Boolean value of Tensor with more than one value",
        r"return .+ and ",
        "`and` asks whether both are true: two results are returned with a comma between them.",
    ),
)  # fmt: skip
