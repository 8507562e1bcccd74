"""A cause and what was seen, without anything said twice."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from grader.advice import advice_for
from grader.errors import Frame, StudentRaised
from grader.mistakes import Mistake
from grader.model import Case, Outcome, Verdict
from grader.naming import agreement, is_contradicted, is_foreign
from grader.slips import read_function
from grader.telling import advice_on, explained, is_said, with_cause

CALLED = {
    "not called": ("TypeError", "'builtin_function_or_method' object is not iterable", "", "write `()` after its name"),
    "square": ("TypeError", "'builtin_function_or_method' object is not subscriptable", "a[1]", "Square brackets"),
    "in None": ("TypeError", "argument of type 'NoneType' is not iterable", "if not w.grad in None:", "`is None`"),
    "small letter": ("NameError", "name 'none' is not defined", "", "Python writes `None`"),
    "no quotes": ("NameError", "name 'cpu' is not defined", "", 'Texts stand in quotes: `"cpu"`'),
    "a method": ("AttributeError", "module 'torch' has no attribute 'add_'", "", "`add_` is a method"),
    "elsewhere": ("AttributeError", "module 'torch' has no attribute 'mse_loss'", "", "lies in `torch.nn.functional`"),
    "a known keyword": ("TypeError", "randn() received an invalid combination - got (int, dtype=str)", "", ""),
    "defaults": ("TypeError", "train() missing 2 required positional arguments: 'a' and 'b'", "", "its default value"),
    "an empty text": ("ValueError", "could not convert string to float: ''", "", "is there an empty line"),
    "the model": (
        "TypeError",
        "'Linear' object is not iterable",
        "torch.optim.SGD(model, lr=1)",
        "`model.parameters()`",
    ),
    "a clock": ("AttributeError", "module 'time' has no attribute 'clock'", "", "`time.perf_counter()`"),
}
CASE = Case("test_modules.py::test", "modules.fit", "cpu", "hidden", Decimal(1), "")
OLD = StudentRaised("IndexError", "invalid index of a 0-dim tensor", (Frame("", 3, "f", "return loss.data[0]"),))


def mistake(cause: str) -> Mistake:
    """One that tells this."""
    return Mistake("some", Path("some.py"), "", cause)


def test_advice_is_left_out_beside_a_cause() -> None:
    """The cause of an exception and general advice on it say the same."""
    advice = advice_on(OLD)
    assert "loss.item()" in advice
    verdict = Verdict(CASE, Outcome.RAISED, f"Your code raised IndexError (line 3). {advice}")
    told = with_cause(verdict, mistake("`loss.data[0]` is gone: write `loss.item()`."), OLD).message
    assert told == "`loss.data[0]` is gone: write `loss.item()`.\nYour code raised IndexError (line 3)."


def test_sentences_are_not_repeated() -> None:
    """What was seen is left out as far as the cause says it; shapes are always told."""
    seen = "The result should have shape (3, 8), and has (8, 3). Rows and columns are swapped."
    cause = "Rows and columns are swapped: the number of rows comes first."
    told = with_cause(Verdict(CASE, Outcome.FAILED, seen), mistake(cause), None).message
    assert told == f"{cause}\nThe result should have shape (3, 8), and has (8, 3)."
    seen = "The tensor does not require grad."
    told = with_cause(Verdict(CASE, Outcome.FAILED, seen), mistake(f"{seen[:-1]}: say so."), None).message
    assert told == "The tensor does not require grad: say so."


def test_chinese_is_compared_by_its_characters() -> None:
    """No spaces stand between words there."""
    assert is_said("张量不需要梯度。", "张量不需要梯度：请写 `requires_grad=True`。")
    assert not is_said("第一个维度不见了。", "张量不需要梯度。")


def test_what_the_text_shows_takes_the_place_of_advice() -> None:
    """The piece of the function that an exception comes from; without one, what is noticed stands after the advice."""
    raised = StudentRaised("AttributeError", "'float' object has no attribute 'backward'", ())
    verdict = Verdict(CASE, Outcome.RAISED, f"Your code raised it. {advice_on(raised)}")
    reading = read_function(["def f(x):\n    y = x.item()\n    y.backward()\n"], "f")
    assert reading is not None
    told = explained(verdict, raised, reading).message
    assert told == "Your code raised it. `x.item()` made a plain number of it: do that at the very end."
    unread = read_function(["def f(x, y):\n    return x / 0\n"], "f")
    assert unread is not None
    told = explained(verdict, StudentRaised("ZeroDivisionError", "division by zero", ()), unread).message
    assert told.endswith("The argument `y` is never used.")


def test_causes_that_speak_of_other_code() -> None:
    """A cause that begins with code which the student has not written stands back; one that is untrue is none."""
    assert is_foreign("`clone` makes a copy.", "torch.from_numpy(np.array(table))")
    assert not is_foreign("`clone` makes a copy.", "t.clone()")
    assert not is_foreign("A copy is made: `clone` does that.", "np.array(table)")
    assert is_contradicted("Nothing is learnt: `optimizer.step()` is never called.", Counter(["step"]))
    assert not is_contradicted("Nothing is learnt: `optimizer.step()` is never called.", Counter(["backward"]))
    assert agreement(Counter(["step"]), Counter(["step"])) > agreement(Counter(["step"]), Counter(["backward"]))


@pytest.mark.parametrize("name", CALLED)
def test_advice_on_what_is_called(name: str) -> None:
    """Brackets of another form, a name without them, a name that lies elsewhere: each has its own words."""
    kind, text, line, words = CALLED[name]
    told = advice_for(kind, text, line)
    assert words in told
    assert "takes no argument" not in told
