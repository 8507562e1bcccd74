"""Hostile submissions at every level: no point gained, nothing stolen, nobody reached, nothing left; each is live."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacked import ATTACKS, CANARY, Attack, AttackedSession, World, attacks, levels

from grader.sandbox.levels import LEVELS


def at_process(attack: Attack) -> bool:
    """Whether the level *process* promises anything against it."""
    return "not at process" not in attack.header


ALL = attacks()
PAIRS = [(level, attack) for level in levels() for attack in ALL if level != "process" or at_process(attack)]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Something to steal."""
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="session")
def sessions(request: pytest.FixtureRequest, world: World) -> dict[str, AttackedSession]:
    """Every selected attack, graded once at its level."""
    chosen = [item.callspec.params for item in request.session.items if "sessions" in getattr(item, "fixturenames", ())]
    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    found = {}
    for level in LEVELS:
        here = [params for params in chosen if params["level"] == level]
        if here:
            found[level] = AttackedSession(world, level)
            found[level].run([params["attack"] for params in here if "attack" in params])
    if autoload is None:
        os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    return found


@pytest.mark.parametrize(("level", "attack"), PAIRS, ids=str)
def test_attack_gains_nothing(sessions: dict[str, AttackedSession], level: str, attack: Attack) -> None:
    """Every case has a verdict which is no pass, and it is the one that the attack's header names."""
    traces = sessions[level].found[attack]
    assert traces.report.earned == 0, traces.cases
    allowed = {each.strip() for each in attack.header["outcome"].split(",")}
    assert {outcome for _, outcome, _ in traces.cases} <= allowed, traces.cases
    assert attack.header["says"] in traces.text, traces.text
    assert not traces.survivors
    if level != "process":
        assert CANARY not in traces.text
        assert "EVIDENCE" not in traces.text
        assert not traces.changed
        assert not traces.contacts


@pytest.mark.parametrize("level", list(levels()))
def test_an_honest_student_after_them_all(sessions: dict[str, AttackedSession], level: str) -> None:
    """What was graded before does not matter to whoever comes next."""
    honest = sessions[level].honest
    assert honest is not None
    assert honest.earned == honest.possible > 0


@pytest.fixture(scope="session")
def naive(request: pytest.FixtureRequest, world: World) -> dict[Attack, dict[str, Any]]:
    """What the naive grader says of every selected attack."""
    chosen = [item.callspec.params["attack"] for item in request.session.items if "naive" in item.fixturenames]
    paths = [attack.lay_out(world.root / "handed-in" / str(attack)) for attack in chosen]
    # Two at a time: much of an attack's time is spent waiting for its end.
    halves = [list(range(first, len(chosen), 2)) for first in range(2)]
    started = [
        start_naive(world.root / "naive" / str(number), [paths[i] for i in half]) for number, half in enumerate(halves)
    ]
    found = {}
    for number, (half, process) in enumerate(zip(halves, started, strict=True)):
        assert process.wait() == 0
        told = (world.root / "naive" / f"{number}.txt").read_text(encoding="utf-8")
        found |= dict(zip([chosen[i] for i in half], map(json.loads, told.splitlines()), strict=True))
    return found


def start_naive(place: Path, paths: list[Path]) -> subprocess.Popen[bytes]:
    """The naive grader at work on some of them."""
    place.mkdir(parents=True)
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(ATTACKS / "naive.py"), str(place), *map(str, paths)]
    with place.with_suffix(".txt").open("wb") as told:
        return subprocess.Popen(command, stdout=told, env=environment)


@pytest.mark.parametrize("attack", [each for each in ALL if not each.header["live"].startswith("wire")], ids=str)
def test_attack_is_live(naive: dict[Attack, dict[str, Any]], attack: Attack) -> None:
    """A naive grader gives it points, or shows its evidence: it is no attack that could not succeed anywhere."""
    told = naive[attack]
    if attack.header["live"].startswith("points"):
        assert told["passed"] > 0, told["said"][-2000:]
    else:
        assert "EVIDENCE" in told["said"] or CANARY in told["said"], told["said"][-2000:]


def test_there_are_many() -> None:
    """The suite is what it says; every file names its technique."""
    assert len(ALL) >= 80
    for attack in ALL:
        assert {"technique", "live", "outcome", "says"} <= attack.header.keys(), attack
