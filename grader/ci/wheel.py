"""The grader as a wheel, made from the package that is running: what was tried here is what runs there.

Nothing is built and nothing is downloaded: a wheel of plain Python is a zip with a list of its files.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import grader
from grader.errors import SetupError

NAME = "torch-course-grader"
TAG = "py3-none-any"
WHEEL = f"Wheel-Version: 1.0\nGenerator: grade ci\nRoot-Is-Purelib: true\nTag: {TAG}\n"
# The same bytes for the same files: no time of writing is kept.
WHEN = (2020, 1, 1, 0, 0, 0)


def installed() -> Distribution:
    """The running grader's own metadata; raises SetupError where it has none."""
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        raise SetupError(
            "The grader is not installed as a package here, so it cannot be packed for CI.",
            "Run `pip install .` in its folder.",
        ) from None


def make_wheel() -> tuple[str, bytes]:
    """The wheel's file name and its bytes."""
    package = installed()
    stem = f"{re.sub(r'[-_.]+', '_', NAME)}-{package.version}"
    facts = f"{stem}.dist-info"
    files = package_files()
    files[f"{facts}/METADATA"] = (package.read_text("METADATA") or package.read_text("PKG-INFO") or "").encode("utf-8")
    files[f"{facts}/WHEEL"] = WHEEL.encode("ascii")
    files[f"{facts}/entry_points.txt"] = (package.read_text("entry_points.txt") or "").encode("utf-8")
    listed = [f"{name},sha256={digest(content)},{len(content)}" for name, content in files.items()]
    files[f"{facts}/RECORD"] = "\n".join([*listed, f"{facts}/RECORD,,", ""]).encode("utf-8")
    return f"{stem}-{TAG}.whl", pack(files)


def package_files() -> dict[str, bytes]:
    """Every file of the package, in a stable order."""
    root = Path(grader.__file__).parent
    found = sorted(each for each in root.rglob("*") if each.is_file() and "__pycache__" not in each.parts)
    return {each.relative_to(root.parent).as_posix(): each.read_bytes() for each in found}


def digest(content: bytes) -> str:
    """As a wheel's record has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")


def pack(files: dict[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """A zip with these files, the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in executable else 0o100644) << 16
            archive.writestr(entry, content)
    return stream.getvalue()
