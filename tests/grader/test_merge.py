"""Joining records: a verdict goes before none, sums are exact, and what does not belong together is refused."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.merge import disagreements, merge_records
from grader.emit.record import SCHEMA_FILE
from grader.errors import IntakeError

OUTCOMES = ("passed", "failed", "pending", "broken")
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def case(number: int, outcome: str, worth: float) -> dict[str, Any]:
    """A case of a record."""
    earned = worth if outcome == "passed" else 0
    message = "" if outcome == "passed" else outcome
    return {
        "id": f"tests/hidden/test_u.py::test_{number}", "device": "cpu", "outcome": outcome, "earned": earned,
        "possible": worth, "visibility": "hidden", "asked": "", "message": message, "mistake": None,
    }  # fmt: skip


def make_record(outcomes: list[str], device: str = "cpu") -> dict[str, Any]:
    """A record of one exercise whose cases are worth a third and its multiples."""
    cases = [case(number, outcome, 0.1 * (number + 1)) for number, outcome in enumerate(outcomes)]
    for each in cases:
        each["possible"] = round(each["possible"], 2)
        each["earned"] = round(each["earned"], 2)

    def total(name: str, among: tuple[str, ...] = OUTCOMES) -> float:
        return float(sum((Decimal(str(c[name])) for c in cases if c["outcome"] in among), Decimal(0)))

    sums = {"earned": total("earned"), "possible": total("possible"), "pending": total("possible", ("pending",))}
    return {
        "schema": "grade-report/1",
        "submission": {"id": "anna", "digest": "0" * 64},
        "course": {"name": "c", "digest": "1" * 64},
        "environment": {
            "python": "3.11.7", "torch": "2.13.0", "device": device, "device_name": "", "isolation": "strict", "seed": 1
        },
        "score": sums | {"graded": "broken" not in outcomes, "hidden_cases": True},
        "exercises": [{"id": "u.f", **sums, "cases": cases}],
        "notes": [],
        "timing": {"seconds": 1.0, "cases": {}},
    }  # fmt: skip


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=8), st.data())
def test_what_waits_takes_the_verdict(outcomes: list[str], data: st.DataObject) -> None:
    """A record joined with one in which some cases wait is itself again, whichever comes first."""
    whole = make_record(outcomes)
    waits = [data.draw(st.sampled_from((each, "pending"))) for each in outcomes]
    part = make_record(waits)
    for merged in (merge_records(whole, part), merge_records(part, whole)):
        jsonschema.validate(merged, SCHEMA)
        judged = [each for each in outcomes if each not in ("pending", "broken")]
        found = [each["outcome"] for each in merged["exercises"][0]["cases"]]
        assert [each for each in found if each not in ("pending", "broken")] == judged
        if "broken" not in outcomes:
            assert {**merged, "timing": 0} == {**whole, "timing": 0}


def test_a_gpu_completes_a_cpu() -> None:
    """The pending points are won, the accelerator is named, the weaker isolation too."""
    later = make_record(["pending", "passed"], "cuda")
    later["environment"]["isolation"] = "process"
    merged = merge_records(make_record(["passed", "pending"]), later)
    assert merged["score"] == {"earned": 0.3, "possible": 0.3, "pending": 0, "graded": True, "hidden_cases": True}
    assert merged["environment"]["device"] == "cuda"
    assert merged["environment"]["isolation"] == "process"


def test_the_first_verdict_counts() -> None:
    """What both judged is as the first one says, and the difference can be told."""
    one, other = make_record(["passed", "failed"]), make_record(["failed", "failed"])
    assert merge_records(one, other)["score"]["earned"] == 0.1
    assert disagreements(one, other) == ["tests/hidden/test_u.py::test_0"]


@pytest.mark.parametrize("where", [("submission", "digest"), ("course", "digest"), ("environment", "seed")])
def test_what_does_not_belong_together(where: tuple[str, str]) -> None:
    """Other work, another course, another seed: refused."""
    one = make_record(["passed"])
    other = copy.deepcopy(one)
    other[where[0]][where[1]] = "2" * 64
    with pytest.raises(IntakeError, match="anna"):
        merge_records(one, other)


def test_the_command(tmp_path: Path) -> None:
    """Records in files become one on standard output."""
    for name, outcomes in (("cpu", ["passed", "pending"]), ("gpu", ["pending", "failed"])):
        (tmp_path / f"{name}.json").write_text(json.dumps(make_record(outcomes)))
    ended = subprocess.run(
        [sys.executable, "-m", "grader.cli", "merge", "cpu.json", "gpu.json"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["score"]["earned"] == 0.1
