"""`grade build`: the stubs in exercises/, made from solutions/ and compared with them in CI."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course
from grader.errors import CourseError
from grader.stubs import make_stub


@click.command("build")
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a stub is not in step with its solution.")
@course_option
@click.pass_context
def build_command(ctx: click.Context, check: bool, course_folder: Path | None) -> None:
    """Make the stubs in exercises/ from the marked regions in solutions/."""
    course = open_course(course_folder)
    stale = []
    for unit in course.units:
        solution = course.root / "solutions" / f"{unit.id}.py"
        target = course.root / "exercises" / f"{unit.id}.py"
        if not solution.is_file():
            raise CourseError(
                f"The solution {solution} is missing.",
                "Stubs are made in the whole repository, not in a kit.",
            )
        text = make_stub(solution.read_text(encoding="utf-8"), unit.id)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            stale.append(target)
            if not check:
                target.write_text(text, encoding="utf-8")
    for target in stale:
        click.echo(f"{'out of step' if check else 'written'}: {target.relative_to(course.root)}")
    if not stale:
        click.echo("All stubs are in step with their solutions.")
    ctx.exit(Exit.POINTS_LOST if check and stale else Exit.FULL_MARKS)
