"""Walks through a .zip: everything its table of contents says is checked before the first byte is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, BinaryIO, cast

from grader.errors import IntakeError
from grader.intake.archive import LESS, Guarded, Unpacking, damaged, too_many, too_much

LOCAL_HEADER = 30
UTF8_NAME = 0x800
ENCRYPTED = 0x1 | 0x40 | 0x2000
UNLIMITED = 2**62
# The others (bzip2, LZMA) are rare, and can ask for much memory in a few bytes.
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Whatever zipfile and zlib raise when the bytes are not what they should be.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    LookupError,
    struct.error,
    zlib.error,
    EOFError,
    OSError,
)


def unpack_zip(stream: BinaryIO, unpacking: Unpacking) -> None:
    """Unpacks what may be; raises IntakeError for an archive that is broken or too much."""
    guarded = Guarded(stream, unpacking.name)
    guarded.allow(unpacking.limits.listing_bytes)
    try:
        archive = zipfile.ZipFile(cast("IO[bytes]", guarded))
    except BROKEN:
        raise damaged(unpacking.name) from None
    with archive:
        size = stream.seek(0, 2)
        _check_whole(archive.infolist(), size, unpacking)
        guarded.allow(UNLIMITED)
        for entry in archive.infolist():
            unpacking.count()
            _unpack_one(archive, entry, unpacking)


def _check_whole(entries: list[zipfile.ZipInfo], size: int, unpacking: Unpacking) -> None:
    """Too many entries, too many bytes, a bomb: told by the table of contents alone."""
    limits = unpacking.limits
    if len(entries) > limits.entries:
        raise too_many(unpacking.name, limits)
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        raise too_much(unpacking.name, limits)
    if total > limits.small_bytes and total > limits.ratio * max(size, 1):
        raise IntakeError(f"{unpacking.name} unpacks to {total // max(size, 1)} times its own size.", LESS)
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise damaged(unpacking.name)
        end = entry.header_offset + LOCAL_HEADER + entry.compress_size
    if end > size:
        raise damaged(unpacking.name)


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacking: Unpacking) -> None:
    name = true_name(entry)
    reason = _reason_against(entry)
    if reason:
        unpacking.keep_out(name, reason)
    elif not name.endswith(("/", "\\")):
        target = unpacking.place(name)
        if target is not None:
            _write(archive, entry, name, unpacking, target)


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, unpacking: Unpacking, target: Path) -> None:
    try:
        with archive.open(entry) as source:
            unpacking.write(target, source)
    except BROKEN:
        target.unlink(missing_ok=True)
        unpacking.keep_out(name, "is damaged")


def _reason_against(entry: zipfile.ZipInfo) -> str:
    """Why the entry is not unpacked, whatever its name; nothing if it may be."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is no ordinary file"
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted"
    return "" if entry.compress_type in PACKINGS else "is packed in a way that is not read here"


def true_name(entry: zipfile.ZipInfo) -> str:
    """The name as written: without the mark for UTF-8, many programs still write UTF-8 or the writer's own encoding."""
    name = entry.orig_filename
    if entry.flag_bits & UTF8_NAME:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except ValueError:
            continue
    return name
