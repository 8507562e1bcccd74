"""Keeps texts within what a consumer takes: cut text by text with a note, so that the whole stays valid."""

from __future__ import annotations

from collections.abc import Callable

LENGTHS = (65_536, 16_384, 4096, 1024, 256, 64)
NOTE = " … (shortened: the record has all of it)"


def clip(text: str, length: int) -> str:
    """The text, or its beginning and a note that it goes on."""
    return text if len(text) <= length else text[:length].rstrip() + NOTE


def fit(make: Callable[[int], str], limit: int, what: str) -> str:
    """The fullest text of at most `limit` bytes; `make` is given the longest that a message in it may be.

    Raises ValueError where even the shortest messages leave too much.
    """
    for length in LENGTHS:
        text = make(length)
        if len(text.encode("utf-8")) <= limit:
            return text
    raise ValueError(f"{what} takes at most {limit} bytes, and there are too many cases for that.")
