"""Children of the worker server, from the cradle to the grave: one may be ready before it is needed."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.intake.removal import remove_folder
from grader.model import Limits

MAX_UNBURIED = 4
LAST_WORDS_SECONDS = 10.0


@dataclass
class Child:
    """A locked-in child: its scratch folder, the line to it, and the leash that keeps it alive."""

    scratch: Path
    limits: Limits
    data: socket.socket | None
    leash: socket.socket | None
    owner: int

    def unleash(self) -> None:
        """Lets go, so that the server kills it and all that it started."""
        if self.data is not None:
            self.data.close()
            self.data = None
        if self.leash is not None:
            try:
                self.leash.shutdown(socket.SHUT_WR)
            except OSError:
                self.leash.close()
                self.leash = None

    def end(self) -> dict[str, Any]:
        """Lets go, waits until it is dead, and says how it ended."""
        self.unleash()
        if self.leash is None:
            return {}
        with self.leash as leash:
            self.leash = None
            leash.settimeout(LAST_WORDS_SECONDS)
            try:
                told = leash.recv(4096)
                return dict(json.loads(told)) if told else {}
            except (OSError, ValueError):
                return {}

    def bury(self) -> None:
        """Waits for its end and takes its folder away."""
        self.end()
        remove_folder(self.scratch)


class Nursery:
    """Starts children, keeps one ready in a warm session, and buries them when there is time."""

    def __init__(self, root: Path, submit: Callable[[dict[str, Any], tuple[int, int]], None]) -> None:
        self.root = root
        self.submit = submit
        self.warm_for = 0
        self.ready: Child | None = None
        self.unburied: list[Child] = []

    @property
    def is_warm(self) -> bool:
        """Whether this very process will have many children; a fork of it may have but one."""
        return self.warm_for == os.getpid()

    def stay_warm(self) -> None:
        """From now on has the next child ready before it is asked for."""
        self.warm_for = os.getpid()

    def new_scratch(self) -> Path:
        """A folder for one child, inside the one that children can see."""
        return Path(tempfile.mkdtemp(dir=self.root))

    def take(self, limits: Limits) -> Child:
        """The child that is ready, if it has these limits and is this process's own; else a new one."""
        child, self.ready = self.ready, None
        if child is not None and child.owner == os.getpid():
            if child.limits == limits:
                return child
            child.bury()
        return self.start(limits, self.new_scratch())

    def start(self, limits: Limits, scratch: Path) -> Child:
        """A new child with that scratch folder."""
        scratch.mkdir(exist_ok=True)
        data, child_data = socket.socketpair()
        leash, child_leash = socket.socketpair()
        with child_data, child_leash:
            job = {"limits": asdict(limits), "scratch": str(scratch)}
            self.submit(job, (child_data.fileno(), child_leash.fileno()))
        return Child(scratch, limits, data, leash, os.getpid())

    def prepare(self, limits: Limits) -> None:
        """In a warm session, has a child locked in and waiting by the time that the next submission comes."""
        if self.is_warm and self.ready is None:
            self.ready = self.start(limits, self.new_scratch())

    def let_go(self, child: Child) -> None:
        """Ends a child; only a warm session leaves its burial for later."""
        child.unleash()
        self.unburied.append(child)
        self.bury(MAX_UNBURIED if self.is_warm else 0)

    def bury(self, left: int = 0) -> None:
        """Waits for the end of all but the last few that were let go."""
        while len(self.unburied) > left:
            self.unburied.pop(0).bury()

    def close(self) -> None:
        """Ends and buries all that are this process's own."""
        mine = [each for each in (self.ready, *self.unburied) if each is not None and each.owner == os.getpid()]
        self.ready, self.unburied = None, []
        for child in mine:
            child.bury()
