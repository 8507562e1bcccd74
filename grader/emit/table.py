"""The class table: one line per student and attempt, as CSV that a spreadsheet reads and does not execute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV as in RFC 4180; text is made harmless, numbers stay numbers."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([cell(each) for each in header])
    for row in rows:
        writer.writerow([cell(each) for each in row])
    return stream.getvalue()


def cell(value: object) -> str:
    """One cell; an apostrophe keeps a text from being a formula, and control characters are spelt out."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(value))
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def read_cell(text: str) -> str:
    """What `cell` made a text of, taken back."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute it."""
    return text.startswith(FORMULA)
