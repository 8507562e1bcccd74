"""Two small courses for `grade check`: one that is sound, and one with every fault that must be found."""

from __future__ import annotations

from pathlib import Path

from grader.course import read_course
from grader.handout.files import course_files

HEAD = '"""{0}."""\n\nimport torch\n'
# Each exercise of the unsound course: what its function gives, what its case does, and what is planted there.
PLAIN = """
    x = torch.rand(4, generator=rng) + 1
    assert_close(student.{0}(x), reference.{0}(x))
"""
BODIES = {
    "idle": "    student.idle(torch.ones(3))\n",
    "wide": PLAIN.replace("reference.{0}(x)", "reference.{0}(x), rtol=1e3"),
    "uncaught": PLAIN,
    "flaky": PLAIN + '    assert float(torch.rand(1, generator=rng)) < 0.5, "Not this time."\n',
    "given": PLAIN,
    "telling": """
    x = torch.rand(4, generator=rng) + 1
    right = float(reference.telling(x).sum())
    assert abs(float(student.telling(x).sum()) - right) < 1e-4, f"The numbers add up to {{right:.4f}}."
    assert_close(student.telling(x), reference.telling(x))
""",
    "strict": PLAIN + '    assert student.facts(student.strict(x)).grad_fn is None, "There is a graph."\n',
    "needy": PLAIN + "    student.idle(x)\n",
    "weak": """
    x = torch.rand(4, generator=rng) + 1
    assert_tensor(student.weak(x), shape=(4,))
    assert bool((student.weak(x) > x).all()), "Not every number is larger."
""",
    "bare": PLAIN,
    "spreading": PLAIN,
}
VARIANTS = {"strict": "return (x.requires_grad_() * 3.0)"}
STALE = "stale"


def function(name: str, body: str) -> str:
    """A function of a tensor."""
    return f'def {name}(x: torch.Tensor) -> torch.Tensor:\n    """Give three times x."""\n    {body}\n'


def marked(name: str) -> str:
    """A function of a solution."""
    return function(name, "# >>> solution\n    return x * 3.0\n    # <<< solution")


