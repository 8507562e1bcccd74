"""What a student packed before handing it in: an archive that lies in their folder is opened, and told if it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.errors import IntakeError
from grader.intake.archive import is_archive, unpack
from grader.intake.layouts.found import Entry, Found, entries
from grader.intake.layouts.simple import FILES, stem
from grader.intake.names import shown


def opened(found: Found, target: Path) -> Found:
    """The attempt at the archive itself where that is all there is; of several, at a folder with what is in them."""
    try:
        listed = entries(found.path) if found.path.is_dir() else []
    except IntakeError:
        return found
    archives = [each for each in listed if not each.is_folder and is_archive(each.path)]
    if not archives:
        return found
    if any(each.is_folder or each.path.suffix.lower() in FILES for each in listed):
        notes = tuple(f"{shown(each.name)} was left packed, as other files lie beside it" for each in archives)
        return replace(found, notes=(*found.notes, *notes))
    if len(archives) == 1:
        return replace(found, path=archives[0].path)
    notes = tuple(note for each in archives if (note := unpack_beside(each, target)))
    return replace(found, path=target, notes=(*found.notes, *notes))


def unpack_beside(archive: Entry, target: Path) -> str:
    """Unpacks into a folder of the archive's name; what is wrong with it, if anything."""
    place = target / stem(archive.name)
    try:
        place.mkdir(parents=True)
        unpack(archive.path, place)
    except IntakeError as error:
        return f"{shown(archive.name)} was not read: {error.message}"
    except OSError as error:
        return f"{shown(archive.name)} was not read: {error.strerror}"
    return ""
