"""Brings the program's translations into step with its source; `--check` changes nothing and ends with 1 if it must.

A new language: make the folder `grader/locale/<language>/LC_MESSAGES`, run this, fill in the `.po` there, run again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grader.texts.catalogues import catalogue, compiled, is_compiled, missing, read, unfaithful, updated, written
from grader.texts.program import program_texts
from grader.words import DOMAIN, LOCALE


def wrong(is_check: bool) -> list[str]:
    """Mends what can be mended unless it only checks, and tells what was or remains wrong."""
    texts = program_texts()
    told = put(LOCALE / f"{DOMAIN}.pot", written(catalogue(texts)), is_check)
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language, path = folder.parent.name, folder / f"{DOMAIN}.po"
        told += put(path, updated(path, texts, language), is_check)
        kept = read(path, language)
        content = compiled([kept], language)
        with tempfile.TemporaryDirectory() as scratch:
            if not is_compiled(path.with_suffix(".mo"), content, Path(scratch, "made.mo")):
                told.append(f"out of step: {path.with_suffix('.mo')}")
                if not is_check:
                    path.with_suffix(".mo").write_bytes(content)
        told += [f"not translated: {path}: {text}" for text in missing(kept)]
        told += [f"not the same names: {path}: {text}" for text in unfaithful(kept)]
    return told


def put(path: Path, text: str, is_check: bool) -> list[str]:
    """Writes a file that is not as it should be."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return []
    if not is_check:
        path.write_text(text, encoding="utf-8", newline="\n")
    return [f"out of step: {path}"]


if __name__ == "__main__":
    found = wrong(is_check="--check" in sys.argv)
    print("\n".join(found) or "All is in step and translated.")
    sys.exit(1 if found and "--check" in sys.argv else 0)
