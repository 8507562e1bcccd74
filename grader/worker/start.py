"""The first lines of the worker server: enters its level before any thread starts, then imports torch.

Run as `python -I -m grader.worker.start DESCRIPTOR`; the settings come over that control socket, because a command line
is every child's to read. Tells the judge over the same socket its level and what its canaries met, or why the level
cannot be had.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from typing import TYPE_CHECKING, Any

from grader.sandbox import namespaces, sight
from grader.sandbox.lock import Lock, make_lock
from grader.sandbox.probes import user_obstacle

if TYPE_CHECKING:
    from grader.worker.server import Server

MAX_SETTINGS = 2**20


def main() -> None:
    """Enters, warms up, builds the root, tries the canaries, serves."""
    # A child inherits the frames it was forked in: what must not be known there is gone before the first one.
    prepare(socket.socket(fileno=int(sys.argv[1]))).run()
    os._exit(0)


def prepare(control: socket.socket) -> Server:
    """The server, ready to serve; ends the process where the level cannot be had."""
    settings: dict[str, Any] = json.loads(control.recv(MAX_SETTINGS))
    try:
        means = enter(settings["level"])
    except OSError as error:
        tell(control, {"error": error.strerror or str(error)})
        os._exit(0)
    from grader.worker.server import Server, warm

    warm()
    try:
        lock = build(settings, means)
    except OSError as error:
        tell(control, {"error": error.strerror or str(error)})
        os._exit(0)
    server = Server(control, lock)
    tried = server.try_canaries(settings["scratch"], settings["hidden"]) if lock.filters else {"canaries": {}}
    tell(control, {"ready": settings["level"], "means": means, **tried})
    return server


def enter(level: str) -> list[str]:
    """What strict+ adds to strict here: namespaces, else another user; raises OSError if neither can be had."""
    if level != "strict+":
        return []
    try:
        namespaces.enter()
        return ["namespaces", *(["another user"] if os.geteuid() == 0 else [])]
    except OSError as error:
        if os.geteuid() != 0:
            raise OSError(error.errno, f"namespaces are refused ({error.strerror})") from None
        obstacle = user_obstacle()
        if obstacle:
            raise OSError(error.errno, f"namespaces are refused ({error.strerror}), and {obstacle}") from None
        return ["another user"]


def build(settings: dict[str, Any], means: list[str]) -> Lock:
    """The lock for the children, and for namespaces the root folder they will see."""
    readable = [*sight.readable(settings["uses_accelerator"]), *filter(os.path.exists, settings["shared"])]
    lock = make_lock(settings["level"], settings["uses_accelerator"], tuple(readable))
    if "namespaces" in means:
        place = settings["scratch"] + "-root"
        namespaces.build_root(place, readable, [settings["scratch"]], list(lock.devices))
    return lock


def tell(control: socket.socket, message: dict[str, Any]) -> None:
    """One message to the judge."""
    control.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
