"""A class on a real Dask cluster of processes: the same records as here, whoever is killed; odd workers are refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from classroom import ONE_WRONG, RIGHT, batch, grade, make_class, records

from grader.batch.slots import Work
from grader.batch.warm import Terms
from grader.cluster.parcel import Parcel, lay_out, open_course, open_work, pack, pack_course, pack_work, unpack
from grader.course import course_digest, read_course
from grader.errors import SetupError
from grader.intake import read_submission

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed (extra: cluster)")
ROOT = Path(__file__).parents[2]
PATIENCE = 150.0
QUIET = ["--host", "127.0.0.1", "--no-dashboard"]
READS_A_FILE = (
    "from pathlib import Path\n\n\ndef double(x):\n    return x * float(Path('beside/two.txt').read_text())\n"
)
CLASS = {
    "abel": "def double(x):\n    while True:\n        pass\n",
    "anna": RIGHT,
    "ben": ONE_WRONG,
    "dora": "import os\n\n\ndef double(x):\n    os._exit(0)\n",
    "emil": "def double(:\n",
    "fay": READS_A_FILE,
}
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course and a class, one of whom reads a file of her own."""
    make_class(tmp_path, CLASS)
    (tmp_path / "class/fay/beside").mkdir()
    (tmp_path / "class/fay/beside/two.txt").write_text("2.0")
    return tmp_path


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers."""
    log = tmp_path_factory.mktemp("scheduler") / "log"
    process = launch(log, "dask_scheduler", "--port", "0")
    try:
        yield said(process, log, "Scheduler at:")
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def start_worker(scheduler: str, tmp_path: Path) -> Iterator[Start]:
    """Starts workers of one thread; all of them end with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str, **environment: str) -> subprocess.Popen[bytes]:
        log = tmp_path / f"worker-{len(started)}"
        own = ["--no-nanny", "--nthreads", "1", "--local-directory", str(tmp_path)]
        started.append(launch(log, "dask_worker", scheduler, *own, *options, **environment))
        said(started[-1], log, "Registered to:")
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def launch(log: Path, module: str, *words: str, **environment: str) -> subprocess.Popen[bytes]:
    """One of Dask's own commands."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words, *QUIET]
    with log.open("wb") as stream:
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=stream, stderr=stream)


def said(process: subprocess.Popen[bytes], log: Path, what: str) -> str:
    """The word after some others in a log, once it is there."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        after = log.read_text(encoding="utf-8").partition(what)[2]
        if "\n" in after:
            return after.split()[0]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


def helpers(worker: subprocess.Popen[bytes]) -> list[int]:
    """The helper processes of a worker."""
    children = Path(f"/proc/{worker.pid}/task").glob("*/children")
    pids = [int(pid) for file in children for pid in file.read_text().split()]
    return [pid for pid in pids if b"grader.cluster.slot" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@needs_dask
def test_killed_worker(place: Path, scheduler: str, start_worker: Start) -> None:
    """A worker that dies in the middle loses nothing: another one takes over, and the records are those made here."""
    workers = [start_worker(), start_worker()]
    words = ["batch", "class", "--course", str(place / "course"), "--out", "far", "--cluster", scheduler]
    command = [sys.executable, "-m", "grader.cli", *words]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, encoding="utf-8") as running:
        wait_for(lambda: list((place / "far").glob("records/*.json")), running)
        orphans = helpers(workers[0])
        workers[0].send_signal(signal.SIGKILL)
        _, told = running.communicate()
    assert running.returncode == 0, told
    assert batch(place, out="here").returncode == 0
    assert records(place / "far") == records(place / "here")
    assert orphans
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in orphans))


def wait_for(fact: Callable[[], object], running: subprocess.Popen[str] | None = None) -> None:
    """Until it is true; fails after long, or when the process ends without it."""
    until = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < until
        assert running is None or running.poll() is None
        time.sleep(0.02)


@needs_dask
def test_unlike_worker(place: Path, scheduler: str, start_worker: Start, tmp_path: Path) -> None:
    """A worker whose verdicts might be others is refused by name, before anything is graded."""
    other = tmp_path / "other" / "numpy-0.1.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 0.1\n")
    start_worker(PYTHONPATH=str(other.parent))
    refused = batch(place, "--cluster", scheduler)
    assert refused.returncode == 2
    assert "tcp://127.0.0.1" in refused.stderr
    assert "it has numpy 0.1, and the coordinator" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (place / "out/records").exists()


