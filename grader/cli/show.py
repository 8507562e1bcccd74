"""`grade show`: what an exercise asks, with its example cases; runs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from grader.batch.keys import exercise_of
from grader.cli.language import language_option
from grader.cli.lines import tell
from grader.cli.options import course_option, open_course, select_exercises
from grader.cli.overview import points
from grader.cli.task import folded_task, task_of, where_of
from grader.emit.record import clean
from grader.intake import read_submission
from grader.model import Course, Exercise, Submission
from grader.watch import STATE_FILE, Progress
from grader.words import recognise, translate


@click.command("show")
@click.argument("exercise")
@language_option
@course_option
def show_command(exercise: str, course_folder: Path | None) -> None:
    """Show what EXERCISE asks: its text, points and example cases; of a unit or its file, all exercises."""
    given = Path(exercise)
    is_file = given.suffix in (".py", ".ipynb")
    course = open_course(course_folder, given if is_file else None)
    chosen = select_exercises(course, (given.stem if is_file else exercise,))
    folder = course.root / "exercises"
    submission = read_submission(given if is_file and given.exists() else folder, course)
    done = Progress.read(course, folder).done if (folder / STATE_FILE).is_file() else None
    console = Console(highlight=False)
    for each in course.exercises:
        if each.id in chosen:
            show(console, course, each, submission, done)


def show(console: Console, course: Course, exercise: Exercise, submission: Submission, done: set[str] | None) -> None:
    """One exercise, as it stands in the student's own file."""
    where = translate(", CPU and accelerator") if "accelerator" in exercise.devices else ""
    worth = translate("{points} points", points=points(exercise.points))
    worth = translate("1 point") if exercise.points == 1 else worth
    console.print(Text.assemble((f"\n{clean(exercise.id)}", "bold"), (f"   {worth}{where}", "dim")))
    source = submission.source(exercise.unit)
    told = task_of(source, exercise.name) if source else ""
    file = where_of(source, exercise)
    told = clean(told) if told else translate("Its text is no longer in {file}.", file=file)
    click.echo(f"\n{folded_task(told, console.width) if console.is_terminal else told}")
    sentences = list(examples(course, exercise))
    if sentences:
        console.print(Text("\n" + translate("Examples that it is judged by"), style="bold"))
    for sentence in sentences:
        tell(f"  {clean(recognise(sentence))}")
    console.print(Text(f"\n{closing(exercise, file, done)}", style="dim"))


def examples(course: Course, exercise: Exercise) -> Iterator[str]:
    """What each public case asks, in its own sentence."""
    path = course.folder("public") / f"test_{exercise.unit}.py"
    try:
        nodes = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, ValueError, SyntaxError):
        # Without examples there still is the text.
        return
    for node in nodes:
        if exercise_of(node) == exercise.name:
            cases = node.body if isinstance(node, ast.ClassDef) else [node]
            found = (ast.get_docstring(each) for each in cases if isinstance(each, ast.FunctionDef))
            yield from (" ".join(sentence.split()) for sentence in found if sentence)


def closing(exercise: Exercise, file: str, done: set[str] | None) -> str:
    """Where to write, how to be helped, and what `grade watch` saw last."""
    parts = [translate("It is in {file}.", file=file)]
    if exercise.hints:
        command, count = f"grade hint {exercise.id}", len(exercise.hints)
        one = translate("There is 1 hint: {command}", command=command)
        many = translate("There are {count} hints: {command}", count=count, command=command)
        parts.append(one if count == 1 else many)
    if done is not None:
        is_done = exercise.id in done
        parts.append(translate("`grade watch` has seen it done." if is_done else "`grade watch` has not seen it done."))
    return "\n".join(parts)
