"""`grade ci`: files with which another machine grades a class, written beside the course."""

from __future__ import annotations

from pathlib import Path

import click

from grader.ci.recipes import PYTHON, RECIPES, Plan
from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course, select_exercises
from grader.errors import ExportError
from grader.model import Course

NEXT = {
    "github": "Commit both folders, put the submissions into submissions/ and run the workflow by hand.",
    "gitlab": "Commit both, put the submissions into submissions/ and run the pipeline by hand.",
    "gradescope": "Upload the zip under Configure Autograder; choose at least 2 GB of memory there.",
    "classroom50": f"Copy the folder to CLASSROOM/autograders/ASSIGNMENT/; the runtime there must be Python {PYTHON}.",
}
WARNING = "Students can fetch this bundle: the hidden cases and solutions in it are not secret any more."


@click.command("ci")
@click.argument("platform", type=click.Choice(list(RECIPES)))
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: the course's folder).")
@click.option(
    "--only", multiple=True, metavar="UNIT", help="gradescope, classroom50: grade only this unit (repeatable)."
)
@click.option("--shards", type=click.IntRange(1, 200), default=4, show_default=True, help="github, gitlab: machines.")
@click.option("--hidden", is_flag=True, help="classroom50: put the hidden cases into the bundle, too.")
@click.option("--force", is_flag=True, help="Overwrite files that are there already.")
@course_option
@click.pass_context
def ci_command(
    ctx: click.Context, platform: str, out: Path | None, only: tuple[str, ...], shards: int, hidden: bool, force: bool,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Write CI for PLATFORM that grades with this very grader, its versions pinned."""
    course = open_course(course_folder)
    plan = Plan(course, units_of(course, only), shards, hidden)
    files = RECIPES[platform](plan)
    folder = out or course.root
    refuse_to_overwrite(folder, files, force)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in sorted({name.split("/")[0] for name in files}):
        click.echo(str(folder / name))
    click.echo(f"\n{NEXT[platform]} More: docs/ci.md", err=True)
    if platform == "classroom50" and hidden:
        click.echo(WARNING, err=True)
    ctx.exit(Exit.FULL_MARKS)


def units_of(course: Course, only: tuple[str, ...]) -> tuple[str, ...]:
    """The units that were named, else all, in teaching order."""
    chosen = set(select_exercises(course, only)) if only else {each.id for each in course.exercises}
    return tuple(unit.id for unit in course.units if any(each.id in chosen for each in unit.exercises))


def refuse_to_overwrite(folder: Path, files: dict[str, bytes], force: bool) -> None:
    """What a person may have changed is not written over unasked."""
    changed = [name for name, content in files.items() if differs(folder / name, content)]
    if changed and not force:
        raise ExportError(
            f"{folder / changed[0]} is there already and is another one.", "Add --force, or --out FOLDER."
        )


def differs(path: Path, content: bytes) -> bool:
    """Whether another file is in the way."""
    return path.exists() and (not path.is_file() or path.read_bytes() != content)
