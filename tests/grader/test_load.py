"""Loading: what can be run is run, what cannot costs only itself, and every line keeps its number."""

from __future__ import annotations

import dataclasses
import itertools
import signal
import sys
import traceback
import types
import typing
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.load import Loaded, Loader
from grader.worker.magics import without_magics
from grader.worker.output import BoundedText
from grader.worker.parsing import top_level_chunks

GOOD = "def good():\n    return 1\n"
NAMES = itertools.count()

needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """A student's process loads once; here modules and the alarm are put back."""
    modules = dict(sys.modules)
    alarm = signal.getsignal(signal.SIGALRM) if hasattr(signal, "SIGALRM") else None
    yield
    # Not torch's: a lazy import of it cannot be made a second time.
    for name in [each for each in set(sys.modules) - set(modules) if not each.startswith("torch")]:
        del sys.modules[name]
    if alarm is not None:
        signal.signal(signal.SIGALRM, alarm)


def load(
    *texts: str, seconds: float = 20, skip: tuple[int, ...] = (), progress: list[int] | None = None, cells: bool = False
) -> Loaded:
    """Loads one text as a file, or several as the cells of a notebook."""
    numbered = [(number, text) for number, text in enumerate(texts, 1)]
    given_cells = numbered if cells or len(texts) > 1 else [(None, texts[0])]
    seen: list[int] = [] if progress is None else progress
    loader = Loader(f"loaded_{next(NAMES)}", "/work/unit.py", seconds, frozenset(skip), seen.append)
    return loader.run(given_cells)


def notes(loaded: Loaded) -> str:
    """All notes as lines."""
    return "\n".join(f"{kind} {where}: {message}" for kind, where, message in loaded.notes)


