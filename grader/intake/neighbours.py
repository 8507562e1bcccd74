"""What lies beside a student's file and is spoken of in it: own modules and data, copied to where the file runs."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from grader.model import Source

MAX_FILES = 300
MAX_BYTES = 64 * 2**20
LISTS_FOLDERS = ("listdir(", "glob(", "iterdir(", "scandir(")
NEVER = frozenset({"course.toml", "__pycache__"})


def neighbours_of(file: Path, is_alone: bool) -> tuple[Path, ...]:
    """The entries of the file's folder, without links; of a file handed in alone, only a folder called data."""
    with contextlib.suppress(OSError):
        entries = [each for each in sorted(file.parent.iterdir()) if not each.is_symlink() and each.name not in NEVER]
        wanted = [each for each in entries if each != file and not each.name.startswith(".")]
        return tuple(each for each in wanted if not is_alone or (each.is_dir() and each.name == "data"))[:MAX_FILES]
    return ()


def stage(source: Source, scratch: Path, shared: tuple[str, ...]) -> None:
    """Copies the neighbours which the source names into the scratch folder; the course's own data are linked."""
    budget = Budget()
    text = "".join(cell.text for cell in source.cells)
    lists = any(word in text for word in LISTS_FOLDERS)
    for each in source.neighbours:
        if lists or each.stem in text:
            budget.copy(each, scratch / each.name)
    for folder in map(Path, shared):
        link = scratch / folder.name
        if folder.name in text and folder.is_dir() and not link.exists():
            link.symlink_to(folder)


class Budget:
    """Copies until a number of files or bytes is reached, and no further: a submission cannot fill the disk."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.bytes = MAX_BYTES

    def copy(self, source: Path, target: Path) -> None:
        """A file or a folder with what lies in it; links and special files are passed over."""
        if source.is_symlink() or target.exists():
            return
        if source.is_dir():
            target.mkdir()
            target.chmod(0o755)
            for each in sorted(source.iterdir()):
                self.copy(each, target / each.name)
        elif source.is_file():
            self._copy_file(source, target)

    def _copy_file(self, source: Path, target: Path) -> None:
        size = source.stat().st_size
        if self.files <= 0 or size > self.bytes:
            return
        self.files -= 1
        self.bytes -= size
        with contextlib.suppress(OSError), os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            with target.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
            target.chmod(0o644)
