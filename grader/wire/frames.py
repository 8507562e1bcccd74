"""Frames: exact lengths, bounded before anything is allocated, and a nonce that an answer must echo."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

from grader.errors import WireError

PRELUDE = struct.Struct("!4sIQ8s")
MAGIC = b"GRW1"
MAX_HEADER = 8 * 2**20
MAX_PAYLOAD = 256 * 2**20
MAX_TENSOR = 128 * 2**20
MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_TEXT = 2**20
MAX_DIMENSIONS = 64
MAX_ARRAY_DIMENSIONS = 32
MAX_DIGITS = 4000


def pack(nonce: bytes, header: Any, chunks: list[bytes]) -> bytes:
    """One frame as bytes; raises WireError when it is larger than a frame may be."""
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    size = sum(map(len, chunks))
    if len(text) > MAX_HEADER or size > MAX_PAYLOAD:
        raise WireError(f"a frame of {len(text) + size} bytes is too large")
    return b"".join((PRELUDE.pack(MAGIC, len(text), size, nonce), text, *chunks))


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
