"""What lies beside a student's file and is spoken of in it: own modules and data, copied to where the file runs."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.names import MAX_DEPTH
from grader.intake.regular import open_regular
from grader.model import Source

MAX_FILES = 300
MAX_BYTES = 64 * 2**20
MAX_LISTED = 20_000
LISTS_FOLDERS = ("listdir(", "glob(", "iterdir(", "scandir(")
NEVER = frozenset({"course.toml", "__pycache__", "__MACOSX"})
# A student whose process died and is started again may have left links where the copies go.
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def neighbours_of(folder: Path, is_alone: bool) -> tuple[Path, ...]:
    """The entries of a source's folder, without links; of a file handed in alone, only a folder called data."""
    if is_alone:
        data = folder / "data"
        return (data,) if data.is_dir() and not data.is_symlink() else ()
    wanted = [each for each in _entries(folder) if not each.name.startswith(".") and each.name not in NEVER]
    return tuple(Path(each.path) for each in wanted if not each.is_symlink())[: MAX_FILES + 1]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """By name; none of a folder that cannot be read or holds too many to be anybody's work."""
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        entries = list(itertools.islice(listing, MAX_LISTED + 1))
        return sorted(entries, key=lambda each: each.name) if len(entries) <= MAX_LISTED else []
    return []


def stage(source: Source, scratch: Path, shared: tuple[str, ...]) -> None:
    """Copies the neighbours which the source names into the scratch folder; the course's own data are linked."""
    budget = Budget()
    text = "".join(cell.text for cell in source.cells)
    for each in named_neighbours(source):
        budget.copy(each, scratch / each.name)
    for folder in map(Path, shared):
        if folder.name in text and folder.is_dir():
            with contextlib.suppress(FileExistsError):
                (scratch / folder.name).symlink_to(folder)


def named_neighbours(source: Source) -> list[Path]:
    """What a source speaks of beside it; everything, where it lists folders."""
    text = "".join(cell.text for cell in source.cells)
    lists = any(word in text for word in LISTS_FOLDERS)
    return [each for each in source.neighbours if lists or each.stem in text]


def tree_digest(places: list[Path], budget: Budget | None = None) -> str:
    """Of files and folders by name and content, as far as a submission's budget reaches; links are passed over."""
    digest, budget = hashlib.sha256(), budget or Budget()
    for place in places:
        for name, content in budget.contents(place, place.name):
            digest.update(_framed(name, content))
    return digest.hexdigest()


def file_digest(name: str, content: bytes) -> str:
    """What `tree_digest` gives for one file."""
    return hashlib.sha256(_framed(name, content)).hexdigest()


def _framed(name: str, content: bytes | None) -> bytes:
    """An entry's bytes, or that it is a folder, after its name."""
    head = f"{name}/\0" if content is None else f"{name}\0{len(content)}\0"
    return head.encode(errors="surrogateescape") + (content or b"")


def tree_contents(places: list[Path]) -> dict[str, bytes | None]:
    """Files and folders (None) by name, as far as a submission's budget reaches: what `stage` would copy."""
    budget = Budget()
    return {name: content for place in places for name, content in budget.contents(place, place.name)}


class ReadOnce:
    """Digests of what lies beside sources that often speak of the same files: each is read once for all of them."""

    def __init__(self, read: Mapping[Path, tuple[str, int]]) -> None:
        """With the digests and sizes of files that were read before."""
        self.read = read
        # With how many files and bytes a place has.
        self.known: dict[Path, tuple[str, int, int]] = {}
        self.bytes_left = MAX_BYTES

    def digest(self, places: list[Path]) -> str:
        """Of those places, as far as a budget reaches that is theirs alone."""
        weighed = [self._weighed(place) for place in places]
        if sum(files for _, files, _ in weighed) > MAX_FILES or sum(size for _, _, size in weighed) > MAX_BYTES:
            # Which of them are copied depends on their order.
            return tree_digest(places)
        return hashlib.sha256("".join(digest for digest, _, _ in weighed).encode()).hexdigest()

    def _weighed(self, place: Path) -> tuple[str, int, int]:
        if place not in self.known:
            if self.bytes_left <= 0:
                # Whoever hands in so much has all of it read by each source, which is bounded, too.
                return "", MAX_FILES + 1, 0
            digest, files, used = self._read(place)
            self.bytes_left -= used
            self.known[place] = digest, files, used
        return self.known[place]

    def _read(self, place: Path) -> tuple[str, int, int]:
        if place in self.read:
            digest, size = self.read[place]
            return digest, 1, size
        budget = Budget()
        digest = tree_digest([place], budget)
        return digest, MAX_FILES - budget.files, MAX_BYTES - budget.bytes


def _mode(path: Path) -> int:
    """Of what lies there itself, in one call; 0 where nothing can be said."""
    try:
        return os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0


class Budget:
    """Copies until a number of files or bytes is reached, and no further: a submission cannot fill the disk."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.bytes = MAX_BYTES

    def copy(self, source: Path, target: Path, depth: int = 0) -> None:
        """A file or a folder with what lies in it; links, special files and what cannot be read are passed over."""
        if self.files <= 0 or depth > MAX_DEPTH or source.is_symlink():
            return
        self.files -= 1
        with contextlib.suppress(OSError, IntakeError):
            if source.is_dir():
                # Fails where anything stands already, a link to nowhere too.
                target.mkdir()
                target.chmod(0o755)
                for each in _entries(source):
                    self.copy(Path(each.path), target / each.name, depth + 1)
            else:
                self._copy_file(source, target)

    def contents(self, source: Path, name: str, depth: int = 0) -> Iterator[tuple[str, bytes | None]]:
        """What `copy` would copy: the name and the bytes of a file, None for a folder."""
        mode = _mode(source)
        if self.files <= 0 or depth > MAX_DEPTH or stat.S_ISLNK(mode):
            return
        self.files -= 1
        if stat.S_ISDIR(mode):
            yield name, None
            for each in _entries(source):
                yield from self.contents(Path(each.path), f"{name}/{each.name}", depth + 1)
            return
        content = None
        with contextlib.suppress(OSError, IntakeError):
            content = self._content(source)
        if content is not None:
            yield name, content

    def _content(self, source: Path) -> bytes | None:
        with open_regular(source) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > self.bytes:
                return None
            self.bytes -= size
            return stream.read(size)

    def _copy_file(self, source: Path, target: Path) -> None:
        content = self._content(source)
        if content is None:
            return
        with os.fdopen(os.open(target, NEW_FILE, 0o644), "wb") as copy:
            if hasattr(os, "fchmod"):
                # Another user will read it, whatever this one's umask says.
                os.fchmod(copy.fileno(), 0o644)
            copy.write(content)
