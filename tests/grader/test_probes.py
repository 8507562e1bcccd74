"""The probe matrix: what a locked-in child gets through with, at every level, against what the level promises."""

from __future__ import annotations

import os
import platform
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from children import LEVELS, LINUX, Children, children_at
from probe_table import BODIES, FAMILIES, child_source, numbers_for

from grader.bridge.forked import ForkedConnection
from grader.errors import StudentFault
from grader.intake.removal import remove_folder
from grader.model import Limits
from grader.student import Module

pytestmark = LINUX
LIMITS = Limits(memory_bytes=2**30)
SECONDS = 5.0
# Landlock cannot hide that a path exists, nor what a link says (shared/isolation.md).
EXCUSED = {"strict+": frozenset[str](), "strict": frozenset({"stat of a hidden path", "a hidden link's target"})}
# What even the level `process` promises: limits, a clean environment, closed descriptors.
KEPT_AT_PROCESS = frozenset(
    {
        "memory beyond the limit",
        "shared memory beyond the limit",
        "memory without a limit",
        "a core file",
        "processor time without a limit",
        "files without a limit",
        "descriptors without a limit",
        "inherited descriptors",
        "standard streams that lead somewhere",
        "the judge's environment",
        "the judge's environment in proc",
    }
)
# Most of the others are live: a matrix of attacks that work nowhere would prove nothing.
LIVE_AS_ROOT, LIVE_AS_ANYBODY = 75, 45


