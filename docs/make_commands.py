"""Writes docs/commands.md from the commands' own help; the test suite checks that it is in step."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from grader.cli import COMMANDS, cli

TARGET = Path(__file__).with_name("commands.md")
ENGLISH = {"LANGUAGE": "", "LC_ALL": "C"}
HEAD = "# Commands\n\nMade from the commands' own help by `python docs/make_commands.py`.\n"


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for name in ("", *COMMANDS):
        arguments = [*([name] if name else []), "--help"]
        result = CliRunner(env=ENGLISH).invoke(
            cli, arguments, prog_name="grade", terminal_width=100, catch_exceptions=False
        )
        parts.append(f"## `grade{f' {name}' if name else ''}`\n\n```text\n{result.output.rstrip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    click.echo(f"written: {TARGET}")
