"""Times as platforms write them, each with its zone; one that cannot be read is none, never a guess."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

# Hyphens for colons, as names of files have them; nine digits of a second, as Ruby writes them.
WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T_ ](?P<hour>\d\d)[:-](?P<minute>\d\d)"
    r"(?:[:-](?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r" ?(?P<zone>Z|UTC|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))?",
    re.ASCII,
)


def moment(text: str, unzoned: timezone | None = None) -> datetime | None:
    """The time that a text says; one that names no zone is in `unzoned`, or none."""
    parts = WRITTEN.fullmatch(text.strip())
    zone = zone_of(parts) or unzoned if parts else None
    if parts is None or zone is None:
        return None
    second, part = parts["second"] or "00", (parts["part"] or "0").ljust(6, "0")[:6]
    try:
        return datetime.fromisoformat(f"{parts['day']}T{parts['hour']}:{parts['minute']}:{second}.{part}").replace(
            tzinfo=zone
        )
    except ValueError:
        return None


def zone_of(parts: re.Match[str]) -> timezone | None:
    """The zone that is named."""
    if parts["zone"] is None:
        return None
    if parts["sign"] is None:
        return timezone.utc
    offset = timedelta(hours=int(parts["hours"]), minutes=int(parts["minutes"]))
    if offset >= timedelta(days=1):
        return None
    return timezone(-offset if parts["sign"] == "-" else offset)
