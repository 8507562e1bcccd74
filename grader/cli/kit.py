"""`grade kit`: what students get, and nothing else."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import course_option, open_course
from grader.handout.kit import GRADER, kit_files, write_folder, write_zip
from grader.handout.texts import DEFAULT


@click.command("kit")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--lang", "language", default=DEFAULT, metavar="LANGUAGE", help="The language of its texts (default: en)."
)
@click.option("--format", "form", type=click.Choice(["folder", "zip"]), default="folder", help="How it is written.")
@click.option(
    "--grader",
    default="",
    metavar="WHEEL|LINE",
    help=f"What students install: a wheel, which is put into the kit, or a line for requirements.txt ({GRADER}).",
)
@course_option
def kit_command(out: Path, language: str, form: str, grader: str, course_folder: Path | None) -> None:
    """Write a student's kit to OUT: stubs, notebooks, data, example cases, README.

    Stubs and notebooks are made anew from solutions/. Nothing is overwritten.
    """
    files = kit_files(open_course(course_folder), language, grader)
    if form == "zip":
        out = out if out.suffix == ".zip" else out.with_name(f"{out.name}.zip")
        write_zip(files, out)
    else:
        write_folder(files, out)
    click.echo(f"written: {out} ({len(files)} files)")
    if not grader:
        click.echo(
            f"Students will install {GRADER} by name. To put the grader itself into the kit:\n"
            "    pip wheel --no-deps --wheel-dir dist .    and then    grade kit … --grader dist/….whl",
            err=True,
        )
