"""Catalogues on disk: brought up to date, compiled and checked through Babel, which only authors need."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from grader.errors import CourseError, SetupError
from grader.texts.sentences import Text
from grader.words import entries

# What a catalogue says of itself; dates and names of tools would change without a change.
HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
WIDTH = 120
EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)
NAME = re.compile(r"\{(\w+)[^}]*\}")


def babel(module: str) -> Any:
    """A module of Babel; raises SetupError where it is not installed."""
    try:
        return importlib.import_module(f"babel.messages.{module}")
    except ImportError:
        raise SetupError("Translations are kept with Babel, which is not installed.", "Install it: pip install babel"
        ) from None  # fmt: skip


def catalogue(texts: Iterable[Text], language: str = "") -> Any:
    """The texts, none of them translated."""
    made = babel("catalog").Catalog(locale=language or None, charset="utf-8")
    for text in texts:
        file, _, line = text.where.rpartition(":")
        place = [(file, int(line))] if file else []
        made.add((text.text, text.many) if text.many else text.text, locations=place, auto_comments=_about(text))
    return made


def _about(text: Text) -> list[str]:
    return [text.about] if text.about else []


def read(path: Path, language: str) -> Any:
    """A catalogue as it is on disk; empty where there is none."""
    if not path.is_file():
        return catalogue([], language)
    try:
        return babel("pofile").read_po(
            io.BytesIO(path.read_bytes()), locale=language, charset="utf-8", abort_invalid=True
        )
    except (ValueError, babel("pofile").PoFileError) as error:
        raise CourseError(f"The translations in {path} cannot be read: {error}.") from None


def updated(path: Path, texts: Iterable[Text], language: str) -> str:
    """The text of a catalogue in step with these texts: new ones untranslated, changed ones fuzzy, gone ones gone."""
    kept = read(path, language)
    kept.update(catalogue(texts, language), update_creation_date=False)
    kept.obsolete.clear()
    return written(kept, language)


def written(kept: Any, language: str = "") -> str:
    """As a `.po` file, the same text for the same catalogue."""
    stream = io.BytesIO()
    babel("pofile").write_po(stream, kept, width=WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False)
    plurals = kept.plural_forms if language else "nplurals=INTEGER; plural=EXPRESSION;"
    return HEAD.format(language=language, plurals=plurals) + stream.getvalue().decode().strip("\n") + "\n"


def compiled(catalogues: Iterable[Any], language: str) -> bytes:
    """Several catalogues as one `.mo`; of a text that several have, the first translation counts."""
    whole = catalogue([], language)
    for each in catalogues:
        for message in each:
            if message.id and message.string and not message.fuzzy and message.id not in whole:
                whole.add(message.id, message.string)
    whole.creation_date = whole.revision_date = EPOCH
    stream = io.BytesIO()
    babel("mofile").write_mo(stream, whole)
    return stream.getvalue()


def is_compiled(path: Path, content: bytes, scratch: Path) -> bool:
    """Whether a `.mo` on disk says the same; its head may name another Babel."""
    scratch.write_bytes(content)
    return path.is_file() and dict(entries(path)) == dict(entries(scratch))


def missing(kept: Any) -> list[str]:
    """The texts without a translation that can be trusted."""
    return [_source(message) for message in kept if message.id and (message.fuzzy or not _is_full(message))]


def unfaithful(kept: Any) -> list[str]:
    """The texts whose translation lacks or invents one of the `{names}`."""
    return [_source(message) for message in kept if message.id and _is_full(message) and not _agrees(message)]


def _source(message: Any) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Any) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _is_full(message: Any) -> bool:
    return bool(_strings(message)) and all(_strings(message))


def _agrees(message: Any) -> bool:
    wanted = names_in(_source(message))
    return all(names_in(each) == wanted or (isinstance(message.id, tuple) and names_in(each) <= wanted)
               for each in _strings(message))  # fmt: skip


def names_in(text: str) -> set[str]:
    """The names that are filled in."""
    return set(NAME.findall(text.replace("{{", "").replace("}}", "")))
