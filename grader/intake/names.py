"""Names that strangers chose: fit to be shown to a person, and safe to be used for a file; touches no disk."""

from __future__ import annotations

import re
import unicodedata

MAX_SHOWN = 120
MAX_PART_BYTES = 200
MAX_NAME_BYTES = 900
MAX_DEPTH = 20
DRIVE = re.compile(r"[A-Za-z]:")
# Windows gives these to devices, whatever follows the dot.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))})
NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
LEFT_BY_SYSTEMS = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})


class UnsafeName(ValueError):
    """A name that no file is given; its text is the reason, in words that go after "it"."""


def shown(name: object) -> str:
    """The name on one line: what cannot be seen, or turns the text around, is escaped; a long one loses its middle."""
    text = str(name)
    if len(text) > MAX_SHOWN:
        text = f"{text[: MAX_SHOWN // 2]}…{text[-MAX_SHOWN // 2 :]}"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def is_litter(name: str) -> bool:
    """Whether an operating system left it, not a person."""
    parts = name.replace("\\", "/").split("/")
    return any(part.lower() in LEFT_BY_SYSTEMS or part.startswith("._") for part in parts)


def safe_parts(name: str) -> tuple[str, ...]:
    """The folders and the file that an archive's name stands for; raises UnsafeName for what could lead elsewhere."""
    # A wide or unbreakable space is an honest one; a line break, an arrow that turns text round or a lone half is not.
    name = "".join(" " if unicodedata.category(c) == "Zs" else c for c in name)
    if not name.isprintable():
        raise UnsafeName("has characters in its name that cannot be seen")
    # Some Windows programs write backslashes, though the format forbids it.
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or DRIVE.match(slashed):
        raise UnsafeName("names a place outside the archive")
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise UnsafeName("names a place outside the archive")
    if len(parts) > MAX_DEPTH:
        raise UnsafeName(f"lies more than {MAX_DEPTH} folders deep")
    fitted = tuple(_fitted(part) for part in parts)
    if not fitted or len("/".join(fitted).encode()) > MAX_NAME_BYTES:
        raise UnsafeName("has a name that is too long" if fitted else "has no name")
    return fitted


def _fitted(part: str) -> str:
    """The part as every system can store it."""
    fitted = NOT_ON_WINDOWS.sub("_", part).rstrip(" .")
    if not fitted:
        raise UnsafeName("has no name")
    if len(fitted.encode()) > MAX_PART_BYTES:
        raise UnsafeName("has a name that is too long")
    if fitted.split(".")[0].rstrip().lower() in DEVICES:
        raise UnsafeName("has a name that Windows keeps for a device")
    return fitted


def clash_key(parts: tuple[str, ...]) -> str:
    """Equal for names that some system takes for one: it knows no capitals, or no ways to write an accent."""
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()
