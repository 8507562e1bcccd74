"""The command `grade`: the only place that imports click or prints; commands are imported when called."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from typing import Any, NoReturn, cast

import click

from grader import __version__
from grader.cli.exits import REFUSALS, Exit, fail, fail_refused
from grader.errors import GradeError
from grader.words import ENGLISH, translate

# Their help comes in the student's language; an instructor's commands speak English.
FOR_STUDENTS = ("run", "watch", "list", "show", "hint", "doctor")
COMMANDS = {
    "run": ("grader.cli.run", "Grade one submission: a file, a notebook or a folder."),
    "watch": ("grader.cli.watch", "Work through the course: a verdict after every save."),
    "batch": ("grader.cli.batch", "Grade a class: records, a class table, a gradebook."),
    "regrade": ("grader.cli.regrade", "Grade a class once more: only what changed, and who gained or lost."),
    "merge": ("grader.cli.merge", "Join the results of several machines."),
    "report": ("grader.cli.gradebook", "Show where a class or a student stands, from the gradebook."),
    "override": ("grader.cli.gradebook", "Set a student's points for an exercise by hand, with a reason."),
    "audit": ("grader.cli.gradebook", "Show who changed what in a gradebook."),
    "export": ("grader.cli.export", "Write records for a learning platform or a CI."),
    "ci": ("grader.cli.ci", "Write working CI: Gradescope, Classroom 50, GitHub, GitLab."),
    "list": ("grader.cli.course", "List the course's exercises."),
    "show": ("grader.cli.show", "Show what an exercise asks, with its example cases."),
    "hint": ("grader.cli.course", "Show the next hint for an exercise."),
    "doctor": ("grader.cli.doctor", "Check that this machine can grade."),
    "check": ("grader.cli.check", "Prove the course: its cases notice wrong answers and let right ones pass."),
    "build": ("grader.cli.build", "Make the stubs and notebooks in exercises/ from solutions/."),
    "new": ("grader.cli.new", "Start a course, a unit or an exercise."),
    "kit": ("grader.cli.kit", "Write what students get, and nothing else."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and sentence, and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Help and mistakes in typing come before any option: they are told in the language of the locale."""
        from grader.cli.language import speak_as_named

        speak_as_named(())
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A student's command with its help in the student's language; an instructor's in English."""
        from grader.cli.language import speak_as_named, told

        name, command, rest = super().resolve_command(ctx, args)
        speak_as_named(rest if name in FOR_STUDENTS else ["--lang", ENGLISH])
        return name, told(command) if command and name in FOR_STUDENTS else command, rest

    def get_help(self, ctx: click.Context) -> str:
        """The group's own help."""
        from grader.cli.language import told

        return click.Group.get_help(cast("click.Group", told(self)), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help of the group without importing any command."""
        del ctx
        with formatter.section(translate("Commands")):
            formatter.write_dl([(name, translate(sentence)) for name, (_, sentence) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Turns the grader's errors into a sentence and an exit code; tracebacks only with --debug."""
        try:
            return super().invoke(ctx)
        except GradeError as error:
            if ctx.params.get("debug"):
                raise
            return fail(error.message, error.hint)
        except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
            raise
        except BrokenPipeError:
            # Whoever read our output has read enough; Python must not complain at its end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ctx.exit(Exit.CANNOT_GRADE)
        except KeyboardInterrupt:
            return fail("Stopped by Ctrl-C.", "Nothing that was finished is lost.")
        except OSError as error:
            if ctx.params.get("debug") or error.errno not in REFUSALS:
                return self._failed(ctx, error)
            return fail_refused(error)
        except Exception as error:  # the last boundary: a person must never meet a traceback
            return self._failed(ctx, error)

    def _failed(self, ctx: click.Context, error: Exception) -> NoReturn:
        if ctx.params.get("debug"):
            raise error
        fail(
            f"The grader itself failed: {type(error).__name__}: {str(error)[:300]}",
            "That is not the submission's fault. Run again with `grade --debug …` and report what it prints.",
        )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show tracebacks of the grader's own errors.")
@click.version_option(__version__, prog_name="grade")
def cli(debug: bool) -> None:
    """Grade PyTorch exercises. Exit codes: 0 full marks, 1 points lost, 2 could not grade."""
    del debug


def main() -> None:
    """The console script."""
    try:
        cli(prog_name="grade")
    except BrokenPipeError:
        # The reader (`| head`) has gone: leave quietly, also at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(Exit.CANNOT_GRADE)
    except OSError as error:
        # Help and version are written before any command is invoked.
        if error.errno not in REFUSALS:
            raise
        with contextlib.suppress(click.exceptions.Exit):
            fail_refused(error)
        sys.exit(Exit.CANNOT_GRADE)
