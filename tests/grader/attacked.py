"""Grades hostile submissions in a small world that has something to steal, and looks for traces afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session
from grader.model import Report

ATTACKS = Path(__file__).parents[1] / "attacks"
HEADER = re.compile(r"^# (technique|live|outcome|says|not at process): *(.+)$", re.MULTILINE)
CANARY = "CANARY-4f1d7c-"
PORT = 47113
PATIENCE = 3.0
OWN_PROGRAM = "grader.worker.start"
BAIT = str(PORT)


@dataclass(frozen=True)
class Attack:
    """A hostile file and what it says about itself."""

    path: Path

    def __str__(self) -> str:
        """The test's id."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def header(self) -> dict[str, str]:
        """The comment lines at its top."""
        return dict(HEADER.findall(self.path.read_text(encoding="utf-8")))

    def lay_out(self, folder: Path) -> Path:
        """The submission as a student would hand it in, with the files beside it; its path."""
        shutil.rmtree(folder, ignore_errors=True)
        beside = self.path.with_suffix("")
        if beside.is_dir():
            shutil.copytree(beside, folder)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.path, folder / "victim.py")
        return folder / "victim.py"


def attacks() -> list[Attack]:
    """Every hostile file."""
    return [Attack(path) for path in sorted(ATTACKS.glob("*/*.py")) if path.parent.name != "course"]


@dataclass
class Traces:
    """What an attack got and left behind."""

    report: Report
    survivors: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)

    @property
    def cases(self) -> list[tuple[str, str, str]]:
        """Name, outcome and words of each case."""
        judged = [case for exercise in self.report.exercises for case in exercise.cases]
        return [(c.verdict.case.id.split("::")[-1], c.verdict.outcome.value, c.verdict.message) for c in judged]

    @property
    def text(self) -> str:
        """Everything a person would read."""
        return "\n".join([*(message for *_, message in self.cases), *(note.message for note in self.report.notes)])


