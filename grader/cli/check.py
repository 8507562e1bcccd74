"""`grade check`: proof that a course is sound, and what is wrong with it otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course, select_exercises
from grader.errors import SetupError
from grader.sandbox.levels import LEVELS

RUNS = 50


@click.command("check")
@click.option("--only", multiple=True, metavar="EXERCISE", help="Prove only this exercise or unit (repeatable).")
@click.option("--mutation/--no-mutation", default=True, help="Whether mutants of the solutions must fail, too.")
@click.option(
    "--matrix", is_flag=True, help="Ask every case about every wrong answer: tells which cases are redundant."
)
@click.option(
    "--flakiness",
    type=click.IntRange(0, 10_000),
    default=RUNS,
    show_default=True,
    metavar="N",
    help="Run each case N more times, with other seeds and orders.",
)
@click.option("--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, help="Answers judged at a time.")
@click.option(
    "--device",
    default="auto",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help="Where device cases run.",
)
@click.option(
    "--isolation", type=click.Choice(["auto", *LEVELS]), default="auto", help="How the answers' processes are shut in."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as JSON.")
@course_option
@click.pass_context
def check_command(
    ctx: click.Context, only: tuple[str, ...], mutation: bool, matrix: bool, flakiness: int, jobs: int, device: str,
    isolation: str, as_json: bool, course_folder: Path | None,
) -> None:  # fmt: skip
    """Prove the course sound: stubs and junk earn nothing, right answers everything, every wrong one is noticed."""
    course = open_course(course_folder)
    exercises = select_exercises(course, only) or [exercise.id for exercise in course.exercises]
    if not sys.platform.startswith("linux"):
        raise SetupError("`grade check` needs Linux: its warm judge is forked.", "Run it in a container or in CI.")
    from grader.cli.progress import Counter
    from grader.devices import find_accelerator
    from grader.proof.plan import Wish
    from grader.proof.run import prove

    wish = Wish(tuple(exercises), find_accelerator(device), jobs, mutation, matrix, flakiness, isolation)
    with Counter("checking", as_json) as counter:
        proof = prove(course, wish, counter.tell)
    if as_json:
        import json

        from grader.proof.record import record

        click.echo(json.dumps(record(proof), indent=2, ensure_ascii=False))
    else:
        from grader.cli.check_table import show_proof

        show_proof(proof, course)
    ctx.exit(Exit.FULL_MARKS if proof.is_sound else Exit.POINTS_LOST)
