"""Cuts the outputs out of a notebook's bytes without building what is in them; knows nothing of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

IS_A_LIST = re.compile(rb"\s*:\s*\[")
BRACKET_OR_QUOTE = re.compile(rb'["\[\]{}]')
# About five seconds; printed lines count one each.
MAX_STEPS = 5_000_000


class TooManyParts(ValueError):
    """More brackets and texts than anybody's notebook has."""


class Cutter:
    """One walk over the bytes, from text to text and, inside outputs, from bracket to bracket."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.steps = 0

    def run(self) -> bytes:
        """The same notebook with every list of outputs empty."""
        return b"".join(self._kept())

    def _kept(self) -> Iterator[bytes]:
        position = begin = 0
        while (quote := self.data.find(b'"', position)) >= 0:
            position = self._after_text(quote)
            opened = IS_A_LIST.match(self.data, position) if self._is_outputs(quote, position) else None
            if opened:
                yield self.data[begin : opened.end()]
                position = self._after_list(opened.end())
                # The closing bracket is kept; where there is none, nothing is left.
                begin = position - 1
        yield self.data[begin:]

    def _is_outputs(self, quote: int, end: int) -> bool:
        return end - quote == len(b'"outputs"') and self.data.startswith(b'"outputs"', quote)

    def _after_text(self, quote: int) -> int:
        """Where the text that begins there ends: at a quote with no backslash, or an even number of them, before it."""
        position = quote + 1
        while (end := self.data.find(b'"', position)) >= 0:
            self._step()
            piece = self.data[position:end]
            if (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0:
                return end + 1
            position = end + 1
        return len(self.data)

    def _after_list(self, position: int) -> int:
        """Where the list ends whose first bracket has been read."""
        depth = 1
        while depth and (found := BRACKET_OR_QUOTE.search(self.data, position)):
            self._step()
            position = found.end()
            if found[0] == b'"':
                position = self._after_text(found.start())
            else:
                depth += 1 if found[0] in b"[{" else -1
        return position if not depth else len(self.data) + 1

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise TooManyParts


def without_outputs(data: bytes) -> bytes:
    """The notebook with its outputs left out; raises TooManyParts for what no person made."""
    return Cutter(data).run()
