"""`grade build`: the stubs and notebooks in exercises/, made from solutions/ and compared with them in CI."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course
from grader.handout.files import unit_files


@click.command("build")
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file is not in step with its solution.")
@course_option
@click.pass_context
def build_command(ctx: click.Context, check: bool, course_folder: Path | None) -> None:
    """Make the stubs and notebooks in exercises/ from the marked regions in solutions/."""
    course = open_course(course_folder)
    folder = course.root / "exercises"
    made = {folder / name: text for unit in course.units for name, text in unit_files(course, unit).items()}
    stale = [target for target, text in made.items() if not target.is_file() or target.read_bytes() != text.encode()]
    for target in stale:
        if not check:
            target.write_text(made[target], encoding="utf-8", newline="\n")
        click.echo(f"{'out of step' if check else 'written'}: {target.relative_to(course.root)}")
    if not stale:
        click.echo("All stubs and notebooks are in step with their solutions.")
    ctx.exit(Exit.POINTS_LOST if check and stale else Exit.FULL_MARKS)
