"""The language of the commands that students type: `--lang`, else the locale; click's own sentences, too."""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from grader import words
from grader.course import read_course
from grader.errors import CourseError
from grader.model import Course
from grader.words import mark, translate

# Said by click; it asks gettext for them under these very texts.
OF_CLICK = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("Show the version and exit."),
    mark("Aborted!"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Option {name!r} requires an argument."),
    mark("Option {name!r} does not take a value."),
    mark("Got unexpected extra argument ({args})"),
    mark("{value!r} is not one of {choices}."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
)
# Where a command keeps that neither --lang nor the locale named a language.
UNDECIDED = "grader.language is undecided"


def speak_as_asked(ctx: click.Context, parameter: click.Parameter, wish: str | None) -> str | None:
    """Chooses the language before anything is said; raises CourseError for one that nobody can speak."""
    del parameter
    if wish and not words.named(wish, words.languages()):
        raise CourseError(
            f"There are no texts in the language `{wish}`.", f"There are texts in: {', '.join(words.languages())}."
        )
    language = words.named(wish, words.languages()) if wish else words.of_locale(words.languages())
    ctx.meta[UNDECIDED] = not language
    speak(language or words.ENGLISH)
    return wish


def speak_as_named(arguments: Sequence[str]) -> None:
    """In the language that a command line names, else the locale: for help, which comes before any option."""
    speak(_asked(arguments) or words.of_locale(words.languages()) or words.ENGLISH)


def _asked(arguments: Sequence[str]) -> str:
    """The language that follows `--lang`; empty where none does, or one that nobody can speak."""
    following = [wish for option, wish in pairwise(arguments) if option == "--lang"]
    following += [each.partition("=")[2] for each in arguments if each.startswith("--lang=")]
    return words.named(following[-1], words.languages()) if following else ""


def told(command: click.Command) -> click.Command:
    """The command with its help in the language spoken."""
    if words.spoken() == words.ENGLISH:
        return command
    command = copy.copy(command)
    paragraphs = (command.help or "").split("\n\n")
    command.help = "\n\n".join(translate(" ".join(paragraph.split())) for paragraph in paragraphs)
    command.params = [_told(each) for each in command.params]
    # click keeps the option that it once made; here it is made anew, in this language.
    vars(command)["_help_option"] = None
    return command


def _told(parameter: click.Parameter) -> click.Parameter:
    if isinstance(parameter, click.Option) and parameter.help:
        parameter = copy.copy(parameter)
        parameter.help = translate(parameter.help or "")
    return parameter


def read_in_language(root: Path) -> Course:
    """A course with its texts in the language spoken; in its own where a student's command was told of none."""
    words.speak(words.spoken(), root)
    course = read_course(root)
    context = click.get_current_context(silent=True)
    if context is None or not context.meta.get(UNDECIDED) or course.language not in words.languages(root)[1:]:
        return course
    speak(course.language)
    words.speak(course.language, root)
    return read_course(root)


def speak(language: str) -> None:
    """The program's language, and click's."""
    words.speak(language)
    if language == words.ENGLISH:
        # The domain that gettext has by itself, for which there are no texts.
        gettext.textdomain("messages")
        return
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(words.DOMAIN, words.LOCALE)
    gettext.textdomain(words.DOMAIN)


def class_language(ctx: click.Context, parameter: click.Parameter, wish: str | None) -> str:
    """English unless another one is typed: where a class is graded, the machine's locale must not change records."""
    speak_as_asked(ctx, parameter, wish or words.ENGLISH)
    return words.spoken()


class_language_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--lang",
    "language",
    metavar="LANGUAGE",
    is_eager=True,
    callback=class_language,
    help="The language of what students are told (default: en, whatever the locale).",
)
language_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--lang",
    metavar="LANGUAGE",
    is_eager=True,
    expose_value=False,
    callback=speak_as_asked,
    help="The language of what is told, such as en or zh (default: the locale's).",
)
