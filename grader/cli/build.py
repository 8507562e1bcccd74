"""`grade build`: stubs and notebooks made from solutions/, translations in step with the texts; compared in CI."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course
from grader.handout.files import course_files
from grader.model import Course
from grader.scaffold.marks import marks_of
from grader.texts.translations import translations

SHOWN_FAULTS = 5


@click.command("build")
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file is not in step with its solution.")
@course_option
@click.pass_context
def build_command(ctx: click.Context, check: bool, course_folder: Path | None) -> None:
    """Make the stubs and notebooks in exercises/ from the marked regions in solutions/.

    Brings the translations in solutions/texts/ into step, too: one folder for each language. For a new language make
    an empty folder there, build, fill in its .po files, and build again. With --check, what lacks its translation is
    told, and counts as out of step.
    """
    course = open_course(course_folder)
    stale, gone, faults = _stale(course)
    for target in stale:
        if not check:
            target.write_bytes(stale[target])
        click.echo(f"{'out of step' if check else 'written'}: {target.relative_to(course.root)}")
    for target in gone:
        if not check:
            target.unlink()
        click.echo(f"{'not needed' if check else 'removed'}: {target.relative_to(course.root)}")
    for fault in faults[:SHOWN_FAULTS]:
        click.echo(fault)
    if len(faults) > SHOWN_FAULTS:
        click.echo(f"… and {len(faults) - SHOWN_FAULTS} more texts like these.")
    if not (stale or gone or faults):
        click.echo("All stubs and notebooks are in step with their solutions.")
    left = marks_of(course)
    if left:
        click.echo(f"{len(left)} marked places are left to write, the first in {left[0].where}.", err=True)
    ctx.exit(Exit.POINTS_LOST if check and (stale or gone or faults) else Exit.FULL_MARKS)


def _stale(course: Course) -> tuple[dict[Path, bytes], list[Path], list[str]]:
    """Files that are not as they should be, those that should not be, and texts that lack their translation."""
    made = {target: text.encode() for target, text in course_files(course).items()}
    stale = {target: text for target, text in made.items() if not target.is_file() or target.read_bytes() != text}
    gone, faults = list[Path](), list[str]()
    for each in translations(course):
        stale |= each.stale
        gone += each.surplus
        faults += [f"{each.language}: {fault}" for fault in each.faults]
    return stale, gone, faults
