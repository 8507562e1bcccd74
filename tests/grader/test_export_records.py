"""Formats for one submission: each against its golden file, and read back by its consumer's own rules."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import consumers
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_records import HOSTILE, RECORDS, SECRET, full, half, hostile, not_graded, pending, report, unreadable

import grader.emit.junit
import grader.emit.markdown
from grader.emit.classroom50 import Identity, classroom50, whole_parts
from grader.emit.fitting import NOTE
from grader.emit.gradescope import gradescope
from grader.emit.junit import junit
from grader.emit.markdown import markdown
from grader.emit.prairielearn import prairielearn
from grader.emit.reading import BROKEN_CASE, NOT_GRADED, Final
from grader.emit.record import SCHEMA_FILE, dumps
from grader.model import Outcome

GOLDENS = Path(__file__).parent / "goldens" / "export"
# GRADE_UPDATE_GOLDENS=1 writes them anew; read the difference before it is committed.
UPDATE = bool(os.environ.get("GRADE_UPDATE_GOLDENS"))
WHOSE = Identity(
    "spring", "first-steps", "ada", "submit/2026-11-01T10-00-00Z-abc1234", "https://host/c", "https://host/r",
    "https://host/d", "2026-11-01T10:00:00Z",
)  # fmt: skip
FORMATS = {
    "gradescope": (gradescope, ".json"),
    "classroom50": (lambda data: classroom50(data, WHOSE), ".json"),
    "junit": (junit, ".xml"),
    "prairielearn": (prairielearn, ".json"),
    "markdown": (markdown, ".md"),
    "json": (dumps, ".json"),
}
FOR_STUDENTS = sorted(FORMATS.keys() - {"json"})


def written(form: str, data: dict[str, Any]) -> str:
    """The file, or the sentence why there is none."""
    try:
        return FORMATS[form][0](data)
    except ValueError as error:
        return f"{error}\n"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", RECORDS)
def test_golden(form: str, name: str) -> None:
    """The file is the one that was looked at."""
    text = written(form, RECORDS[name]())
    path = GOLDENS / form / f"{name}{FORMATS[form][1]}"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", RECORDS)
def test_the_samples_are_records(name: str) -> None:
    """What the formats are tried with fits the record's own schema."""
    jsonschema.validate(RECORDS[name](), json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("form", FOR_STUDENTS)
def test_nothing_hidden_is_shown(form: str) -> None:
    """Neither what a broken case said nor where a hidden case stands."""
    for make in RECORDS.values():
        text = written(form, make())
        assert SECRET not in text
        assert "tensor([41.5" not in text
        assert "TestHead" not in text


class TestGradescope:
    def test_scores(self) -> None:
        """The score counts what is earned, and the student sees it."""
        assert consumers.gradescope(gradescope(full())) == (6.5, True)
        assert consumers.gradescope(gradescope(half())) == (3.5, True)
        assert consumers.gradescope(gradescope(unreadable())) == (0, True)

    def test_pending(self) -> None:
        """What waits for an accelerator is no lost point: it is told, and not in the maximum."""
        data = json.loads(gradescope(pending()))
        assert data["output"].startswith("Score so far: 5 of 6.5 points.\n1.5 points wait for")
        assert [each["max_score"] for each in data["tests"]] == [1, 2.5, 1.5]
        assert [each["status"] for each in data["tests"]] == ["passed"] * 3

    def test_nothing_but_pending(self) -> None:
        """A test of which nothing was judged has no score."""
        data = report(lambda each: (Outcome.PENDING, "It waits."), "ada")
        assert all("score" not in each and "status" not in each for each in json.loads(gradescope(data))["tests"])

    def test_not_graded(self) -> None:
        """No score is in the file, so that Gradescope says that the autograder failed."""
        with pytest.raises(consumers.Refused):
            consumers.gradescope(gradescope(not_graded()))
        assert NOT_GRADED in json.loads(gradescope(not_graded()))["output"]

    def test_late(self) -> None:
        """A final score goes before the sum, with its reason."""
        text = gradescope(full(), Final(Decimal("5.85"), Decimal("6.5"), ("1 day late: 10 % of the points",)))
        assert consumers.gradescope(text) == (5.85, True)
        assert json.loads(text)["output"].startswith("Score: 5.85 of 6.5 points.\n1 day late")

    def test_some_units(self) -> None:
        """A record of some units is so far out of the whole course."""
        text = gradescope(full(), Final(Decimal("6.5"), Decimal(20)))
        assert json.loads(text)["output"] == "Score so far: 6.5 of 20 points."


class TestClassroom50:
    def read(self, data: dict[str, Any], scale: int = 100) -> tuple[int, int]:
        """Through the runner's rules."""
        return consumers.classroom50(classroom50(data, WHOSE, scale), "spring", "first-steps", "Ada")

    def test_scores(self) -> None:
        """Hundredths are exact; what waits is not in the maximum."""
        assert self.read(full()) == (650, 650)
        assert self.read(half()) == (350, 650)
        assert self.read(pending()) == (500, 500)
        assert self.read(unreadable()) == (0, 650)
        assert self.read(hostile()) == (0, 650)

    def test_a_small_scale(self) -> None:
        """Rounded parts keep the sum; a scale at which the points themselves are not whole is refused."""
        assert self.read(half(), 2) == (7, 13)
        with pytest.raises(ValueError, match=r"tensors.head are not whole"):
            self.read(half(), 1)

    def test_not_graded(self) -> None:
        """There is no result: the job must fail."""
        with pytest.raises(ValueError, match="no score"):
            self.read(not_graded())

    @given(st.lists(st.decimals(0, 50, places=2), max_size=30))
    def test_parts_keep_the_sum(self, values: list[Decimal]) -> None:
        """Whole parts add up to the rounded sum, and each is one of its value's two neighbours."""
        parts = whole_parts(values)
        assert sum(parts) == int(sum(values, Decimal(0)).quantize(Decimal(1), "ROUND_HALF_UP"))
        assert all(value - 1 < part < value + 1 for part, value in zip(parts, values, strict=True))


class TestJunit:
    def test_every_case_is_seen(self) -> None:
        """GitLab keeps each of them, with its status."""
        statuses = {name: [each.status for each in consumers.gitlab(junit(make()))] for name, make in RECORDS.items()}
        assert statuses["full"] == ["success"] * 9
        assert statuses["pending"].count("skipped") == 1
        assert statuses["not_graded"].count("error") == 1
        assert statuses["half"].count("failure") == 4
        assert statuses["unreadable"] == ["failure"] * 3

    def test_cases_of_one_name(self) -> None:
        """They get numbers, whatever they are called, so that none is dropped."""
        data = full()
        for each in data["exercises"]:
            for number, case in enumerate(each["cases"]):
                case["asked"] = "The same." if number else "The same. (2)"
        names = [f"{each.classname}::{each.name}" for each in consumers.gitlab(junit(data))]
        assert len(names) == len(set(names)) == 9

    def test_files(self) -> None:
        """Only the file of a public case is named: students have it."""
        files = {each.file for each in consumers.gitlab(junit(full()))}
        assert files == {None, "tests/public/test_tensors.py", "tests/public/test_gpu.py"}

    def test_broken(self) -> None:
        """The grader's fault is an error without details."""
        assert [s.output for s in consumers.gitlab(junit(not_graded())) if s.status == "error"] == [BROKEN_CASE]


class TestPrairieLearn:
    def test_scores(self) -> None:
        """A part of one, and a badge for each exercise."""
        assert consumers.prairielearn(prairielearn(full()))[0] == 1
        score, badges = consumers.prairielearn(prairielearn(half()))
        assert score == pytest.approx(3.5 / 6.5, abs=1e-6)
        assert badges == ["tensors.scalar 0.5/1", "tensors.head 0/2.5", "gpu.move 3/3"]

    @pytest.mark.parametrize("make", [not_graded, unreadable])
    def test_not_gradable(self, make: Any) -> None:
        """It costs neither points nor an attempt."""
        assert consumers.prairielearn(prairielearn(make())) == (None, [])


def large(cases: int, length: int) -> dict[str, Any]:
    """A record with many long and different messages."""
    data = full()
    pattern = data["exercises"][0]["cases"][0]
    data["exercises"][0]["cases"] = [
        {**pattern, "id": f"t::{n}", "outcome": "failed", "earned": 0, "message": f"{n} " + "é" * length}
        for n in range(cases)
    ]
    return data


def test_limits_in_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would be too large is cut text by text, says so, and is still read."""
    monkeypatch.setattr(grader.emit.junit, "LIMIT", 100_000)
    monkeypatch.setattr(grader.emit.markdown, "LIMIT", 20_000)
    long = large(60, 9_000)
    for form in ("prairielearn", "junit", "markdown"):
        text = written(form, long)
        assert NOTE in text
        assert len(text.encode()) <= {"prairielearn": 999_999, "junit": 100_000, "markdown": 20_000}[form]
    assert consumers.prairielearn(prairielearn(long))[0] == 1
    assert len(consumers.gitlab(junit(long))) == 66
    consumers.outside_fences(markdown(long))
    consumers.classroom50(classroom50(long, WHOSE), "spring", "first-steps", "ada")
    with pytest.raises(ValueError, match="too many cases"):
        junit(large(500, 10))


class TestHostile:
    """Whatever a student wrote is shown and not obeyed."""

    def test_markdown(self) -> None:
        """What is rendered has no element that a student wrote, no mention and no link."""
        text = markdown(hostile())
        rendered = MarkdownIt("commonmark").enable("table").render(text)
        ours = "h2 h3 p table thead tbody tr th td pre code"
        assert set(re.findall(r"</?(\w+)", rendered)) <= set(ours.split(" "))
        outside = consumers.outside_fences(text)
        assert not re.search(r"@\w|#\d|https?://|^::", outside, re.MULTILINE)

    @pytest.mark.parametrize("form", FORMATS)
    def test_no_control_characters(self, form: str) -> None:
        """Nothing but line feeds and tabs is left of them, nor anything that turns text round."""
        text = written(form, hostile())
        assert not [c for c in text if not c.isprintable() and c not in "\n\t\u200b"]
        text.encode("utf-8")

    def test_junit_keeps_the_text(self) -> None:
        """The message is in the body, every line of it."""
        seen = consumers.gitlab(junit(hostile()))[0]
        assert "</failure><script>" in seen.output
        assert seen.output.count("\n") == HOSTILE.count("\n")


def test_a_case_without_a_sentence() -> None:
    """A public case is called by its function's name, a hidden one is not."""
    data = full()
    for each in data["exercises"][0]["cases"]:
        each["asked"] = ""
    names = [each.name for each in consumers.gitlab(junit(data))][:3]
    assert names == ["A case without a sentence of its own.", "A case without a sentence of its own. (2)", "example"]


@pytest.mark.parametrize("form", FOR_STUDENTS)
def test_every_outcome_is_known(form: str) -> None:
    """No format stumbles over an outcome, with a message or without."""
    for outcome in Outcome:
        for message in ("", "So it was."):
            assert written(form, report(lambda each, o=outcome, m=message: (o, m), "ada"))
