"""Single keys from a terminal, whole lines from anything else, without waiting longer than asked."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt
else:
    import select
    import termios
    import tty

END = "q"


@contextmanager
def single_keys() -> Iterator[None]:
    """Keys arrive as they are pressed; Ctrl-C stays what it is."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def read_key(seconds: float) -> str:
    """The key that was pressed within so many seconds, or nothing; the end of the input is a `q`."""
    if sys.platform == "win32":
        until = time.monotonic() + seconds
        while not msvcrt.kbhit():
            if time.monotonic() >= until:
                return ""
            time.sleep(0.01)
        return msvcrt.getwch().lower()
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return ""
    typed = sys.stdin.read(1) if sys.stdin.isatty() else sys.stdin.readline().strip()[:1]
    return typed.lower() or END