class TestStatements:
    def test_a_failing_statement_costs_only_itself(self) -> None:
        """What stands before and after an error is loaded; the error is told with its line."""
        loaded = load(f"a = 1\nb = 1 / 0\nc = 3\n{GOOD}")
        assert (loaded.module.a, loaded.module.c, loaded.module.good()) == (1, 3, 1)
        assert notes(loaded) == "failed line 2: ZeroDivisionError: division by zero"
        assert loaded.broken == {"b": "line 2: ZeroDivisionError: division by zero"}

    def test_one_cause_is_told_once(self) -> None:
        """What fails for want of what failed before is counted with its cause, through any number of steps."""
        loaded = load(
            "from no_such_library import load\nboston = load()\nx = boston.data\nfor row in x:\n    last = row\n"
            f"class Net:\n    rows = x\nprint(last, Net)\nspelt = wrongly\n{GOOD}"
        )
        assert notes(loaded) == (
            "failed line 1: ModuleNotFoundError: No module named 'no_such_library' "
            "(statements that failed for want of it: 5)\n"
            "failed line 9: NameError: name 'wrongly' is not defined"
        )
        assert loaded.broken["Net"] == "line 1: ModuleNotFoundError: No module named 'no_such_library'"
        assert loaded.module.good() == 1

    def test_what_is_no_python_at_all(self) -> None:
        """Junk is told in one sentence; one slip among many functions in its own, and the junk's few statements run."""
        loaded = load("a = 1\n" + "\x01\x02 ?\n" * 500)
        assert notes(loaded) == (
            "syntax line 2: Python can read next to nothing of this (500 places): is it Python code?"
        )
        assert loaded.module.a == 1
        slips = load("print 'a'\nprint 'b'\n" + GOOD)
        assert len(slips.notes) == 2

    def test_what_cannot_be_read_or_ends_the_process_is_a_cause_too(self) -> None:
        """A call of a function that could not be read says nothing new; what a function names inside lacks nowhere."""
        loaded = load(f"def spoilt(:\n    pass\na = spoilt()\nb = left_out()\nprint(b)\n{GOOD}", skip=(1,))
        assert notes(loaded) == (
            "syntax line 1: Python cannot read `def spoilt(:`: invalid syntax "
            "(statements that failed for want of it: 1)\n"
            "skipped line 4: this statement ended the whole process, so it was left out "
            "(statements that failed for want of it: 1)"
        )
        apart = load("def f(x=1 / 0):\n    inner = x\nprint(inner)\n")
        assert "failed line 3: NameError: name 'inner' is not defined" in notes(apart)

    @pytest.mark.parametrize(
        "statement",
        [
            "raise SystemExit(0)",
            "import sys; sys.exit(3)",
            "exit()",
            "raise KeyboardInterrupt",
            "raise BaseException('x')",
            "raise GeneratorExit",
            "raise BaseExceptionGroup('x', [SystemExit()])",
            "def f():\n    f()\nf()",
            "assert False",
            "import no_such_library",
            "from math import no_such_name",
            "return 1",
            "await x",
            "break",
            "from __future__ import no_such_thing",
            "x = y",
            "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E",
            "class E(Exception):\n    def __str__(self):\n        return 3\nraise E",
        ],
    )
    def test_whatever_the_top_level_raises(self, statement: str) -> None:
        """No statement keeps the functions below it from being loaded, and each is told."""
        loaded = load(f"{statement}\n{GOOD}")
        assert loaded.module.good() == 1
        assert len(loaded.notes) == 1

    def test_an_error_of_a_lying_class_is_told(self) -> None:
        """A class of errors whose own name cannot be read does not stop the loading."""
        source = "class M(type):\n    @property\n    def __name__(cls):\n        raise ValueError\n"
        loaded = load(f"{source}class E(Exception, metaclass=M):\n    pass\nraise E('why')\n{GOOD}")
        assert loaded.module.good() == 1
        assert "E: why" in notes(loaded)

    def test_exit_is_told_as_such(self) -> None:
        """`sys.exit()` is told in words, not as an exception."""
        assert notes(load("import sys\nsys.exit()\n")).startswith("failed line 2: it asked Python to exit")

    @needs_timer
    @pytest.mark.parametrize("loop", ["while True: pass", "import time; time.sleep(60)"])
    def test_an_endless_statement_is_stopped(self, loop: str) -> None:
        """A statement that never ends is stopped, told, and the rest is still loaded."""
        loaded = load(f"a = 1\n{loop}\n{GOOD}", seconds=0.2)
        assert loaded.module.good() == 1
        assert "stopped after 0.2 seconds" in notes(loaded)
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)

    @needs_timer
    def test_many_endless_statements_do_not_add_up(self) -> None:
        """The seconds are for the whole file: later loops get next to nothing."""
        assert load("while True: pass\n" * 5 + GOOD, seconds=0.2).seconds < 20

    def test_skipped_statements_are_left_out_and_told(self) -> None:
        """A statement that once ended the process is not run again."""
        loaded = load(f"a = 1\nb = 2\n{GOOD}", skip=(1,))
        assert loaded.module.a == 1
        assert not hasattr(loaded.module, "b")
        assert loaded.module.good() == 1
        assert "skipped line 2" in notes(loaded)

    @pytest.mark.parametrize("deadly", ["end()", "@end\ndef f(): pass", "class A:\n    end()", "def f(x=end()): pass"])
    def test_what_may_end_the_process_is_announced(self, deadly: str) -> None:
        """Every statement that runs code says so first, so that it can be left out the next time."""
        progress: list[int] = []
        seen: list[int] = []
        module = types.ModuleType("ends")
        module.end = lambda *each: seen.extend(progress)
        sys.modules["ends"] = module
        load(f"from ends import end\na = 1\n{deadly}\n{GOOD}", progress=progress)
        assert seen[-1] == 2

    def test_the_notes_are_bounded(self) -> None:
        """A thousand errors of any length make a hundred short notes."""
        loaded = load("raise ValueError('x' * 10**6)\n" * 300)
        assert len(loaded.notes) == 100
        assert all(len(message) <= 500 for _, _, message in loaded.notes)


class TestMeaning:
    def test_future_annotations_hold_for_later_statements(self) -> None:
        """After the import, annotations are not evaluated, in later cells neither; before it they are."""
        source = "from __future__ import annotations\ndef f(x: NoSuchName) -> Neither: return x\n"
        assert load(source).module.f(1) == 1
        assert load(source, "def g(x: NoSuchName): return x\n").module.g(2) == 2
        assert "NameError" in notes(load("def f(x: NoSuchName): return x\n"))

    def test_the_graders_own_future_is_not_inherited(self) -> None:
        """A file without the import has real annotations."""
        loaded = load("def f(x: int) -> float: return x\n")
        assert typing.get_type_hints(loaded.module.f) == {"x": int, "return": float}
        assert loaded.module.f.__annotations__["x"] is int

    def test_dataclasses_work(self) -> None:
        """A dataclass with text annotations finds its module."""
        source = "from __future__ import annotations\nfrom dataclasses import dataclass, field\n"
        source += "@dataclass\nclass Point:\n    x: float\n    names: list[str] = field(default_factory=list)\n"
        loaded = load(source)
        assert loaded.notes == []
        assert dataclasses.astuple(loaded.module.Point(1.0)) == (1.0, [])

    def test_the_module_knows_itself(self) -> None:
        """`__name__` is the unit's, not `__main__`; `__file__` is the file's; the docstring is no note."""
        loaded = load('"""Words."""\nname = __name__\nfile = __file__\nif __name__ == "__main__":\n    name = None\n')
        assert loaded.module.name == loaded.module.__name__
        assert loaded.module.file == "/work/unit.py"
        assert loaded.notes == []

    def test_cells_share_one_module(self) -> None:
        """What one cell defines, the next one uses."""
        assert load("a = 1\n", "b = a + 1\n", "def f(): return a + b\n").module.f() == 3


