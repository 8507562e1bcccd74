"""The language that students read: which one it is, and how a text is said in it. English costs nothing.

Every text is written in English where it is made. `translate` and `plural` say it in the language spoken, when it is
made; `recognise` does so for a sentence that was made where no language is known: in a student's process, in a case of
the course, in an error. A language of the grader is a folder in `locale/`, one of a course a file in
`solutions/texts/`; adding one touches no code.
"""

from __future__ import annotations

import contextlib
import gettext
import os
import re
import string
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ENGLISH = "en"
DOMAIN = "grader"
LOCALE = Path(__file__).with_name("locale")
COURSE_TEXTS = Path("solutions") / "texts"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# Locales that name no language.
NEUTRAL = ("c", "posix")
# A sentence of a student's own may be of any length: what is longer than this is none of ours.
MAX_RECOGNISED = 4000
MAX_DEPTH = 3
# Of less than this anything may be made: `a {kind}`.
MIN_WEIGHT = 5
FULL_STOPS = "。！？"


def mark(text: str) -> str:
    """The text itself; says to the extraction that it will be translated where it is shown."""
    return text


@dataclass(frozen=True)
class Template:
    """A text with `{names}` in it, cut at them; it finds the values again in a text that was made of it."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many characters must agree."""
        return sum(map(len, self.literals))

    def match(self, text: str) -> dict[str, str] | None:
        """The values by name, or None; each is as short as may be, the last takes the rest."""
        first, *rest = self.literals
        if not text.startswith(first) or not text.endswith(self.literals[-1]):
            return None
        values, begin = dict[str, str](), len(first)
        for name, literal in zip(self.names, rest, strict=True):
            is_last = len(values) == len(rest) - 1
            end = len(text) - len(literal) if is_last else text.find(literal, begin + 1)
            if end <= begin:
                return None
            values[name] = text[begin:end]
            begin = end + len(literal)
        return values


def template_of(text: str) -> Template | None:
    """The template that a text is; None for one without names, or with braces that are its own."""
    if "{" not in text:
        return None
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    literals, names = [""], list[str]()
    for literal, name, form, conversion in parts:
        if form or conversion:
            return None
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    if not names or not all(name.isidentifier() for name in names) or len(set(names)) != len(names):
        return None
    return Template(tuple(literals), tuple(names))


@dataclass(frozen=True)
class Tongue:
    """A language with everything that can be said in it: the course's own texts, then the program's."""

    language: str = ENGLISH
    texts: Mapping[str, str] = field(default_factory=dict)
    program: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)

    @cached_property
    def templates(self) -> list[tuple[Template, str]]:
        """All texts with names in them, those that say most first."""
        made = [(template_of(text), text) for text in self.texts]
        found = [(each, text) for each, text in made if each is not None and each.weight >= MIN_WEIGHT]
        return sorted(found, key=lambda pair: -pair[0].weight)

    def recognise(self, text: str, depth: int = 0) -> str:
        """A text made in English, translated; as it is where it is none that is known."""
        for said in (self.texts.get(text), self.texts.get(text[:1].lower() + text[1:])):
            if said:
                return said
        if depth > MAX_DEPTH or len(text) > MAX_RECOGNISED or not text:
            return text
        for template, source in self.templates:
            values = template.match(text)
            if values is not None:
                return self.texts[source].format(**self._told(template, values, depth))
        return text

    def _told(self, template: Template, values: dict[str, str], depth: int) -> dict[str, str]:
        """Values may be phrases that are known; what stands in backticks is code, and a name may look like a phrase."""
        names = zip(template.names, template.literals, strict=False)
        return {
            name: values[name] if before.endswith("`") else self.recognise(values[name], depth + 1)
            for name, before in names
        }


# One process speaks one language at a time: it is chosen once, before anything is said, and forks inherit it.
_SPOKEN = [Tongue()]


def speak(language: str, course: Path | None = None) -> None:
    """From now on texts come in that language: the program's, and those of the course in that folder."""
    if language == ENGLISH:
        _SPOKEN[0] = Tongue()
        return
    compiled = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    program = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
    own = course / COURSE_TEXTS / f"{language}.mo" if course else None
    texts = dict(entries(compiled)) if compiled.is_file() else {}
    texts |= dict(entries(own)) if own and own.is_file() else {}
    _SPOKEN[0] = Tongue(language, texts, program)


@contextlib.contextmanager
def speaking(language: str, course: Path | None = None) -> Iterator[None]:
    """For a while in that language: for what is written for somebody else."""
    before = _SPOKEN[0]
    speak(language, course)
    try:
        yield
    finally:
        _SPOKEN[0] = before


def spoken() -> str:
    """The language that is spoken now."""
    return _SPOKEN[0].language


def translate(text: str, /, **values: object) -> str:
    """The text in the language spoken, with its `{names}` filled in."""
    tongue = _SPOKEN[0]
    said = tongue.texts.get(text) or text
    return said.format(**values) if values else said


def sentences(*parts: str) -> str:
    """Several sentences as one text; after a full-width stop no space follows."""
    text = ""
    for part in filter(None, parts):
        text += part if not text or text[-1] in FULL_STOPS else f" {part}"
    return text


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """The form for that number, in the language spoken; `{count}` is the number."""
    said = _SPOKEN[0].program.ngettext(one, many, count)
    return said.format(count=count, **values)


def recognise(text: str) -> str:
    """A text that was made in English, in the language spoken; as it is where it is none that is known."""
    tongue = _SPOKEN[0]
    return text if tongue.language == ENGLISH else tongue.recognise(text)


@cache
def in_every_language(text: str) -> tuple[str, ...]:
    """The text in English and in every language of the program: for finding it in a record."""
    tables = [dict(entries(path)) for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))]
    return tuple(dict.fromkeys([text, *(table[text] for table in tables if table.get(text))]))


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a compiled catalogue with its translation; of a plural its first form."""
    data = path.read_bytes()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, source, target = struct.unpack(f"{order}3I", data[8:20])
    for number in range(count):
        pair = []
        for table in (source, target):
            length, place = struct.unpack(f"{order}2I", data[table + 8 * number : table + 8 * number + 8])
            pair.append(data[place : place + length].split(b"\0")[0].decode("utf-8"))
        if pair[0]:
            yield pair[0], pair[1]


def languages(course: Path | None = None) -> list[str]:
    """English, the program's languages, and those of the course in that folder."""
    found = {path.parts[-3] for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    if course is not None:
        found |= {path.stem for path in (course / COURSE_TEXTS).glob("*.mo")}
    return [ENGLISH, *sorted(found - {ENGLISH})]


def named(wish: str, known: list[str]) -> str:
    """The known language that a name such as `zh_CN.UTF-8`, `zh-Hans` or `en` means; empty for none."""
    parts = re.split(r"[-_]", wish.partition(".")[0].partition("@")[0].lower())
    if parts[0] in NEUTRAL:
        return ""
    by_name = {each.lower().replace("-", "_"): each for each in known}
    names = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((by_name[name] for name in names if name in by_name), "")


def of_locale(known: list[str], environment: Mapping[str, str] = os.environ) -> str:
    """The first known language that the locale names; empty where it names none."""
    wishes = environment.get("LANGUAGE", "").split(":")
    wishes += [next((environment[name] for name in VARIABLES[1:] if environment.get(name)), "") or _of_windows()]
    return next((found for wish in wishes if (found := named(wish, known))), "")


def _of_windows() -> str:
    """The language of the user's Windows, where no variable says any."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
