"""Decodes a Python file as Python would, and where Python would refuse, as well as can be."""

from __future__ import annotations

import codecs
import io
import tokenize

from grader.model import Note

FALLBACKS = ("utf-8", "gb18030", "latin-1")
# No source is written in these, and the first two take hours over a large one.
NEVER = frozenset({"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"})


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
        if "\0" in text:
            return text.replace("\0", ""), (*notes, _note(name, "it holds null characters; they were left out"))
        return text, notes
    return data.decode("utf-8", errors="replace"), (_note(name, "some characters could not be read"),)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the file itself names, if it is a text encoding that Python has."""
    if not data.startswith(codecs.BOM_UTF8) and data.find(b"coding", 0, end_of_second_line(data)) < 0:
        # It names none, which means this one.
        return "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        found = codecs.lookup(encoding)
    except (SyntaxError, LookupError, ValueError):
        return None
    # `codecs.lookup` also knows rot13 and zip, which are no encodings of text.
    return encoding if found._is_text_encoding and found.name.replace("-", "_") not in NEVER else None


def end_of_second_line(data: bytes) -> int:
    """Where the lines end that may name an encoding."""
    end = data.find(b"\n", data.find(b"\n") + 1)
    return end if end >= 0 else len(data)


def _note(name: str, message: str) -> Note:
    return Note("encoding", name, message)
