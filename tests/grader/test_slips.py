"""What is read in a student's function: each slip in the text that has it, none in right code."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.advice import advice_for
from grader.slips import read_function

ROOT = Path(__file__).parents[2]
MODEL = "w: float\n\n\ndef f(x, n):\n    return x * w + n\n"
SLIPS = {
    "f gives nothing": ("def f(x, n):\n    y = x * n * w\n", True, "`return` is missing"),
    "printed": ("def f(x, n):\n    print(x * n * w)\n", True, "`print` only shows"),
    "print returned": ("def f(x, n):\n    return print(x * n * w)\n", True, "`print(…)` gives None"),
    "only under if": ("def f(x, n):\n    if n > w:\n        return x\n", True, "Not every way"),
    "not called": ("def f(x, n):\n    x.zero_\n    return x * n * w\n", False, "`x.zero_` is only named"),
    "compared": ("def f(x, n):\n    x[n] == w\n    return x\n", False, "`x[n] == w` compares"),
    "thrown away": ("def f(x, n):\n    x.view(n, w)\n    return x\n", False, "`x.view(n, w)` gives a new object"),
    "turned round": ("def f(x, n):\n    x =- n * w\n    return x\n", False, "`=-`"),
    "early return": (
        "def f(x, n):\n    for i in range(n):\n        x += w\n        return x\n",
        False,
        "inside the loop",
    ),
    "rebound": ("def f(x, n):\n    for p in x:\n        p = p - n * w\n    return x\n", False, "`p = …` only gives"),
    "emptied": (
        "def f(x, n):\n    for i in range(n):\n        a = []\n        a.append(x * w)\n    return a\n",
        False,
        "`a = []` stands inside the loop",
    ),
    "one row": ("def f(x, n):\n    m = [[w] * n] * n\n    m[0][0] = x\n    return m\n", False, "one and the same row"),
    "yield": ("def f(x, n):\n    yield x * n * w\n", False, "generator"),
    "unused": ("def f(x, n):\n    return x * w\n", False, "`n` is never used"),
    "set anew": ("def f(x, n):\n    n = 5\n    return x * n * w\n", False, "`n` is set anew"),
    "another order": ("def f(n, x):\n    return x * w + n\n", False, "another order: x, n"),
    "left out": ("def f(x, n):\n    return x + n\n", False, "`w` takes no part"),
    "turned round and added": ("def f(x, n):\n    x =+ n * w\n    return x\n", False, "`=+`"),
    "changed away": ("def f(x, n):\n    x.clone().add_(n * w)\n    return x\n", False, "changes a new object"),
    "question": (
        "def f(x, n):\n    if torch.cuda.is_available and n:\n        return x * w\n    return x\n",
        False,
        "`torch.cuda.is_available` is only named, and so counts as true",
    ),
    "no attribute": ("def f(x, n):\n    x.require_grad = n * w\n    return x\n", False, "`requires_grad` is meant?"),
    "comma": ("def f(x, n):\n    return x * w + n,\n", False, "The comma after"),
    "never run": ("def f(x, n):\n    return x * w\n    n.backward()\n", False, "never runs: `n.backward()`"),
    "grad of a result": (
        "def f(x, n):\n    y = x * w * n\n    y.backward()\n    return y.grad\n",
        False,
        "`y.grad` stays None",
    ),
    "grad of a copy": (
        "def f(x, n):\n    y = x.detach().clone()\n    (y * w * n).backward()\n    return x.grad\n",
        False,
        "the gradient is in `y.grad`",
    ),
    "no backward": (
        "def f(x, n):\n    y = x.detach() * n * w\n    z = y.mean()\n    return y.grad\n",
        False,
        "`backward()` is never called: nothing fills in `y.grad`",
    ),
    "memory": ("def f(x, n):\n    return torch.empty(x * w, n)\n", False, "takes memory as it is"),
    "not added": (
        "def f(x, n):\n    for i in range(n):\n        x[n] = w[i]\n    return x\n",
        False,
        "`x[n]` is set anew in every round",
    ),
    "last only": (
        "def f(x, n):\n    for i in range(n):\n        y = x[i] * w\n    return y\n",
        False,
        "only the last one is left",
    ),
    "same entry": (
        "def f(x, n):\n    y = 0\n    for one in x:\n        y += x[0] * w * n\n    return y\n",
        False,
        "`x[0]` is the same in every round",
    ),
    "shrinking": (
        "def f(x, n):\n    for one in x:\n        x.remove(one * w * n)\n    return x\n",
        False,
        "while it is changed",
    ),
    "made once": ("def f(x, n, y=[]):\n    y.append(x * w * n)\n    return y\n", False, "`y=[]` in the first line"),
    "own number": ("def f(x, n):\n    return x * w * 7 + n\n", False, "nothing asks for the number 7"),
    "own sign": ("def f(x, n):\n    return -x * w + n\n", False, "`-x` turns the sign"),
    "step twice": ("def f(x, n):\n    x.step()\n    x.step()\n    return x * w + n\n", False, "stands there twice"),
    "in between": ("def f(x, n):\n    w = x\n    return w + n\n", False, "`w = …` gives the name to another tensor"),
    "out of place": ("def f(x, n):\n    return torch.relu(x * w + n)\n", False, "is a step that nothing asks for"),
    "decimal comma": (
        "def f(x, n):\n    y = [1.5, 2,5, 3.5, 4.5]\n    return x * w + n\n",
        False,
        "`2, 5` are two numbers",
    ),
    "printed on the way": (
        "def f(x, n):\n    y = print(x * n * w)\n    return y\n",
        False,
        "gives None, and that is what goes on",
    ),
    "used up": (
        "def f(x, n):\n    for i in x:\n        a = []\n        a.append(i)\n        n += a\n    return n * 7 * w\n",
        False,
        "nothing asks for the number 7",
    ),
    "only where": (
        "def f(x, n):\n    if x.grad > 0:\n        x += w * n\n    return x\n",
        False,
        "`x.grad > 0` asks how large a gradient is",
    ),
    "one sign": ("def f(x, n):\n    return x + torch.relu(w.grad) * n\n", False, "leaves out gradients of one sign"),
    "one for both": (
        "def f(x, n):\n    w.grad = x.grad = torch.zeros(1)\n    return x * n\n",
        False,
        "`w.grad`, `x.grad` are one and the same tensor",
    ),
    "cleared result": (
        "def f(x, n):\n    g = x.grad\n    x.grad.zero_()\n    return g\n",
        False,
        "`g` is `x.grad` itself and no copy",
    ),
    "grad of nothing": (
        "def f(x, n):\n    torch.autograd.grad(x * w, n)\n    return x.grad\n",
        False,
        "leaves every `.grad` as it was",
    ),
    "same question": (
        "def f(x, n):\n    for i in range(n):\n        if n % 5 == 0:\n            x += w\n    return x\n",
        False,
        "`n % 5 == 0` asks for nothing that changes",
    ),
    "changed twice": ("def f(x, n):\n    x.add_(w)\n    x.add_(w)\n    return x + n\n", False, "stands there twice"),
    "True as a size": ("def f(x, n):\n    return torch.ones(n, x, True) * w\n", False, "counts as 1"),
    "a power": ("def f(x, n):\n    return x ** n * w\n", False, "`x ** n` is a power"),
    "a quotient": ("def f(x, n):\n    return (x * w + n) / n\n", False, "divides, and nothing is to be divided"),
    "an option": ("def f(x, n):\n    return g(x * w, n, weight=n)\n", False, "`weight=…` is an option"),
    "random": ("def f(x, n):\n    return torch.rand(n) * x * w\n", False, "`torch.rand` draws"),
}


# What is noticed only beside a function of a certain form.
BESIDE = {
    "backwards": ("return x[a:b]", "return x[b:a]", "`b:a` begins where it should end: `a:b`"),
    "other side": ("return x[:b]", "return x[b:]", "`b:` has the colon on the wrong side: `:b`"),
    "from one": ("return x[:a]", "return x[1:a]", "`1:a` leaves out the first one"),
    "from one to one more": ("return x[0:a]", "return x[1:a + 1]", "`1:a + 1` leaves out the first one"),
    "node as text": (
        "return type(x.grad_fn).__name__",
        "return str(x.grad_fn)",
        "`str(x.grad_fn)` is the whole text of the node",
    ),
    "a difference": ("return x[a:b]", "return x[a - b]", "a range is written with a colon, `a:b`"),
    "a range for one": ("return x[:, a]", "return x[:, :a]", "`:a` is a range, and keeps a dimension"),
    "one colon": ("return x[a, b]", "return x[a:b]", "two places are separated by a comma"),
    "the first alone": ("return x * a * b", "return x[0] * a * b", "`x[0]` is the first entry alone"),
    "closed late": ("return x[:len(x) - a]", "return x[:len(x - a)]", "the bracket closes too late"),
    "select": ("return x[a]", "return x.select(a, 0)", "`select` takes the dimension first"),
    "the other argument": ("return a.mul_(b)", "return b", "`b` is given back: what is asked for is `a`"),
    "no difference": ("return a - b", "return a + b", "Nothing is subtracted"),
    "squares apart": ("return (a - b) ** 2", "return a ** 2 - b ** 2", "the difference is what is to be squared"),
    "rest": ("return a % b == 0", "return a // b == 0", "`//` tells how often a number fits"),
    "a factor": ("return a * b", "return a * b * 5", "nothing asks for the number 5"),
    "in steps": (
        "for i in range(a):\n        x += 1\n    return x * 5",
        "for i in range(0, a, 5):\n        x += 1\n    return x * 5",
        "goes in steps of 5",
    ),
    "nothing between": (
        "s = time.time()\n    x @ a\n    return time.time() - s",
        "s = time.time()\n    e = time.time()\n    x @ a\n    return e - s",
        "Nothing is done between `s = time.time()` and `e = time.time()`",
    ),
    "not square": (
        "s = time.time()\n    x @ a\n    return time.time() - s",
        "s = time.time()\n    x @ torch.rand(a, 1)\n    return time.time() - s",
        "`torch.rand(a, 1)` is not n × n",
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_slip_beside_a_model(name: str) -> None:
    """It is among what is told of the student's, and the course's own has none of it."""
    right, wrong, words = BESIDE[name]
    head = "def f(x: torch.Tensor, a: int, b: int):\n    "
    told = [read_function([head + body + "\n"], "f", head + right + "\n") for body in (wrong, right)]
    assert all(told)
    assert any(words in each.text for each in told[0].slips(False))
    assert not any(words in each.text for each in told[1].slips(False))


@pytest.mark.parametrize("name", SLIPS)
def test_slip(name: str) -> None:
    """It is the first that is told."""
    text, gave_none, words = SLIPS[name]
    reading = read_function([text], "f", MODEL)
    assert reading is not None
    assert words in reading.slips(gave_none)[0].text


def test_right_code_has_none() -> None:
    """The solutions, and right answers in other idioms, have no certain slip."""
    for path in sorted((ROOT / "solutions").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        functions = [line.split("(")[0][4:] for line in text.splitlines() if line.startswith("def ")]
        for name in set(functions):
            reading = read_function([text], name, text)
            assert reading is not None
            assert reading.slips(False) == [], name
    for path in sorted((ROOT / "solutions/variants").glob("*/*.py")):
        reading = read_function([path.read_text(encoding="utf-8")], path.parent.name)
        if reading is not None:
            assert [each for each in reading.slips(False) if each.is_certain] == [], path


def test_right_code_beside_its_model() -> None:
    """Right answers in other idioms have no certain slip beside the course's own function either."""
    units = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "solutions").glob("*.py"))]
    for path in sorted((ROOT / "solutions/variants").glob("*/*.py")):
        name = path.parent.name
        model = next(text for text in units if f"def {name}(" in text)
        reading = read_function([path.read_text(encoding="utf-8")], name, model)
        if reading is not None:
            assert [each for each in reading.slips(False) if each.is_certain] == [], path
            told = " ".join(each.text for each in reading.slips(False))
            assert "nothing asks for" not in told, path


