"""Walks through a .tar, packed or plain, read to the end of its limits and no further."""

from __future__ import annotations

import contextlib
import gzip
import tarfile
import tempfile
import zlib
from typing import IO, BinaryIO, cast

from grader.intake.archive import PIECE, Guarded, Unpacking, damaged, too_much

# One long read of a header would let a pattern of tarfile's run for minutes over it.
HEADER_PIECE = 8 * 1024
PACKED = b"\x1f\x8b"
BROKEN = (tarfile.TarError, ValueError, OverflowError, LookupError, RecursionError, EOFError, OSError, zlib.error)


def unpack_tar(stream: BinaryIO, unpacking: Unpacking) -> None:
    """Unpacks what may be; raises IntakeError for an archive that is broken or too much."""
    # Spread out first: tarfile jumps about, and each jump in a packed stream would unpack it anew.
    with tempfile.TemporaryFile() as spread:
        _spread(stream, spread, unpacking)
        guarded = TarGuarded(spread, unpacking.name)
        guarded.allow(unpacking.limits.header_bytes)
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", guarded), mode="r:") as archive:
                _walk(archive, guarded, unpacking)
        except BROKEN:
            raise damaged(unpacking.name) from None


class TarGuarded(Guarded):
    """Never gives much at once."""

    def read(self, size: int = -1) -> bytes:
        """As a header is read: in small pieces."""
        if size > HEADER_PIECE:
            raise damaged(self.name)
        return super().read(size)


def _spread(stream: BinaryIO, spread: IO[bytes], unpacking: Unpacking) -> None:
    # Headers and padding: at most two kilobytes for each entry that may be.
    left = unpacking.limits.total_bytes + 2048 * unpacking.limits.entries
    is_packed = stream.read(len(PACKED)) == PACKED
    stream.seek(0)
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") if is_packed else contextlib.nullcontext(stream) as source:
            while data := source.read(PIECE):
                left -= len(data)
                if left < 0:
                    raise too_much(unpacking.name, unpacking.limits)
                spread.write(data)
    except (EOFError, OSError, zlib.error):
        raise damaged(unpacking.name) from None
    spread.seek(0)


def _walk(archive: tarfile.TarFile, guarded: Guarded, unpacking: Unpacking) -> None:
    while (entry := archive.next()) is not None:
        unpacking.count()
        _unpack_one(archive, entry, guarded, unpacking)
        guarded.allow(unpacking.limits.header_bytes)


def _unpack_one(archive: tarfile.TarFile, entry: tarfile.TarInfo, guarded: Guarded, unpacking: Unpacking) -> None:
    if entry.isdir():
        return
    if entry.issym() or entry.islnk():
        unpacking.keep_out(entry.name, "is a link")
    elif not entry.isreg() or entry.issparse():
        unpacking.keep_out(entry.name, "is no ordinary file")
    else:
        source = archive.extractfile(entry)
        target = unpacking.place(entry.name)
        if source is not None and target is not None:
            guarded.allow(entry.size + HEADER_PIECE)
            with source:
                unpacking.write(target, source, HEADER_PIECE)
