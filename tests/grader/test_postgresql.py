"""The gradebook's own tests on a real PostgreSQL server, which is started for them and thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from classroom import ONE_WRONG, RIGHT, batch, grade, make_class, records
from test_store import (  # noqa: F401 -- collected here once more, for another database
    kill_writers,
    test_a_persons_word,
    test_a_roster,
    test_hostile_names,
    test_many_open_it_at_once,
    test_records,
    test_results,
)

pytest.importorskip("psycopg", reason="PostgreSQL's driver is the extra [postgresql]")
ON_THE_PATH = shutil.which("initdb")
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or ([Path(ON_THE_PATH).parent] if ON_THE_PATH else [])
if not PROGRAMS:
    pytest.skip("there is no PostgreSQL server on this machine", allow_module_level=True)
NUMBERS = count(1)


def as_owner(*command: str) -> None:
    """Runs one of the server's programs; not as root, which it refuses."""
    user = "postgres" if os.getuid() == 0 else None
    path = str(PROGRAMS[-1] / command[0])
    subprocess.run([path, *command[1:]], user=user, cwd="/", check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """The folder with the socket of a server that nobody else can reach."""
    if os.getuid() == 0:
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("root cannot run PostgreSQL, and there is no user postgres")
    place = Path(tempfile.mkdtemp(prefix="postgresql-"))
    place.chmod(0o755)
    if os.getuid() == 0:
        os.chown(place, owner.pw_uid, owner.pw_gid)
    data = str(place / "data")
    as_owner("initdb", "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    as_owner("pg_ctl", "-D", data, "-w", "-l", str(place / "log"), "-o", f"-k {place} -h '' -F", "start")
    yield place
    as_owner("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def path(server: Path) -> str:
    """A new database, in the place of a file."""
    name = f"grades{next(NUMBERS)}"
    as_owner("createdb", "-h", str(server), "-U", "grader", name)
    return f"postgresql://grader@/{name}?host={server}"


def test_killed_writers(path: str) -> None:
    """Each record's result is there, whenever its writer was killed."""
    kill_writers(path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")
def test_two_graders_and_one_gradebook(path: str, tmp_path: Path) -> None:
    """Two parts of a class, graded into one database, are one class there."""
    place = make_class(tmp_path, {"anna": RIGHT, "ben": ONE_WRONG, "cleo": "x = 1\n"})
    for part in ("1/2", "2/2"):
        ended = batch(place, "--shard", part, "--gradebook", path)
        assert ended.returncode == 0, ended.stderr
    assert {name: each["score"]["earned"] for name, each in records(place / "out").items()} == {
        "anna": 6,
        "ben": 4,
        "cleo": 0,
    }
    told = grade(place, "report", "--out", "out")
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["student", "anna", "ben", "cleo"]


def test_a_server_that_is_not_there() -> None:
    """One sentence."""
    from grader.errors import SetupError
    from grader.store import Gradebook

    with pytest.raises(SetupError, match="cannot be used"):
        Gradebook.open("postgresql://grader@/grades?host=/nowhere")