def test_what_cannot_be_read() -> None:
    """The last definition counts; what is no function, or no Python, is not read."""
    cells = ["def f(x, n):\n    return x\n", "def f(x, n):\n    x.t()\n    return x * n * w\n", "def g(:"]
    reading = read_function(cells, "f")
    assert reading is not None
    assert "`x.t()`" in reading.slips(False)[0].text
    assert read_function(["f = abs"], "f") is None
    assert read_function(["def f(:"], "f") is None


def test_near_names() -> None:
    """A name that nearly is one of the function's own; an unused argument first."""
    reading = read_function(["def f(x):\n    y_pred = x\n    return y_perd\n"], "f")
    assert reading is not None
    assert reading.near_name("y_perd") == "`y_pred` is meant?"
    assert reading.near_name("something") == ""
    unused = read_function(["def f(steps):\n    return epochs\n"], "f")
    assert unused is not None
    assert "`steps` is never used" in unused.near_name("epochs")


ERRORS = {
    "not recorded": (
        "def f(x, n):\n    with torch.no_grad():\n        y = x * n\n    y.backward()\n",
        "element 0 of tensors does not require grad and does not have a grad_fn",
        "`torch.no_grad()` stands around it",
    ),
    "left the graph": (
        "def f(x, n):\n    y = x.detach() * n\n    y.backward()\n",
        "element 0 of tensors does not require grad and does not have a grad_fn",
        "`x.detach()` leaves the graph",
    ),
    "a number": (
        "def f(x, n):\n    y = x.item()\n    y.backward()\n",
        "'float' object has no attribute 'backward'",
        "`x.item()` made a plain number of it",
    ),
    "made after": (
        "def f(x, n):\n    y = x * n\n    z = x.clone()\n    return torch.autograd.grad(y, z)\n",
        "One of the differentiated Tensors appears to not have been used in the graph",
        "`z` is made after the loss",
    ),
    "transposed": (
        "def f(x, n):\n    return x.T @ n\n",
        "mat1 and mat2 shapes cannot be multiplied (3x2 and 3x4)",
        "`x.T` swaps rows and columns",
    ),
    "None of append": (
        "def f(x, n):\n    x = x.append(n)\n",
        "'NoneType' object has no attribute 'append'",
        "`x.append(…)` changes the list itself",
    ),
    "a class": (
        "class Line:\n    pass\n\n\ndef f(x, n):\n    return Line()\n",
        "'Line' object has no attribute 'weight'",
        "Your class `Line` has no `weight`",
    ),
    "set under if": (
        "def f(x, n):\n    if n:\n        y = x\n    return y\n",
        "cannot access local variable 'y' where it is not associated with a value",
        "`y` is set only under `if n:`",
    ),
    "nothing to say": ("def f(x, n):\n    return x / n\n", "division by zero", ""),
}