class TestSyntaxErrors:
    @pytest.mark.parametrize(
        "bad",
        [
            "def bad(x)\n    return x\n",
            "def bad(x):\n    return (x\n",
            "def bad(x):\nreturn x\n",
            "def bad(x):\n    if x:\n    return x\n",
            "def bad(x):\n\treturn x\n        return 1\n",
            "def bad(x):\n    return x +\n",
            "def bad(x):\n    print 'x'\n",
            "@property\ndef bad(x)\n    return x\n",
            "async def bad(x)\n    return x\n",
            "class bad\n    x = 1\n",
        ],
    )
    @pytest.mark.parametrize("cells", [False, True], ids=["file", "cell"])
    def test_a_spoilt_function_costs_only_itself(self, bad: str, cells: bool) -> None:
        """The functions before and after it are loaded; it is known to be broken, and where."""
        loaded = load(f"def first():\n    return 0\n\n\n{bad}\n\n{GOOD}a = 1\n", cells=cells)
        assert (loaded.module.first(), loaded.module.good(), loaded.module.a) == (0, 1, 1)
        assert "bad" in loaded.broken
        assert not hasattr(loaded.module, "bad")
        where = loaded.notes[0][1]
        assert where.startswith("cell 1, line " if cells else "line ")
        assert 5 <= int(where.split()[-1]) < 5 + bad.count("\n")

    def test_a_spoilt_cell_costs_no_other_cell(self) -> None:
        """Each cell is read on its own."""
        loaded = load("def f(:\n", GOOD)
        assert loaded.module.good() == 1
        assert notes(loaded).startswith("syntax cell 1, line 1")

    def test_what_python_finds_only_when_it_compiles(self) -> None:
        """A function that is grammar and yet no Python is broken, and the others are not."""
        loaded = load(f"def bad(x):\n    global x\n    return x\n{GOOD}")
        assert loaded.module.good() == 1
        assert loaded.broken["bad"].startswith("line 1: SyntaxError")

    @pytest.mark.parametrize(
        "whole",
        [
            "x = [\n1,\n2,\n]\n",
            "if 1:\n    x = 1\nelse:\n    x = 2\n",
            "try:\n    x = 1\nexcept ValueError:\n    pass\nfinally:\n    y = 2\n",
            "@property\n# why\n\ndef x(self): pass\n",
            "x = 1 + \\\n2\n",
            'x = """\ndef no(:\n"""\n',
            "def x(\n    a,\n):\n    return a\n",
            "match 1:\n    case 1:\n        x = 1\n",
        ],
    )
    def test_statements_of_many_lines_stay_whole(self, whole: str) -> None:
        """Beside a spoilt function, a statement of several lines is still one."""
        loaded = load(f"def bad(:\n    pass\n{whole}")
        assert hasattr(loaded.module, "x")
        assert len(loaded.notes) == 1

    @pytest.mark.parametrize("odd", ["\x0c", "\x1c", "\x85", "\u2028"], ids=ascii)
    def test_odd_line_ends_do_not_count(self, odd: str) -> None:
        """Only what ends a line for Python does so for the numbers of lines."""
        loaded = load(f"a = '''{odd}{odd}'''\n#{odd}\ndef bad(:\n    pass\n\ndef g():\n    return 1 / 0\n")
        assert loaded.notes[0][1] == "line 3"
        assert [(line.lineno, line.line) for line in frames(loaded.module.g)] == [(7, "return 1 / 0")]

    @given(st.lists(st.sampled_from(["x = (", ")", "def f():", "    y", "@a", "'''", "#", "", "else:", "\\", "\t"])))
    @settings(max_examples=300, deadline=None)
    def test_chunks_are_the_source(self, lines: list[str]) -> None:
        """Cut into chunks, nothing of a source is lost, and each chunk stands where it says."""
        source = "\n".join(lines)
        chunks = top_level_chunks(source)
        assert "".join(text for _, text in chunks) == source
        line = 1
        for start, text in chunks:
            assert start == line
            line += text.count("\n")

    @given(
        st.text(max_size=60)
        | st.lists(st.sampled_from(["def f(", "):", "\n", " ", "%%time", "!", "?", "'"])).map("".join)
    )
    @settings(max_examples=300, deadline=None)
    def test_any_text_is_loaded_somehow(self, text: str) -> None:
        """No text makes the loading itself fail, as a file and as a cell."""
        load("\x00" + text)
        assert load(text, GOOD).module.good() == 1


