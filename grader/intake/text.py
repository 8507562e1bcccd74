"""Decodes a Python file as Python would, and where Python would refuse, as well as can be."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from pathlib import Path

from grader.errors import IntakeError
from grader.model import Note

MAX_SOURCE_BYTES = 5 * 2**20
FALLBACKS = ("utf-8", "gb18030", "latin-1")
TEXT_ENCODING = re.compile(r"[-\w.]{1,40}")


def read_bytes(path: Path, limit: int = MAX_SOURCE_BYTES) -> bytes:
    """The file's bytes; raises IntakeError for what cannot or should not be read."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise IntakeError(f"{path.name} is {size / 2**20:.0f} MB large; at most {limit / 2**20:.0f} MB are read.")
        return path.read_bytes()
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}.") from None


def decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """The text of a source file and what there was to say about its encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), (_note(name, "it was saved as UTF-16; save it as UTF-8"),)
    declared = declared_encoding(data)
    for encoding in dict.fromkeys([*([declared] if declared else []), *FALLBACKS]):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        notes = (
            ()
            if encoding in (declared, "utf-8", "utf-8-sig")
            else (_note(name, f"it is not UTF-8; read as {encoding}"),)
        )
        return text.replace("\0", ""), notes
    return data.decode("utf-8", errors="replace"), (_note(name, "some characters could not be read"),)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the file itself names, if it is a text encoding that Python has."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        return None
    try:
        # `codecs.lookup` also knows rot13 and zip, which are no encodings of text.
        return encoding if codecs.lookup(encoding)._is_text_encoding else None
    except LookupError:
        return None


def _note(name: str, message: str) -> Note:
    return Note("encoding", name, message)
