"""Gradescope, "Export Submissions": a folder for each submission, and who handed them in when in one YAML file.

`submission_409194023:` has `:submitters:` (a group is several) with `:name:`, `:sid:`, `:email:`, and `:created_at:`
as `2026-04-26 17:34:00.861687000 Z`; earlier attempts are numbers under `:history:`, their files are not exported.
Source: public scripts that read real exports, such as Sreepathi Pai's `run_offline.py`, and tests with samples of them.
"""

from __future__ import annotations

from datetime import timezone
from pathlib import Path
from typing import Any

import yaml

from grader.errors import IntakeError
from grader.intake.layouts.found import Entry, Found
from grader.intake.layouts.symbols import Symbols
from grader.intake.moments import moment
from grader.intake.regular import MEGABYTE, read_regular

METADATA = "submission_metadata.yml"
MAX_METADATA = 100 * MEGABYTE
WANTED = frozenset({"submitters", "created_at", "sid", "email", "name"})
HINT = "Export the submissions once more, or say --layout simple."
NOT_EXPORTED = f"{METADATA} names it, and the export holds no such folder"
NOT_NAMED = f"{METADATA} does not name it, so nobody knows whose it is"


def recognises(found: list[Entry]) -> bool:
    """Whether the file is there."""
    return any(each.name == METADATA and not each.is_folder for each in found)


def read(found: list[Entry], work: Path) -> list[Found]:
    """One attempt for each person who handed in, also where several did so together."""
    folders = {each.name: each.path for each in found if each.is_folder}
    metadata = next((each.path for each in found if each.name == METADATA), None)
    if metadata is None:
        raise IntakeError(f"There is no {METADATA} here.", HINT)
    about = parse(metadata)
    if not folders.keys() & about.keys():
        raise IntakeError(f"{METADATA} names none of the folders beside it.", HINT)
    # A name out of the file is never made a path: it could lead anywhere.
    named = [each for name, told in about.items() for each in people(name, folders.get(name, work / METADATA), told)]
    unnamed = [name for name in folders if name not in about]
    return [*named, *(Found(name, (name,), folders[name], name, notes=(NOT_NAMED,)) for name in unnamed)]


def parse(path: Path) -> dict[str, dict[str, Any]]:
    """What is said of each submission; raises IntakeError where that cannot be read."""
    try:
        data = Symbols(read_regular(path, MAX_METADATA), WANTED).read()
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, StopIteration) as error:
        raise IntakeError(f"{METADATA} cannot be read ({type(error).__name__}).", HINT) from None
    submissions = data.items() if isinstance(data, dict) else ()
    found = {name: about for name, about in submissions if isinstance(about, dict) and "submitters" in about}
    if not found:
        raise IntakeError(f"{METADATA} names no submissions.", HINT)
    return found


def people(name: str, folder: Path, about: dict[str, Any]) -> list[Found]:
    """Everybody of one submission, by student number, address and name."""
    created = about.get("created_at")
    # A time without a zone is in UTC, as Gradescope's server writes them.
    submitted = moment(created, timezone.utc) if isinstance(created, str) else None
    notes = () if folder.name == name else (NOT_EXPORTED,)
    submitters = about["submitters"] if isinstance(about["submitters"], list) else []
    everybody = [names for each in submitters if isinstance(each, dict) and (names := names_of(each))]
    return [
        Found(owner(name, names), tuple(names.values()), folder, name, submitted=submitted, notes=notes)
        for names in everybody or [{"submission": name}]
    ]


def names_of(submitter: dict[str, Any]) -> dict[str, str]:
    """What somebody goes by, the surest first."""
    told = {key: submitter.get(key) for key in ("sid", "email", "name")}
    return {key: text.strip() for key, text in told.items() if isinstance(text, str) and text.strip()}


def owner(submission: str, names: dict[str, str]) -> str:
    """A number or an address is one person's alone; a name may be two people's."""
    return names.get("sid") or names.get("email") or f"{submission} {next(iter(names.values()))}"