def frames(function: typing.Callable[[], object]) -> list[traceback.FrameSummary]:
    """The lines of the student's file in the traceback of a call that fails."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- whatever it is, its frames are looked at
        function()
    return [each for each in traceback.extract_tb(caught.tb) if each.filename.startswith("/work/unit.py")]


class TestLines:
    @pytest.mark.parametrize(
        "before", ["", "a = 1\n\n\n", "def bad(:\n    pass\n", "a = '''\n\n'''\n", "a = 1\r\nb = 2\r\n", "!ls\n"]
    )
    def test_tracebacks_name_the_files_own_lines(self, before: str) -> None:
        """Number and text of a line in a traceback are those of the file, whatever stands before."""
        loaded = load(f"{before}def f():\n    x = 1\n    return x / 0\n")
        line = frames(loaded.module.f)[0]
        assert (line.lineno, line.line) == (before.count("\n") + 3, "return x / 0")

    def test_tracebacks_name_the_cell(self) -> None:
        """In a notebook the place is the cell and the line in it."""
        loaded = load("a = 1\n", "%%time\n\ndef f():\n    return 1 / 0\n")
        line = frames(loaded.module.f)[0]
        assert (line.filename, line.lineno, line.line) == ("/work/unit.py · cell 2", 4, "return 1 / 0")


class TestDefinitions:
    def test_second_definitions_are_recorded(self) -> None:
        """Of two definitions both places are known, and the last one counts."""
        loaded = load("def f(): return 1\n", "x = 1\ndef f(): return 2\n", "f = lambda: 3\n")
        assert loaded.definitions["f"] == ["cell 1, line 1", "cell 2, line 2", "cell 3, line 1"]
        assert loaded.module.f() == 3

    def test_nested_functions_are_recorded(self) -> None:
        """A function inside another one, or a method, is known by what holds it."""
        loaded = load("def main():\n    def inner():\n        pass\n\nclass A:\n    def method(self): pass\n")
        assert loaded.nested == {"inner": "main", "method": "A"}

    def test_functions_that_could_not_be_made_are_broken(self) -> None:
        """A decorator that fails takes the function along, with its reason."""
        loaded = load("@no_such\ndef f(): pass\n@no_such\nasync def g(): pass\n@no_such\nclass C: pass\n")
        assert set(loaded.broken) == {"f", "g", "C"}
        assert "NameError" in loaded.broken["f"]


RUN = ["%%time", "%%timeit -n 1", "%%capture output", "%%prun"]
NOT_RUN = ["%%writefile a.py", "%%bash", "%%html", "%%javascript", "%%sh", "%%latex", "%%", "%%!"]


class TestMagics:
    @pytest.mark.parametrize("head", RUN)
    def test_bodies_that_are_python_run(self, head: str) -> None:
        """The body of a timed or captured cell is run, and the note says so."""
        loaded = load(f"{head}\na = 1\n!ls\nb = 2\n", cells=True)
        assert (loaded.module.a, loaded.module.b) == (1, 2)
        assert "the cell was run without it" in notes(loaded)
        assert "magic cell 1, line 3: `!ls`" in notes(loaded)

    @pytest.mark.parametrize("head", NOT_RUN)
    def test_bodies_that_are_not_python_do_not(self, head: str) -> None:
        """The body of a cell for another program is not run."""
        loaded = load(f"{head}\na = 1\n", cells=True)
        assert not hasattr(loaded.module, "a")
        assert [kind for kind, _, _ in loaded.notes] == ["magic"]

    @pytest.mark.parametrize(
        "line",
        [
            "%matplotlib inline",
            "!pip install torch",
            "!echo don't",
            "!!ls",
            "files = !ls",
            "a, = %who_ls",
            "torch.rand?",
            "torch.rand??",
            "?torch.rand",
            "%timeit?",
            "for i in range(2):\n    !ls\n    %time pass",
            "if True:\n    !ls",
            "%cd  data  # there",
            "%load_ext autoreload\n%autoreload 2",
            "%time",
            "%%time\n%matplotlib inline",
        ],
    )
    def test_lines_for_the_notebook_are_taken_out(self, line: str) -> None:
        """A magic, a shell line or a question costs nothing but itself."""
        loaded = load(f"{line}\n{GOOD}", cells=True)
        assert loaded.module.good() == 1
        assert loaded.notes
        assert {kind for kind, _, _ in loaded.notes} <= {"magic", "failed"}

    def test_what_a_line_magic_times_is_run(self) -> None:
        """`%time x = 1` sets x, and the note does not say that it was left out."""
        loaded = load("%time x = 1\n%timeit -n 10 -r3 y = 2\n", cells=True)
        assert (loaded.module.x, loaded.module.y) == (1, 2)
        assert "left out" not in notes(loaded)

    @pytest.mark.parametrize(
        "source",
        [
            "x = '''\n%matplotlib inline\n!ls\nwhat?\n'''\n",
            'def f():\n    """Doc.\n\n    !important\n    """\n    return 1\n',
            "x = 10\ny = (x\n%3)\n",
            "x = 'a' != 'b'\n",
            "# !ls\n",
            "x = 7 % 3\n",
            "x = f'{1!r}'\n",
            "'''\n%%time\n'''\n",
        ],
    )
    @pytest.mark.parametrize("is_cell", [False, True], ids=["file", "cell"])
    def test_python_is_left_as_it_is(self, source: str, is_cell: bool) -> None:
        """What Python can read holds no magics."""
        assert without_magics(source, is_cell) == (source, [])

    @pytest.mark.parametrize("quote", ["'''", '"""', "f'''", 'rb"""'])
    def test_strings_beside_magics_are_left_as_they_are(self, quote: str) -> None:
        """Where a cell holds both, only the lines outside of strings are taken out."""
        inside = f"x = {quote}\n!inside\n%inside\n{quote[-3:]}\n"
        text, found = without_magics(f"!echo don't\n{inside}%outside\n{inside}", is_cell=True)
        assert text == f"pass\n{inside}pass\n{inside}"
        assert [line for line, _ in found] == [1, 6]

    @given(st.lists(st.sampled_from(["%%time", "%x", "!ls", "a = 1", "'''", '"""', "b?", "c = !d", "  e", "#'''", ""])))
    @settings(max_examples=300, deadline=None)
    def test_line_numbers_stay(self, lines: list[str]) -> None:
        """Taking magics out neither adds nor removes a line."""
        source = "\n".join(lines)
        text, found = without_magics(source, is_cell=True)
        assert text.count("\n") == source.count("\n")
        assert all(1 <= line <= len(lines) for line, _ in found)

    def test_a_file_exported_from_a_notebook(self) -> None:
        """Magics in a .py file are taken out, too."""
        loaded = load(f"%matplotlib inline\n!ls\n{GOOD}")
        assert loaded.module.good() == 1
        assert notes(loaded).count("magic line") == 2


class TestOutput:
    @given(st.lists(st.text(max_size=30), max_size=30), st.integers(1, 20))
    def test_head_and_tail_are_kept(self, pieces: list[str], limit: int) -> None:
        """What was printed is kept whole up to twice the limit, else its head and tail with the number between."""
        stream = BoundedText(limit)
        assert [stream.write(piece) for piece in pieces] == [len(piece) for piece in pieces]
        whole = "".join(pieces)
        gap = len(whole) - 2 * limit
        if gap <= 0:
            assert stream.text() == whole
        else:
            assert stream.text() == f"{whole[:limit]}\n… {gap} characters left out …\n{whole[-limit:]}"

    def test_print_accepts_it(self) -> None:
        """`print` and `sys.stdout.flush` work on it, and only text is taken."""
        stream = BoundedText(100)
        print("a", 1, file=stream, flush=True)
        assert stream.text() == "a 1\n"
        with pytest.raises(TypeError):
            stream.write(b"a")  # type: ignore[arg-type]