class World:
    """A course, a home, a neighbour's submission, the judge's environment and open ears: each with a canary."""

    def __init__(self, listens: bool = True) -> None:
        # First, because only one world can have them.
        self.ears = Ears() if listens else None
        self.root = Path(tempfile.mkdtemp(prefix="attacked-"))
        self.root.chmod(0o755)
        self.course = self.root / "course"
        shutil.copytree(ATTACKS / "course", self.course)
        for path in [*self.course.glob("solutions/*.py"), *self.course.glob("tests/hidden/*.py"), self.course_file]:
            path.write_text(path.read_text() + f"\n# {CANARY}{path.stem}\n")
        for name in ("home/.ssh/id_rsa", "home/gradebook.db", "neighbour/victim.py"):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {CANARY}{path.stem}\n")
        os.environ["GRADE_TOKEN"] = f"{CANARY}environment"
        # Where an attacker would look first; on the attacker's side it is common knowledge.
        os.environ["ATTACKED_WORLD"] = str(self.root)
        if self.ears:
            Path(WORLD_LINK).unlink(missing_ok=True)
            Path(WORLD_LINK).symlink_to(self.root)

    @property
    def course_file(self) -> Path:
        """The course's own file."""
        return self.course / COURSE_FILE

    @property
    def submission(self) -> Path:
        """The folder of the submission under examination."""
        return self.root / "submission"

    def state(self) -> dict[str, str]:
        """Every file that no submission may change, by content; and the names in shared folders."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            if path.is_file() and not path.is_symlink() and self.naive not in path.parents:
                found[str(path)] = f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mode:o}"
        for folder in ("/dev/shm", tempfile.gettempdir(), "/var/tmp", str(Path.home()), str(Path.cwd())):
            names = [each.name for each in Path(folder).iterdir()] if Path(folder).is_dir() else []
            found |= {f"{folder}/{name}": "" for name in names if BAIT in name}
        return found

    @property
    def naive(self) -> Path:
        """Where the naive grader works."""
        return self.root / "naive"

    def close(self) -> None:
        """Takes everything away."""
        if self.ears:
            self.ears.close()
            Path(WORLD_LINK).unlink(missing_ok=True)
        os.environ.pop("GRADE_TOKEN", None)
        os.environ.pop("ATTACKED_WORLD", None)
        shutil.rmtree(self.root, ignore_errors=True)


WORLD_LINK = f"/tmp/attacked-world-{BAIT}"
UNIX_PATH = f"/tmp/attacked-{BAIT}.sock"


class Ears:
    """Listens on every kind of socket that an attack may try to reach."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        tcp = self._bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", PORT))
        Path(UNIX_PATH).unlink(missing_ok=True)
        self.sockets = {
            "tcp": tcp,
            "udp": self._bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", PORT)),
            "unix": self._bound(socket.AF_UNIX, socket.SOCK_STREAM, UNIX_PATH),
            "unix datagram": self._bound(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0attacked-{BAIT}-datagram"),
            "abstract": self._bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0attacked-{BAIT}"),
        }
        Path(UNIX_PATH).chmod(0o777)
        for name, each in self.sockets.items():
            threading.Thread(target=self._listen, args=(name, each), daemon=True).start()

    @staticmethod
    def _bound(family: int, kind: int, address: object) -> socket.socket:
        made = socket.socket(family, kind)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)  # type: ignore[arg-type]
        except OSError:
            made.close()
            raise
        if kind == socket.SOCK_STREAM:
            made.listen()
        return made

    def _listen(self, name: str, each: socket.socket) -> None:
        while True:
            try:
                if each.type == socket.SOCK_DGRAM:
                    each.recv(4096)
                else:
                    each.accept()[0].close()
            except OSError:
                return
            self.heard.append(name)

    def take(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard

    def close(self) -> None:
        """Stops listening."""
        for each in self.sockets.values():
            each.close()
        Path(UNIX_PATH).unlink(missing_ok=True)


def processes(anywhere: bool = False) -> dict[int, str]:
    """The commands of worker processes below this one (or anywhere), and of programs that an attack started."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            is_worker = OWN_PROGRAM in command and (anywhere or is_below(int(entry.name)))
            if is_worker or BAIT in command:
                found[int(entry.name)] = f"{command[:80]} ({state})"
    return found


def is_below(pid: int) -> bool:
    """Whether a process descends from this one: other graders on the machine have workers, too."""
    while pid > 1 and pid != os.getpid():
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return pid == os.getpid()


class AttackedSession:
    """One warm server of a level, and one judge, for many attacks."""

    def __init__(self, world: World, level: str) -> None:
        self.world = world
        self.level = level
        self.found: dict[Attack, Traces] = {}
        self.honest: Report | None = None

    def run(self, wanted: list[Attack]) -> None:
        """Grades all of them, one after the other, and at last an honest submission."""
        course = read_course(self.world.course)
        # What pytest itself was started with must not look like a survivor.
        server = WorkerServer(Wish(self.level, hidden=str(self.world.course_file)))
        grading = Grading(course, ForkLaunch(server), None)

        def work(judge: Judge) -> None:
            server.wait_until_ready()
            for attack in wanted:
                self.found[attack] = self._grade(judge, attack)
            self.honest = judge.grade(read_submission(self._honest(), course), EXERCISES)

        try:
            hold_session(grading, self.level, work)
        finally:
            grading.close()

    def _grade(self, judge: Judge, attack: Attack) -> Traces:
        path = attack.lay_out(self.world.submission)
        self._heard()
        before, running = self.world.state(), processes()
        report = judge.grade(read_submission(path, judge.grading.course), EXERCISES)
        return Traces(
            report,
            self._survivors(running),
            sorted(set(before.items()) ^ set(self.world.state().items())),  # type: ignore[arg-type]
            self._heard(),
        )

    def _heard(self) -> list[str]:
        return self.world.ears.take() if self.world.ears else []

    @staticmethod
    def _survivors(running: dict[int, str]) -> list[str]:
        """Processes that were not there before, after a moment in which the system may bury the dead."""
        until = time.monotonic() + PATIENCE
        while True:
            left = [what for pid, what in processes().items() if pid not in running]
            if not left or time.monotonic() > until:
                return left
            time.sleep(0.02)

    def _honest(self) -> Path:
        path = self.world.submission
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        shutil.copy(ATTACKS / "course" / "solutions" / "victim.py", path / "victim.py")
        return path / "victim.py"


EXERCISES = ["victim.double", "victim.mean_square", "victim.step"]


def levels() -> list[str]:
    """The levels that this machine offers; on any Linux at least `process`."""
    return ["strict+", "strict", "process"] if sys.platform.startswith("linux") else []
