"""The course file of a translated kit: titles, hints and comments in another language, all else as it is."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from grader.course import COURSE_FILE
from grader.errors import CourseError
from grader.texts.course import COMMENT
from grader.words import ENGLISH, spoken, translate

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HEAD = re.compile(r"^\[course\]\s*$", re.MULTILINE)
LANGUAGE = re.compile(r"^language\s*=.*\n", re.MULTILINE)


def course_file(content: bytes, language: str) -> bytes:
    """The file with its texts in the language spoken; raises CourseError where one of them cannot be put in."""
    if spoken() == ENGLISH:
        return content
    text = content.decode("utf-8")
    text = COMMENT.sub(lambda found: f"# {translate(found[1])}", text)
    for source in texts_of(tomllib.loads(text)):
        text = text.replace(basic(source), basic(translate(source))).replace(f"'{source}'", basic(translate(source)))
    text = HEAD.sub(f'[course]\nlanguage = "{language}"', LANGUAGE.sub("", text), count=1)
    left = [each for each in texts_of(tomllib.loads(text)) if translate(each) != each]
    if left:
        raise CourseError(
            f"{COURSE_FILE} writes a text in a form that cannot be translated: {left[0]}.",
            "Write titles and hints as strings in double quotes, each on one line.",
        )
    return text.encode()


def texts_of(data: dict[str, Any]) -> Iterator[str]:
    """The titles and hints of a course file."""
    yield str(data["course"]["title"])
    for unit in data["unit"]:
        yield str(unit["title"])
        for exercise in unit["exercise"]:
            yield from map(str, exercise.get("hints", ()))


def basic(text: str) -> str:
    """A text as TOML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
