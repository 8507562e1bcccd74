"""What a layout finds: one attempt of somebody, named as the platform named them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import NEW_FILE
from grader.intake.names import UnsafeName, clash_key, is_litter, safe_parts, shown
from grader.intake.regular import MEGABYTE, read_regular

MAX_LISTED = 100_000
MAX_FILE = 100 * MEGABYTE


@dataclass(frozen=True)
class Found:
    """An attempt as it lies there: whose it is, the names they go by, the surest first, and where the work is."""

    # Different for different people, also for two of one name.
    owner: str
    names: tuple[str, ...]
    path: Path
    origin: str
    number: int | None = None
    submitted: datetime | None = None
    notes: tuple[str, ...] = ()
    # Looked up only where none of the names is anybody's.
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A file or folder of an export; links and special files are none."""

    name: str
    place: str
    is_folder: bool

    @property
    def path(self) -> Path:
        """Made where it is asked for: of most entries only the name is."""
        return Path(self.place)


def entries(folder: Path) -> list[Entry]:
    """What lies in a folder, by name; raises IntakeError where it cannot be read or holds too much."""
    try:
        with os.scandir(folder) as listing:
            found = sorted(_entries(listing), key=lambda each: each.name)
    except OSError as error:
        raise IntakeError(
            f"{shown(folder)} cannot be read: {error.strerror}.", "Give the folder of the submissions."
        ) from None
    return found


def _entries(listing: Iterator[os.DirEntry[str]]) -> Iterator[Entry]:
    for number, each in enumerate(listing):
        if number >= MAX_LISTED:
            raise IntakeError(f"There are more than {MAX_LISTED} entries here.", "Give the folder of the submissions.")
        if each.name.startswith(".") or is_litter(each.name):
            continue
        is_folder = each.is_dir(follow_symlinks=False)
        if is_folder or each.is_file(follow_symlinks=False):
            yield Entry(each.name, each.path, is_folder)


def links(folder: Path) -> list[str]:
    """The names of links there, none of which is followed."""
    with os.scandir(folder) as listing:
        found = [each.name for each in listing if each.is_symlink()]
    return sorted(name for name in found if not name.startswith(".") and not is_litter(name))


def nearly_all(fitting: int, whole: int) -> bool:
    """Whether so many fit that a layout is recognised: a stray file beside them does not matter."""
    return fitting > 0 and fitting >= 0.8 * whole


def gather(files: dict[str, Path], target: Path) -> tuple[Path, tuple[str, ...]]:
    """A new folder with copies of files under the names their owner gave them, and what could not be taken along."""
    target.mkdir(parents=True)
    kept_out, taken = [], set()
    for name, path in files.items():
        try:
            fitted = safe_parts(name)[-1]
            if clash_key((fitted,)) in taken:
                raise UnsafeName("has the name of another file, or one that some systems take for the same")
            taken.add(clash_key((fitted,)))
            copy(path, target / fitted)
        except (IntakeError, UnsafeName, OSError) as error:
            reason = f"it {error}" if isinstance(error, UnsafeName) else getattr(error, "message", error)
            kept_out.append(f"{shown(name)} was not read: {reason}")
    return target, tuple(kept_out)


def copy(path: Path, target: Path) -> None:
    """An ordinary file, made anew."""
    data = read_regular(path, MAX_FILE)
    with os.fdopen(os.open(target, NEW_FILE, 0o644), "wb") as stream:
        stream.write(data)
