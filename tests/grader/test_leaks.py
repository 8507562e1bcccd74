"""Nothing of the judge's reaches a child: canaries lie on the judge's side, and a child searches itself for them.

The child is told each canary with every byte moved on by one, and looks for that in its memory moved on by one: so
what it was told is no find, and neither is what the search itself leaves behind.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from children import LEVELS, LINUX, Children, children_at

from grader.bridge.connection import LocalConnection
from grader.bridge.server import worker_environment
from grader.intake.removal import remove_folder
from grader.model import Cell, Limits, Source
from grader.student import Module

pytestmark = LINUX
SECONDS = 120.0
# What the worker, Python and torch add to their environment themselves.
ADDED = {"TMPDIR", "HOME", "LC_CTYPE"}
SEARCHER = """
import ctypes, gc, os, stat, sys

MOVED = bytes((n + 1) % 256 for n in range(256))
PIECE = 2**22


def regions():
    \"\"\"What is mapped and can be written, and so can hold data of this process: (start, end).\"\"\"
    for line in open("/proc/self/maps"):
        place, rights, _, _, node, *name = line.split(maxsplit=5)
        if "w" in rights and "r" in rights and not (name and name[0].startswith("[v")):
            start, end = (int(each, 16) for each in place.split("-"))
            yield start, end


def in_memory(told):
    \"\"\"Which of the canaries lie in memory, and how many bytes were searched.\"\"\"
    found, size = set(), 0
    for start, end in list(regions()):
        for at in range(start, end, PIECE):
            piece = ctypes.string_at(at, min(PIECE + 64, end - at)).translate(MOVED)
            size += min(PIECE, end - at)
            found |= {name for name, canary in told.items() if canary in piece}
    return [sorted(found), size]


def in_words(told):
    \"\"\"Which of the canaries stand in the environment, in the command line or in what is known of this process.\"\"\"
    words = [*map(repr, os.environ.items()), *map(repr, [sys.argv, sys.orig_argv, sys.path, os.getcwd()])]
    for name in ("environ", "cmdline", "status", "mountinfo", "maps", "comm", "limits", "cgroup", "net/unix"):
        try:
            words.append(open(f"/proc/self/{name}", "rb").read().decode(errors="replace"))
        except OSError:
            pass
    text = "\\n".join(words).encode().translate(MOVED)
    return sorted(name for name, canary in told.items() if canary in text)


def in_objects(told):
    \"\"\"Which of the canaries are text or bytes that Python's collector knows of.\"\"\"
    found = set()
    for each in gc.get_objects():
        for value in gc.get_referents(each):
            if type(value) in (str, bytes) and len(value) < 2**20:
                data = value.encode(errors="replace") if type(value) is str else value
                found |= {name for name, canary in told.items() if canary in data.translate(MOVED)}
    return sorted(found)


def in_names(told):
    \"\"\"Which of the canaries are names of files that can be listed.\"\"\"
    found = set()
    for top in ("/tmp", "/dev", "/run", "/home", "/root", "/work", "/var", "/etc", ".."):
        for folder, folders, files in os.walk(top):
            folders[:] = folders if folder.count("/") < 3 else []
            text = "\\n".join([folder, *folders, *files]).encode(errors="replace").translate(MOVED)
            found |= {name for name, canary in told.items() if canary in text}
    return sorted(found)


def descriptors():
    \"\"\"Every open descriptor with what it is.\"\"\"
    kinds = []
    for number in range(4096):
        try:
            facts = os.fstat(number)
        except OSError:
            continue
        null = stat.S_ISCHR(facts.st_mode) and facts.st_rdev == os.makedev(1, 3)
        kinds.append([number, "null" if null else "socket" if stat.S_ISSOCK(facts.st_mode) else oct(facts.st_mode)])
    return kinds


def environment():
    return sorted(os.environ)
