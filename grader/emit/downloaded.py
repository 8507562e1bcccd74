"""A gradebook as a platform gave it out: read with its own separator, changed in a few cells, written as it came."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from grader.emit.line import CENT, Line
from grader.emit.record import clean

MARK = "\ufeff"


@dataclass(frozen=True)
class Downloaded:
    """The cells of a file, and how they were written."""

    rows: tuple[tuple[str, ...], ...]
    separator: str
    line_end: str
    has_mark: bool

    @property
    def header(self) -> tuple[str, ...]:
        """The first row."""
        return self.rows[0]


@dataclass(frozen=True)
class Filled:
    """The file to upload, how many scores are in it, a sentence about each one that is not, and others of use."""

    text: str
    count: int
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Whom a row of the file speaks of: by what is certain, by names, and by a number that may be another one's."""

    number: int
    certain: frozenset[str]
    names: frozenset[str]
    place: str = ""


def read_downloaded(text: str) -> Downloaded:
    """The cells; raises ValueError where it is no table."""
    body = text.removeprefix(MARK)
    separator = separator_of(body)
    rows = tuple(tuple(row) for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator))
    if not rows or len(rows[0]) < 2:
        raise ValueError("The template is no table with columns.")
    width = len(rows[0])
    rows = tuple((*row, *[""] * (width - len(row))) for row in rows if row)
    return Downloaded(rows, separator, "\r\n" if "\r\n" in body else "\n", text.startswith(MARK))


def separator_of(body: str) -> str:
    """Comma, semicolon or tab: whichever divides the first row into more cells."""
    first = body.splitlines()[0] if body.strip() else ""
    return max(",;\t", key=first.count)


def write_downloaded(original: Downloaded, rows: Sequence[Sequence[str]]) -> str:
    """The rows in the way the original was written."""
    separator, end = original.separator, original.line_end
    lines = [separator.join(quoted(cell, separator) for cell in row) + end for row in rows]
    return (MARK if original.has_mark else "") + "".join(lines)


def quoted(cell: str, separator: str) -> str:
    """A cell in quotes where it needs them; Python's own writer forgets a carriage return on its own."""
    if any(sign in cell for sign in (separator, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def number_in(cell: str) -> Decimal | None:
    """A cell's number at the two decimals that platforms show, with either decimal sign."""
    try:
        return Decimal(cell.replace(",", ".")).quantize(CENT)
    except InvalidOperation:
        return None


def column_of(header: Sequence[str], wanted: str) -> int | None:
    """The place of a column, whatever the size of its letters."""
    folded = [cell.strip().casefold() for cell in header]
    return folded.index(wanted.casefold()) if wanted.casefold() in folded else None


def key(text: str) -> str:
    """What is compared: letters folded, spaces single."""
    return " ".join(text.split()).casefold()


def name_keys(name: str) -> frozenset[str]:
    """A name, and if it is written `Last, First`, the other way round."""
    last, comma, first = name.partition(",")
    return frozenset(filter(None, [key(name), key(f"{first} {last}") if comma else ""]))


def match(rows: Sequence[Row], lines: Sequence[Line]) -> tuple[dict[int, Line], list[str]]:
    """Whose row is whose, by the row's number; and a sentence for everybody who has none or may have several.

    What is certain goes first, over the whole class; a name counts only where it belongs to one student and one row,
    and a place in the list only for a student whose name is the row's or is not known.
    """
    found: dict[int, int] = {}
    for stage in ("certain", "name", "place"):
        open_rows = {row.number: row_keys(row, stage) for row in rows if row.number not in found}
        taken = set(found.values())
        found |= pairs(open_rows, {at: line_keys(line, stage) for at, line in enumerate(lines) if at not in taken})
    missing = [line for at, line in enumerate(lines) if at not in set(found.values())]
    told = [f"{clean(line.student)}: no row of the template is clearly theirs" for line in missing]
    return {row: lines[at] for row, at in found.items()}, told


def row_keys(row: Row, stage: str) -> frozenset[str]:
    """What a row is known by at a stage of the matching."""
    return {"certain": row.certain, "name": row.names, "place": frozenset({row.place} - {""})}[stage]


def line_keys(line: Line, stage: str) -> frozenset[str]:
    """What a student is known by at a stage of the matching."""
    if stage == "name":
        return name_keys(line.name)
    if stage == "place" and line.name:
        return frozenset()
    return frozenset((key(line.student), key(line.email))) - {""}


def pairs(rows: Mapping[int, frozenset[str]], lines: Mapping[int, frozenset[str]]) -> dict[int, int]:
    """The line of each row, where the two share a key with each other and with nobody else."""
    of_row, of_line = by_key(rows), by_key(lines)
    found = {}
    for number, keys in lines.items():
        mine = {row for each in keys for row in of_row.get(each, ())}
        rivals = {line for row in mine for each in rows[row] for line in of_line.get(each, ())}
        if len(mine) == 1 and rivals == {number}:
            found[mine.pop()] = number
    return found


def by_key(keyed: Mapping[int, frozenset[str]]) -> dict[str, set[int]]:
    """The numbers under each key."""
    found: dict[str, set[int]] = {}
    for number, keys in keyed.items():
        for each in keys:
            found.setdefault(each, set()).add(number)
    return found