@pytest.mark.parametrize("name", ERRORS)
def test_culprit(name: str) -> None:
    """What an exception comes from, where the line that raised is not the one to mend."""
    text, error, words = ERRORS[name]
    reading = read_function([text], "f", MODEL)
    assert reading is not None
    told = reading.culprit(error, "")
    assert words in told
    assert bool(words) == bool(told)


def test_a_leaf_has_its_gradient() -> None:
    """Of a leaf, and of what keeps its gradient, it is not said that it stays None; nor where a helper may derive."""
    for body in (
        "y = x.detach()\n    y.requires_grad = True\n    y.backward()",
        "y = x.clone().requires_grad_()\n    y.backward()",
        "y = x * 2\n    y.retain_grad()\n    y.backward()",
        "y = x.clone()\n    helper(y)",
        "y = x.clone()\n    y.grad = torch.ones(2)",
        "y = x.clone()\n    torch.autograd.backward(y.sum())",
    ):
        reading = read_function([f"def f(x):\n    {body}\n    return y.grad\n"], "f")
        assert reading is not None
        assert not any("y.grad" in each.text for each in reading.slips(False)), body


def test_no_prediction() -> None:
    """A prediction that is never asked for is told, unless it is written out."""
    model = "def f(x, n):\n    return loss(n, net(x))\n"
    error = "element 0 of tensors does not require grad and does not have a grad_fn"
    for body, words in (
        ("loss(n, x)", "`net` is never called."),
        ("loss(n, x @ n)", ""),
        ("loss(n, mine(x))", ""),
        ("loss(n, net(x))", ""),
    ):
        reading = read_function([f"def f(x, n):\n    return {body}\n"], "f", model)
        assert reading is not None
        assert reading.culprit(error, "") == words