"""


def canary() -> str:
    """Text that stands nowhere else."""
    return f"canary{secrets.token_hex(12)}"


@dataclass
class Secrets:
    """What the judge holds, by the place where it holds it."""

    folder: Path
    places: dict[str, str]
    reference: LocalConnection

    @property
    def told(self) -> dict[str, bytes]:
        """The canaries as a child is told of them."""
        return {name: moved(text) for name, text in self.places.items()}


def moved(text: str) -> bytes:
    """Every byte one further."""
    return bytes(byte + 1 for byte in text.encode())


@pytest.fixture(scope="module")
def held() -> Iterator[Secrets]:
    """A course with canaries, its solution loaded in this process, and one in the environment."""
    places = {name: canary() for name in ("environment", "hidden case", "solution", "memory", "folder")}
    folder = Path(tempfile.mkdtemp(prefix=f"leaks-{places['folder']}-"))
    folder.chmod(0o755)
    (folder / "test_hidden.py").write_text(f"EXPECTED = '{places['hidden case']}'\n")
    solution = f"ANSWER = '{places['solution']}'\n\n\ndef work():\n    return ANSWER\n"
    (folder / "solution.py").write_text(solution)
    reference = LocalConnection(Source("held", folder / "solution.py", (Cell(solution),)), Limits(), 0)
    assert Module(reference, SECONDS).work() == places["solution"]
    os.environ["GRADE_LEAK_TEST"] = places["environment"]
    yield Secrets(folder, places, reference)
    del os.environ["GRADE_LEAK_TEST"]
    reference.close()
    remove_folder(folder)


@pytest.fixture(scope="module", params=LEVELS)
def children(request: pytest.FixtureRequest, held: Secrets) -> Iterator[Children]:
    """A server of each level, started while the canaries lay there."""
    with children_at(request.param) as found:
        yield found


def test_search_finds_what_is_there(children: Children) -> None:
    """The search works: a canary of the submission itself is found in memory and among the objects."""
    own, strange = canary(), canary()
    told = {"own": moved(own), "strange": moved(strange)}
    with children.module(f"OWN = ['{own}']\n{SEARCHER}", seconds=SECONDS) as module:
        found, size = module.in_memory(told)
        assert found == ["own"]
        assert size > 2**25
        assert module.in_objects(told) == ["own"]


def test_nothing_in_memory(children: Children, held: Secrets) -> None:
    """No canary lies in what a child can write, nor in any object, before and after it has worked."""
    with children.module(SEARCHER, seconds=SECONDS) as module:
        assert module.in_memory(held.told)[0] == []
        assert module.in_objects(held.told) == []
        assert module.in_memory(held.told)[0] == []


def test_nothing_in_words(children: Children, held: Secrets) -> None:
    """No canary stands in the environment, the command line or the files of the process."""
    with children.module(SEARCHER, seconds=SECONDS) as module:
        assert module.in_words(held.told) == []
        assert set(module.environment()) <= {*worker_environment(), *ADDED}


def test_no_name_can_be_found(children: Children, held: Secrets) -> None:
    """The course's folder is in no listing, but where nothing is promised."""
    with children.module(SEARCHER, seconds=SECONDS) as module:
        found = module.in_names(held.told)
    assert found == (["folder"] if children.level == "process" else [])


def test_descriptors(children: Children) -> None:
    """A child has its own socket and three streams that lead nowhere."""
    with children.module(SEARCHER, seconds=SECONDS) as module:
        kinds = module.descriptors()
    assert kinds[:3] == [[0, "null"], [1, "null"], [2, "null"]]
    assert [kind for _, kind in kinds[3:]] == ["socket"]


def test_nothing_of_another_submission(children: Children, held: Secrets) -> None:
    """Neither of the one before nor of one that runs at the same time, nor of what they were asked."""
    source, argument = canary(), canary()
    told = {"source": moved(source), "argument": moved(argument)}
    text = f"WORK = '{source}'\n\n\ndef work(x):\n    return [x, WORK]\n"
    with children.module(text, seconds=SECONDS) as before:
        assert before.work(argument) == [argument, source]
    with children.module(text, seconds=SECONDS) as beside, children.module(SEARCHER, seconds=SECONDS) as module:
        assert beside.work(argument) == [argument, source]
        assert module.in_memory(told)[0] == []
        assert module.in_words(told) == []


def test_the_hidden_path_is_not_told(held: Secrets) -> None:
    """Where the canaries' target lies is the server's business: its command line is a child's, too."""
    with (
        children_at("strict+", hidden=str(held.folder / "test_hidden.py")) as children,
        children.module(SEARCHER, seconds=SECONDS) as module,
    ):
        assert module.in_words(held.told) == []
