"""Frames: exact lengths, bounded before anything is allocated, and a nonce that an answer must echo."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.errors import WireError

ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True)
PRELUDE = struct.Struct("!4sIQ8s")
MAGIC = b"GRW1"
# Before a request: to be done only if the one before it gave a value. Its answer is SKIPPED otherwise.
IF_WELL = "if well"
SKIPPED = {"skipped": True}
MAX_HEADER = 8 * 2**20
MAX_PAYLOAD = 256 * 2**20
MAX_TENSOR = 128 * 2**20
MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_TEXT = 2**20
# Of all texts of a frame together: escaped, a character takes up to six bytes.
MAX_TEXTS = 2**20 + 2**18
MAX_DIMENSIONS = 64
MAX_ARRAY_DIMENSIONS = 32
MAX_DIGITS = 4000


@dataclass(frozen=True)
class Body:
    """A frame but for its nonce."""

    header_size: int
    payload_size: int
    data: bytes

    def sealed(self, nonce: bytes) -> bytes:
        """The frame as bytes."""
        return PRELUDE.pack(MAGIC, self.header_size, self.payload_size, nonce) + self.data


def body(header: Any, chunks: list[bytes]) -> Body:
    """A header and its payload as bytes; raises WireError when they are larger than a frame may be."""
    text = ENCODER.encode(header).encode("ascii")
    size = sum(map(len, chunks))
    if len(text) > MAX_HEADER or size > MAX_PAYLOAD:
        raise WireError(f"a frame of {len(text) + size} bytes is too large")
    return Body(len(text), size, b"".join((text, *chunks)))


def pack(nonce: bytes, header: Any, chunks: list[bytes]) -> bytes:
    """One frame as bytes; raises WireError when it is larger than a frame may be."""
    return body(header, chunks).sealed(nonce)


def receive(read: Callable[[int], bytes | bytearray]) -> tuple[bytes, Any, memoryview]:
    """Reads one frame through `read(n)`, which gives exactly n bytes: nonce, header, payload."""
    magic, header_size, payload_size, nonce = PRELUDE.unpack(read(PRELUDE.size))
    if magic != MAGIC:
        raise WireError("not a frame")
    if header_size > MAX_HEADER or payload_size > MAX_PAYLOAD:
        raise WireError("a frame larger than allowed")
    text = bytes(read(header_size))
    payload = memoryview(read(payload_size)) if payload_size else memoryview(b"")
    return nonce, parse(text), payload


def parse(text: bytes) -> Any:
    """The header as Python data; raises WireError for anything but plain JSON of modest depth."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError("a header that is not JSON") from error