class World:
    """Something to steal, somebody to disturb and somewhere to call: nothing but the isolation protects it."""

    def __init__(self) -> None:
        self.mark = f"probed-{secrets.token_hex(6)}"
        self.folder = Path(tempfile.mkdtemp(prefix="probed-"))
        self.folder.chmod(0o777)
        for name in ("secret", "victim", "removable", "movable"):
            path = self.folder / name
            path.write_text("SECRET\n")
            path.chmod(0o666)
        (self.folder / "link").symlink_to("secret")
        tcp = self._bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        udp = self._bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self.ears = {"tcp": tcp, "udp": udp}
        self.ears["unix"] = self._bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.folder / "unix"))
        (self.folder / "unix").chmod(0o777)
        self.ears["abstract"] = self._bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.mark}")
        self.ears["datagram"] = self._bound(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0datagram-{self.mark}")
        self.bystander = self._somebody()

    @staticmethod
    def _bound(family: int, kind: int, address: object) -> socket.socket:
        made = socket.socket(family, kind)
        made.bind(address)  # type: ignore[arg-type]
        if kind == socket.SOCK_STREAM:
            made.listen()
        made.setblocking(False)
        return made

    @staticmethod
    def _somebody() -> subprocess.Popen[bytes]:
        return subprocess.Popen(["sleep", "600"])

    def lost_somebody(self) -> bool:
        """Whether the bystander was killed; somebody else takes the place."""
        if self.bystander.poll() is None:
            return False
        self.bystander = self._somebody()
        return True

    def state(self) -> list[tuple[object, ...]]:
        """Names, contents, owners, modes and times of what no child may change."""
        found: list[tuple[object, ...]] = []
        for path in sorted(self.folder.iterdir()):
            facts = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found.append((path.name, facts.st_mode, facts.st_uid, facts.st_mtime, facts.st_nlink, content))
        return found

    def heard(self) -> list[str]:
        """The sockets at which somebody called."""
        called = []
        for name, ear in self.ears.items():
            try:
                ear.recv(1) if ear.type == socket.SOCK_DGRAM else ear.accept()[0].close()
            except BlockingIOError:
                continue
            called.append(name)
        return called

    def known(self, neighbour: Path) -> dict[str, object]:
        """What the probes are told."""
        return {
            "HIDDEN": str(self.folder),
            "NEIGHBOUR": str(neighbour),
            "HOME": str(Path.home()),
            "MARK": self.mark,
            "TCP": self.ears["tcp"].getsockname()[1],
            "UDP": self.ears["udp"].getsockname()[1],
            "MEMORY": LIMITS.memory_bytes,
            "NUMBERS": numbers_for(platform.machine()),
        }

    def close(self) -> None:
        """Takes everything away."""
        self.bystander.kill()
        self.bystander.wait()
        for ear in self.ears.values():
            ear.close()
        remove_folder(self.folder)
        for place in (Path("/dev/shm"), Path(os.__file__).parent):
            (place / self.mark).unlink(missing_ok=True)


@dataclass
class Row:
    """What the probes met at one level."""

    through: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    changed: list[tuple[object, ...]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def words(self, names: set[str]) -> str:
        """For a failure: which probes, by family."""
        return "; ".join(f"{FAMILIES[name]}: {name}" for name in self.through if name in names)


class Prober:
    """One child after the other of a level's server, as many as the probes use up."""

    def __init__(self, children: Children, world: World) -> None:
        self.children = children
        self.world = world
        self.connection: ForkedConnection | None = None

    def run(self) -> Row:
        """All of them, while another child works next door."""
        neighbour = self.children.connect("x = 1\n", LIMITS)
        (neighbour.scratch / "secret").write_text("SECRET\n")
        self.text = child_source(self.world.known(neighbour.scratch))
        try:
            return self._run()
        finally:
            neighbour.close()

    def _run(self) -> Row:
        row = Row()
        before = self.world.state()
        for name in BODIES:
            succeeded, row.errors[name] = self._attempt(name)
            if self.world.lost_somebody() or succeeded:
                row.through.append(name)
                # What got through may have changed the child: the next probe gets a new one.
                self._end()
        self._end()
        row.changed = sorted(set(self.world.state()) ^ set(before), key=str)
        row.heard = self.world.heard()
        return row

    def _attempt(self, name: str) -> tuple[bool, str]:
        if self.connection is None:
            self.connection = self.children.connect(self.text, LIMITS)
        try:
            succeeded, error = Module(self.connection, SECONDS).attempt(name, self.world.bystander.pid)
        except StudentFault as fault:
            self._end()
            return False, str(fault)
        return succeeded is True, error

    def _end(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@pytest.fixture(scope="module", params=LEVELS)
def probed(request: pytest.FixtureRequest) -> Iterator[tuple[str, Row]]:
    """A level with what the probes met there."""
    level = request.param
    world = World()
    os.environ["PROBED_TOKEN"] = world.mark
    try:
        with children_at(level, hidden=str(world.folder / "secret")) as children:
            yield level, Prober(children, world).run()
    finally:
        os.environ.pop("PROBED_TOKEN", None)
        world.close()


def test_no_more_gets_through_than_the_level_says(probed: tuple[str, Row]) -> None:
    """At strict+ nothing, at strict that a path exists, at process whatever it does not promise."""
    level, row = probed
    allowed = set(BODIES) - KEPT_AT_PROCESS if level == "process" else EXCUSED[level]
    surplus = set(row.through) - allowed
    assert not surplus, f"at {level} these probes got through: {row.words(surplus)}"


def test_nothing_outside_was_changed_or_reached(probed: tuple[str, Row]) -> None:
    """Seen from the judge's side, whatever the probes themselves believe."""
    level, row = probed
    if level != "process":
        assert not row.changed, row.changed
        assert not row.heard, row.heard


def test_probes_are_live(probed: tuple[str, Row]) -> None:
    """Where nothing is locked most probes get through, so that their failure elsewhere means something."""
    level, row = probed
    if level == "process":
        wanted = LIVE_AS_ROOT if os.geteuid() == 0 else LIVE_AS_ANYBODY
        dead = {name: error for name, error in row.errors.items() if name not in {*row.through, *KEPT_AT_PROCESS}}
        assert len(row.through) >= wanted, f"only {len(row.through)} are live; dead: {dead}"


def test_there_are_many() -> None:
    """Every family has its probes."""
    assert len(BODIES) >= 48
    assert set(FAMILIES.values()) == {
        "files",
        "processes",
        "network",
        "memory",
        "privileges",
        "descriptors and environment",
    }