@needs_dask
def test_worker_without_what_it_declares(place: Path, scheduler: str, start_worker: Start) -> None:
    """A GPU that was declared and is not there ends the batch with the worker's name."""
    course = place / "course/exercises/course.toml"
    course.write_text(course.read_text().replace('id = "step"\n', 'id = "step"\ndevices = ["cpu", "accelerator"]\n'))
    start_worker("--resources", "GPU=1", CUDA_VISIBLE_DEVICES="")
    words = ["batch", "class", "--only", "victim.step", "--cluster", scheduler]
    refused = grade(place, *words)
    assert refused.returncode == 2
    assert "tcp://127.0.0.1" in refused.stderr
    assert "There is no cuda device" in refused.stderr
    assert "Traceback" not in refused.stderr


@needs_dask
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("tcp://127.0.0.1:9", "No Dask scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense", "nonsense is no address of a Dask scheduler"),
        ("tls://127.0.0.1:9", "no certificate is configured here"),
    ],
)
def test_nobody_there(address: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that leads to no scheduler is met with a sentence."""
    from grader.cluster import coordinator

    monkeypatch.setattr(coordinator, "CONNECT_SECONDS", 0.5)
    with pytest.raises(SetupError, match=sentence), coordinator.Cluster.connected(address):
        pass


@pytest.mark.skipif(find_spec("distributed") is not None, reason="Dask is installed")
def test_without_dask(place: Path) -> None:
    """Where Dask is not installed, the sentence says how to install it."""
    ended = batch(place, "--cluster", "tcp://127.0.0.1:9")
    assert ended.returncode == 2
    assert "torch-course-grader[cluster]" in ended.stderr


@needs_dask
def test_kinds_of_devices(place: Path) -> None:
    """Only exercises with an accelerator go to one, and only where there is one."""
    from grader.cluster.coordinator import kinds_of

    file = place / "course/exercises/course.toml"
    file.write_text(file.read_text().replace('id = "step"\n', 'id = "step"\ndevices = ["cpu", "accelerator"]\n'))
    course = read_course(place / "course")
    exercises = ("victim.double", "victim.step")
    assert kinds_of(course, Terms(exercises, "auto", None, 1)) == {"cpu": [*exercises]}
    assert kinds_of(course, Terms(exercises, "auto", "cuda", 1)) == {"cpu": ["victim.double"], "cuda": ["victim.step"]}


class TestParcels:
    """What travels arrives as it was, or not at all."""

    def test_work(self, place: Path, tmp_path: Path) -> None:
        """Sources, exercises and the files they name; not whose they are."""
        course = read_course(place / "course")
        submission = read_submission(place / "class/fay", course, "fay")
        packed = pack_work(Work(submission, ("victim.double",)))
        assert b"fay" not in packed
        found = open_work(unpack(packed), tmp_path / "work")
        assert found.exercises == ("victim.double",)
        (source,) = found.submission.sources
        assert source.cells == submission.sources[0].cells
        assert [path.name for path in source.neighbours] == ["beside"]
        assert (source.neighbours[0] / "two.txt").read_text() == "2.0"

    def test_course(self, place: Path, tmp_path: Path) -> None:
        """Everything that decides a verdict, for no other user to read but what students may."""
        (place / "course/exercises/data").mkdir()
        (place / "course/exercises/data/table.csv").write_text("1,2\n")
        course = read_course(place / "course")
        found = open_course(unpack(pack_course(course, {})), tmp_path / "unpacked")
        assert course_digest(found) == course_digest(course)
        assert (found.root / "tests").stat().st_mode & 0o077 == 0
        assert (found.root / "exercises/course.toml").stat().st_mode & 0o077 == 0
        assert (found.root / "exercises/data/table.csv").stat().st_mode & 0o004
        assert (found.root / "exercises").stat().st_mode & 0o077 == 0o011

    def test_another_course(self, place: Path, tmp_path: Path) -> None:
        """Files that do not have the digest that was announced are not used."""
        parcel = unpack(pack_course(read_course(place / "course"), {}))
        files = {**parcel.files, "solutions/victim.py": b"def double(x): return x"}
        with pytest.raises(SetupError):
            open_course(Parcel(parcel.facts, files), tmp_path / "unpacked")

    def test_damaged(self) -> None:
        """One byte is enough."""
        packed = pack(Parcel({"a": 1}, {"b": b"c", "d": None}))
        assert unpack(packed) == Parcel({"a": 1}, {"b": b"c", "d": None})
        with pytest.raises(SetupError):
            unpack(packed[:-1] + b"d")

    @pytest.mark.parametrize("name", ["../a", "/tmp/a", "a/../../b", ""])
    def test_names_lead_nowhere(self, tmp_path: Path, name: str) -> None:
        """A file is written below its folder or not at all."""
        with pytest.raises(SetupError):
            lay_out({name: b""}, tmp_path / "folder")
        assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