def write(root: Path, files: dict[str, str]) -> Path:
    """A folder of text files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def write_stubs(root: Path) -> None:
    """What `grade build` would write."""
    write(root, {path.relative_to(root).as_posix(): text for path, text in course_files(read_course(root)).items()})


def cases(name: str, body: str) -> str:
    """A test of one exercise."""
    heading = f'@pytest.mark.exercise("{name}")\ndef test_{name}(student, reference, rng):\n    """Three times x."""'
    return f"\n\n{heading}\n{body.format(name).strip(chr(10))}\n"


IMPORTS = "import pytest\nimport torch\n\nfrom grader.compare import assert_close, assert_tensor\n"
EXAMPLE = "    assert_close(student.{0}(torch.ones(2)), torch.full((2,), 3.0))\n"


def make_sound(root: Path) -> Path:
    """A course without a fault."""
    write(
        root,
        {
            "exercises/course.toml": toml({"sums": ["total", "scaled"]}, points=2),
            "solutions/sums.py": SOUND_SOLUTION,
            "tests/hidden/test_sums.py": SOUND_CASES,
            "tests/public/test_sums.py": SOUND_EXAMPLES,
            "solutions/mistakes/total/mean.py": told("test_total", "def total(x):\n    return x.mean()\n"),
            "solutions/mistakes/scaled/kept.py": told(
                "test_scaled", "def scaled(x, factor):\n    return x.mul_(factor)\n"
            ),
            "solutions/variants/total/function.py": "def total(x):\n    return torch.sum(x)\n",
            "solutions/variants/total/loop.py": "def total(x):\n    return sum(x.flatten()) + 0.0\n",
            "solutions/variants/scaled/method.py": "scaled = lambda x, factor: x.mul(factor)\n",
            "solutions/variants/scaled/turned.py": "def scaled(x, factor):\n    return factor * x\n",
            "solutions/equivalent.toml": mark("sums.scaled", "call left out", "return (x * factor).clone()")
            + mark("sums.total", "copy for view", "return x.sum()"),
        },
    )
    write_stubs(root)
    return root


def make_unsound(root: Path) -> Path:
    """A course with a fault in every exercise."""
    files = {
        "exercises/course.toml": toml({"faults": list(BODIES), STALE: ["late"]}, points=99).replace(
            'id = "bare"\npoints = 1\nhints = ["Think."]', 'id = "bare"\npoints = 1'
        ),
        "solutions/faults.py": HEAD.format("Faults") + "".join(f"\n\n{solution_of(name)}" for name in BODIES),
        f"solutions/{STALE}.py": HEAD.format("Stale") + f"\n\n{marked('late')}",
        "tests/hidden/test_faults.py": IMPORTS + "".join(cases(name, body) for name, body in BODIES.items()),
        f"tests/hidden/test_{STALE}.py": IMPORTS + cases("late", PLAIN),
        "tests/public/test_faults.py": IMPORTS + "".join(cases(name, EXAMPLE) for name in BODIES if name != "bare"),
        f"tests/public/test_{STALE}.py": IMPORTS + cases("late", EXAMPLE),
        "solutions/equivalent.toml": mark("faults.needy", "sign", "return x + x")
        + mark("faults.strict", "sign", "return x * 3.0"),
        "solutions/mistakes/nobody/wrong.py": told("test_nobody", "def nobody(x):\n    return x\n"),
    }
    for name in [*BODIES, "late"]:
        if name == "bare":
            continue
        wrong = "return 3.0 * x" if name == "uncaught" else "return x"
        more = "\n\ndef telling(x):\n    return x\n" if name == "spreading" else ""
        files[f"solutions/mistakes/{name}/wrong.py"] = told(f"test_{name}", function(name, wrong) + more)
        files[f"solutions/variants/{name}/one.py"] = function(name, VARIANTS.get(name, "return 3.0 * x"))
        files[f"solutions/variants/{name}/two.py"] = function(name, "return x + x + x")
    write(root, files)
    write_stubs(root)
    stub = root / "exercises" / f"{STALE}.py"
    for path in (stub, stub.with_suffix(".ipynb")):
        path.write_text(path.read_text(encoding="utf-8").replace("three times", "four times"), encoding="utf-8")
    return root


def solution_of(name: str) -> str:
    """The reference of an exercise; one forgets to mark what a student must write."""
    return function(name, "return x * 3.0") if name == "given" else marked(name)


def told(case: str, source: str) -> str:
    """A known mistake."""
    return f'"""It is wrong."""\n# caught by: {case}\n\n\n{source}'


def mark(exercise: str, operator: str, line: str) -> str:
    """A mark on an equivalent mutant."""
    told = f'exercise = "{exercise}"\noperator = "{operator}"\nline = "{line}"\nreason = "It is right."'
    return f"[[equivalent]]\n{told}\n\n"


def toml(units: dict[str, list[str]], points: int) -> str:
    """A course file in which every exercise is worth a point."""
    parts = [f'[course]\nname = "small"\ntitle = "Small"\nseed = 5\npoints = {points}\n']
    for unit, names in units.items():
        parts.append(f'[[unit]]\nid = "{unit}"\ntitle = "{unit.title()}"\n')
        parts += [f'[[unit.exercise]]\nid = "{name}"\npoints = 1\nhints = ["Think."]\n' for name in names]
    return "\n".join(parts)


SOUND_SOLUTION = HEAD.format("Sums") + (
    '''

def total(x: torch.Tensor) -> torch.Tensor:
    """Give the sum of all the numbers of x."""
    # >>> solution
    return x.sum()
    # <<< solution


def scaled(x: torch.Tensor, factor: float) -> torch.Tensor:
    """Give x times the factor, a new tensor."""
    # >>> solution
    return (x * factor).clone()
    # <<< solution
'''
)
SOUND_CASES = (
    IMPORTS
    + '''

@pytest.mark.exercise("total")
def test_total(student, reference, rng):
    """The sum of all the numbers, whatever the shape, and x stays as it is."""
    for shape in ((3, 4), (5,)):
        x = torch.rand(*shape, generator=rng) + 1
        assert_close(student.total(x), reference.total(x))
        assert_close(student.now(x), x, what="x after the call")


@pytest.mark.exercise("scaled")
def test_scaled(student, rng):
    """Every number times the factor, in a new tensor."""
    for factor in (2.5, 0.3):
        x = torch.rand(3, generator=rng) + 1
        assert_close(student.scaled(x, factor), x * factor)
        assert_close(student.now(x), x, what="x after the call")
'''
)
SOUND_EXAMPLES = (
    IMPORTS
    + '''

@pytest.mark.exercise("total")
def test_total(student):
    """Two ones add up to two."""
    assert_close(student.total(torch.ones(2)), torch.tensor(2.0))


@pytest.mark.exercise("scaled")
def test_scaled(student):
    """Twice one is two."""
    assert_close(student.scaled(torch.ones(2), 2.0), torch.full((2,), 2.0))
'''
)
