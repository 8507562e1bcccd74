"""Single keys from a terminal, whole lines from anything else, without waiting longer than asked."""

from __future__ import annotations

import contextlib
import os
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
# Bytes of UTF-8 that begin no letter, and those that begin one of several bytes.
SECOND_BYTES, FIRST_BYTES = b"\x80", b"\xc0"


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
    return typed_key() if sys.stdin.isatty() else typed_line()


def typed_key() -> str:
    """The one key that came first; the others wait where `select` sees them, and not in a buffer of Python's."""
    typed = os.read(sys.stdin.fileno(), 1)
    if typed >= SECOND_BYTES and typed < FIRST_BYTES:
        # Of a letter that is no key here the first byte was answered.
        return ""
    return typed.decode("ascii", errors="replace").lower() or END


def typed_line() -> str:
    """The first letter of a line, or Enter alone."""
    line = b""
    while (typed := os.read(sys.stdin.fileno(), 1)) not in (b"", b"\n"):
        line += typed
    return line.decode(errors="replace").strip()[:1].lower() or ("\n" if typed else END)
