"""`grade watch`: the next unfinished exercise, looked at again after every save."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from grader.bridge.server import Wish, WorkerServer
from grader.cli.exits import Exit
from grader.cli.keys import END, read_key, single_keys
from grader.cli.language import language_option
from grader.cli.lines import folded
from grader.cli.options import course_option, open_course
from grader.cli.overview import points_table, show_list, state
from grader.cli.run import choose_launch, forks, isolation_name
from grader.cli.task import show_task
from grader.cli.terminal import show_exercise, show_notes, show_score
from grader.course import COURSE_FILE, shared_folders
from grader.emit.record import clean
from grader.errors import GradeError
from grader.model import Course, Report, Submission
from grader.sandbox.levels import LEVELS
from grader.words import mark, recognise, sentences, translate

if TYPE_CHECKING:
    from grader.judge import Judge
    from grader.watch import Desk, Progress, Stamps

# Between two looks at the files: short beside the time that a verdict takes.
LOOK = 0.03
KEYS = mark("n next · p previous · h hint · l list · r run all · q quit")
WORKER = click.Choice(["auto", "fork", "plain"])


@click.command("watch")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--manual", is_flag=True, help="Run only when a key is pressed (Enter: this exercise), not after a save.")
@click.option("--worker", type=WORKER, default="auto", help="How the student's process is started.")
@click.option(
    "--isolation", type=click.Choice(["auto", *LEVELS]), default="auto", help="How the student's process is shut in."
)
@language_option
@course_option
@click.pass_context
def watch_command(
    ctx: click.Context, path: Path | None, manual: bool, worker: str, isolation: str, course_folder: Path | None
) -> None:
    """Work through the course: PATH (default: the course's exercises/) is looked at again after every save.

    Keys: n next exercise, p previous one, h hint, l list, r run everything, q quit.
    """
    course = open_course(course_folder, path)
    place = path or course.root / "exercises"
    server = None
    if forks(worker):
        server = WorkerServer(Wish(isolation, shared_folders(course), str(course.root / COURSE_FILE)))
    click.echo(translate("Warming up …"), err=True)
    from grader.grading import Grading
    from grader.judge import hold_session

    grading = Grading(course, choose_launch(server, in_process=False), None)

    def work(judge: Judge) -> None:
        judge.isolation = isolation_name(server, in_process=False)
        from grader.watch import Desk, Progress

        folder = place if place.is_dir() else place.parent
        Watch(Desk(judge, course, place), Progress.read(course, folder), manual).run()

    try:
        hold_session(grading, "", work)
    finally:
        grading.close()
    ctx.exit(Exit.FULL_MARKS)


class Watch:
    """The loop between files, keys and screen."""

    def __init__(self, desk: Desk, progress: Progress, is_manual: bool) -> None:
        self.desk = desk
        self.progress = progress
        self.is_manual = is_manual
        self.console = Console(highlight=False, emoji=False)
        self.seen: Stamps = {}

    def run(self) -> None:
        """Until q is pressed, or Ctrl-C."""
        from grader.watch import stamps

        self.seen = stamps(self.desk.place)
        with single_keys():
            self.look()
            while (key := read_key(LOOK)) != END:
                if key:
                    self.press(key)
                elif not self.is_manual and (now := stamps(self.desk.place)) != self.seen:
                    self.seen = now
                    self.look()
        done, total = len(self.progress.done), len(self.course.exercises)
        self.console.print(translate("{done} of {total} exercises are done.", done=done, total=total))

    @property
    def course(self) -> Course:
        """The course that is worked through."""
        return self.desk.course

    def press(self, key: str) -> None:
        """What a key asks for."""
        match key:
            case "n":
                self.progress.move_on()
                self.look()
            case "p":
                self.progress.move_back()
                self.look()
            case "h":
                self.hint()
            case "l":
                show_list(self.console, self.course, self.progress.done, self.progress.current)
                self.way_back()
            case "r":
                self.run_all()
            case "\n" | "\r" | " ":
                self.look()
            case _:
                self.say(translate(KEYS), "dim")

    def look(self) -> None:
        """Grades the exercise that is worked on, and shows what came of it."""
        graded = self.grade([self.progress.current])
        if graded is None:
            return
        report, submission = graded
        self.clear()
        self.head()
        if self.progress.current in self.progress.done:
            told = translate("{name} is done.", name=self.progress.exercise.name)
            self.console.print(Text(f"✓ {told}", style="bold green"))
            over = "That was the last one: the whole course is done." if self.progress.is_over else "n: the next one."
            self.console.print(translate(over))
        for each in report.exercises:
            if state(each) == "todo":
                show_task(self.console, each.exercise, submission)
            elif each.exercise.id not in self.progress.done:
                show_exercise(self.console, each, details=False, hint=translate("h: a hint"))
        show_notes(self.console, report)
        self.console.print(Text(f"\n{self.waiting()}", style="dim"))
        self.say(translate(KEYS), "dim")

    def run_all(self) -> None:
        """Grades everything, and shows how far it is."""
        self.say(translate("Running everything …"), "dim")
        graded = self.grade([exercise.id for exercise in self.course.exercises])
        if graded is not None:
            self.clear()
            self.console.print(points_table(graded[0], self.course))
            show_score(self.console, graded[0])
            self.way_back()

    def way_back(self) -> None:
        """After a long list: how to see the exercise again, and the keys."""
        self.say("\n" + translate("Enter: back to `{name}`.", name=self.progress.exercise.name), "dim")
        self.say(translate(KEYS), "dim")

    def grade(self, exercises: list[str]) -> tuple[Report, Submission] | None:
        """A report and what it is on, or a sentence on why there is none."""
        try:
            report, submission = self.desk.grade(exercises)
        except GradeError as error:
            self.say(clean(sentences(recognise(error.message), recognise(error.hint))), "red")
            return None
        self.progress.learn(report)
        return report, submission

    def hint(self) -> None:
        """The next step of the hints."""
        told = self.progress.next_hint()
        none = "There are no hints here: read the docstring once more."
        self.say(translate("Hint {hint}", hint=told) if told else translate(none))

    def head(self) -> None:
        """Where in the course this is."""
        exercise = self.progress.exercise
        done, total = len(self.progress.done), len(self.course.exercises)
        bar = "█" * round(20 * done / total)
        self.console.print(Text.assemble((f"{bar:░<20} {done}/{total}", "cyan"), "   ", (exercise.id, "bold")))

    def say(self, sentence: str, style: str = "") -> None:
        """A sentence, in as many lines as it takes."""
        self.console.print(Text(folded(sentence, self.console.width), style=style))

    def waiting(self) -> str:
        """What happens next."""
        return translate("Enter: look again." if self.is_manual else "Waiting for a save.")

    def clear(self) -> None:
        """A new page, where there is a screen."""
        if sys.stdout.isatty():
            self.console.clear()
