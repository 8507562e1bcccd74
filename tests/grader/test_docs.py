"""The documentation says what the program does."""

import subprocess
import sys
from pathlib import Path

from grader.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def commands_page() -> str:
    """The page as the generator makes it now, in a process in which nobody has spoken another language."""
    source = "import make_commands; print(make_commands.text(), end='')"
    return subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT / "docs", capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def test_commands_page_is_in_step() -> None:
    """docs/commands.md is what `python docs/make_commands.py` writes."""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == commands_page()


def test_readme_is_short_and_names_its_files() -> None:
    """Every file that the README links to is there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) < 120
    links = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_has_a_sentence() -> None:
    """No command is without help."""
    assert all(sentence.endswith(".") for _, sentence in COMMANDS.values())