@pytest.mark.parametrize(
    ("sizes", "line", "fits"),
    [
        ("1x1 and 6x1", "w @ x", True),
        ("3x4 and 2x3", "torch.matmul(b, a)", True),
        ("1x3 and 5x1", "v @ m", False),
        ("3x4 and 2x5", "b @ a", False),
        ("3x4 and 2x3", "model(x)", False),
        ("3x4 and 2x3", "b @ a.T", False),
    ],
)
def test_the_other_way_round(sizes: str, line: str, fits: bool) -> None:
    """Only of a product that is written out, and where the sizes would agree."""
    told = advice_for("RuntimeError", f"mat1 and mat2 shapes cannot be multiplied ({sizes})", line)
    assert ("the other way round" in told) == fits


def test_fixed_sizes() -> None:
    """A wrong size that stands in the text is told, unless the right one is a number of the course's file."""
    text = "def f(x, n):\n    return x[:6] * w * n\n"
    reading = read_function([text], "f", MODEL)
    assert reading is not None
    assert "The number 6 stands in your code" in reading.slips(False, ((6, 4),))[0].text
    assert reading.slips(False, ((5, 4),)) == []
    fixed = read_function([text], "f", "SIDE = 224\n" + MODEL)
    assert fixed is not None
    assert fixed.slips(False, ((6, 224),)) == []


def test_a_stub_is_no_model() -> None:
    """Where only the stub is at hand nothing is said of what it does not do."""
    stub = "def f(x, n):\n    raise NotImplementedError\n"
    reading = read_function(["def f(x, n):\n    return torch.rand(n) * x\n"], "f", stub)
    assert reading is not None
    assert reading.slips(False) == []
