"""Gradescope, "Export Submissions": a folder for each submission, and who handed them in when in one YAML file.

The keys are Ruby's symbols (`:submitters:`, `:sid:`, `:created_at:`), which YAML reads as text with a colon before it.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml

from grader.errors import IntakeError
from grader.intake.layouts.found import Entry, Found
from grader.intake.regular import MEGABYTE, read_regular

METADATA = "submission_metadata.yml"
MAX_METADATA = 50 * MEGABYTE
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HINT = "Export the submissions once more, or say --layout simple."


def recognises(found: list[Entry]) -> bool:
    """Whether the file is there."""
    return any(each.name == METADATA for each in found)


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each person who handed in, also where several did so together."""
    del work
    folders = {each.name: each.path for each in found if each.is_folder}
    metadata = next((each.path for each in found if each.name == METADATA), None)
    if metadata is None:
        raise IntakeError(f"There is no {METADATA} here.", HINT)
    attempts = []
    for name, about in parse(metadata).items():
        if name in folders and isinstance(about, dict):
            attempts += people(folders[name], about)
    if not attempts:
        raise IntakeError(f"{METADATA} names none of the folders that lie beside it.", HINT)
    return attempts


def parse(path: Path) -> dict[str, Any]:
    """The metadata; raises IntakeError where they cannot be read."""
    try:
        data = yaml.load(read_regular(path, MAX_METADATA), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise IntakeError(f"{METADATA} cannot be read ({type(error).__name__}).", HINT) from None
    if not isinstance(data, dict):
        raise IntakeError(f"{METADATA} does not name submissions.", HINT)
    return {str(name): about for name, about in data.items()}


def people(folder: Path, about: dict[str, Any]) -> list[Found]:
    """Everybody of one submission, by student number, address and name."""
    submitted = moment(about.get(":created_at"))
    submitters = about.get(":submitters")
    found = []
    for each in submitters if isinstance(submitters, list) else []:
        if isinstance(each, dict):
            names = tuple(str(each[key]).strip() for key in (":sid", ":email", ":name") if each.get(key))
            found.append(Found(names or (folder.name,), folder, folder.name, submitted=submitted))
    return found or [Found((folder.name,), folder, folder.name, submitted=submitted)]


def moment(value: object) -> datetime | None:
    """A time as YAML gives it; one without a zone is meant in UTC, as Gradescope writes them."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace(" UTC", "+00:00").replace(" Z", "+00:00"))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)
