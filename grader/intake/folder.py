"""Looks through a folder of strangers for Python files and notebooks: level by level, never through a link."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass
from pathlib import Path

from grader.intake.names import MAX_DEPTH, shown
from grader.model import Note

SUFFIXES = (".py", ".ipynb")
SKIPPED_FOLDERS = frozenset(
    {"__pycache__", "__MACOSX", "data", "mistakes", "variants", "node_modules", "site-packages"}
)


@dataclass(frozen=True)
class FolderLimits:
    """How much of a folder is looked at."""

    entries: int = 20_000
    files: int = 2000
    depth: int = MAX_DEPTH


class Search:
    """One walk; what is passed over is told in `notes`, the same whatever order the disk lists names in."""

    def __init__(self, folder: Path, limits: FolderLimits) -> None:
        self.folder = folder
        self.limits = limits
        self.entries_left = limits.entries
        self.found: list[Path] = []
        self.notes: list[Note] = []

    def run(self) -> None:
        """Nearest folders first, so that a limit cuts off what lies deepest."""
        level = [self.folder]
        for _ in range(self.limits.depth + 1):
            level = [inner for folder in level for inner in self._look_into(folder)]
            if not level:
                return
        self._pass_over(level[0], f"it lies more than {self.limits.depth} folders deep, so it was not looked into")

    def _look_into(self, folder: Path) -> list[Path]:
        """Takes the files of one folder and gives the folders to look into next."""
        try:
            with os.scandir(folder) as listing:
                entries = list(itertools.islice(listing, self.entries_left + 1))
        except OSError as error:
            self._pass_over(folder, f"this folder cannot be read: {error.strerror}")
            return []
        if len(entries) > self.entries_left:
            self._pass_over(folder, f"more than {self.limits.entries} files are handed in, so it was not looked into")
            return []
        self.entries_left -= len(entries)
        return [Path(each.path) for each in sorted(entries, key=lambda each: each.name) if self._leads_on(each)]

    def _leads_on(self, entry: os.DirEntry[str]) -> bool:
        """Whether it is a folder to look into; a file that is wanted is kept."""
        if entry.name.startswith("."):
            return False
        path = Path(entry.path)
        is_wanted = path.suffix.lower() in SUFFIXES
        try:
            if entry.is_dir(follow_symlinks=False):
                return entry.name not in SKIPPED_FOLDERS
            if entry.is_symlink():
                if is_wanted or entry.is_dir():
                    self._pass_over(path, "it is a link, and links are not followed")
            elif is_wanted and not entry.is_file(follow_symlinks=False):
                self._pass_over(path, "it is no ordinary file, so it was not opened")
            elif is_wanted:
                self._keep(path)
        except OSError as error:
            self._pass_over(path, f"it cannot be read: {error.strerror}")
        return False

    def _keep(self, path: Path) -> None:
        if len(self.found) < self.limits.files:
            self.found.append(path)
        else:
            self._pass_over(path, f"more than {self.limits.files} Python files are handed in, so it was not read")

    def _pass_over(self, path: Path, reason: str) -> None:
        self.notes.append(Note("passed over", shown(path.name), reason))


def python_files(folder: Path, limits: FolderLimits | None = None) -> tuple[list[Path], list[Note]]:
    """Python files and notebooks, nearest first, and what was passed over."""
    search = Search(folder, limits or FolderLimits())
    search.run()
    return sorted(search.found, key=lambda each: (len(each.parts), each.name)), search.notes
