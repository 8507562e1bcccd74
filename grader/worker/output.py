"""Keeps what a student prints, bounded: the first and the last part, and how much there was."""

from __future__ import annotations

import io


class BoundedText(io.TextIOBase):
    """A text stream that keeps the head and the tail of what is written to it."""

    encoding = "utf-8"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.clear()

    def clear(self) -> None:
        """Forgets everything written so far."""
        self.head: list[str] = []
        self.head_size = 0
        self.tail = ""
        self.dropped = 0

    def writable(self) -> bool:
        """Streams ask."""
        return True

    def write(self, text: str) -> int:
        """Keeps what fits, drops the middle."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        size = len(text)
        room = self.limit - self.head_size
        if room > 0:
            piece = text[:room]
            self.head.append(piece)
            self.head_size += len(piece)
            text = text[room:]
        if text:
            self._keep_tail(text)
        return size

    def _keep_tail(self, text: str) -> None:
        joined = self.tail + text[-self.limit :]
        self.dropped += len(text) - len(text[-self.limit :]) + max(0, len(joined) - self.limit)
        self.tail = joined[-self.limit :]

    def text(self) -> str:
        """What was kept, with a line that says how much was not."""
        gap = f"\n… {self.dropped} characters left out …\n" if self.dropped else ""
        return "".join(self.head) + gap + self.tail
