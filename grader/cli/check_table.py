"""A proof as a person reads it in a terminal: faults first, then advice, then what was judged."""

from __future__ import annotations

import math

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.emit.record import clean
from grader.model import Course
from grader.proof.finding import Finding, Proof
from grader.proof.kills import End, Kills
from grader.proof.tolerance import Tolerance

ANSWERS = {"junk": "junk answer"}
SHOWN = 40
COUNTED = ("solution", "stub", "mistake", "variant", "junk", "mutant")


def show_proof(proof: Proof, course: Course) -> None:
    """Prints the proof on standard output."""
    console = Console(highlight=False, emoji=False, soft_wrap=False)
    console.print(Text(clean(course.title), style="bold"))
    show_findings(console, "Faults", proof.faults, "red")
    show_findings(console, "Advice", proof.advice, "yellow")
    if proof.kills is not None:
        if proof.kills.is_full:
            show_matrix(console, proof.kills)
        show_score(console, proof.kills)
    if proof.tolerances:
        console.print(tolerance_words(proof.tolerances))
    for line in judged_words(proof):
        console.print(line)
    count = len(proof.faults)
    words = "The course is sound." if proof.is_sound else f"{count} {'fault' if count == 1 else 'faults'}."
    console.print(Text(words, style="bold green" if proof.is_sound else "bold red"))


def show_findings(console: Console, title: str, findings: list[Finding], style: str) -> None:
    """A table of what is wrong, each with its difference below; of many alike the first."""
    if not findings:
        return
    table = Table(title=title, title_justify="left", title_style=f"bold {style}", box=None, padding=(0, 2, 0, 0))
    table.show_header = False
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for kind, alike in by_kind(findings).items():
        for place, finding in enumerate(alike[:SHOWN]):
            told = Text.assemble((clean(finding.where), "bold"), "  ", clean(finding.message))
            table.add_row(Text("" if place else kind, style=style), told)
            for line in finding.detail.splitlines():
                table.add_row("", Text(clean(line), style="dim"))
        if len(alike) > SHOWN:
            table.add_row("", Text(f"… and {len(alike) - SHOWN} more of this kind (--json has all)", style="dim"))
    console.print()
    console.print(table)


def by_kind(findings: list[Finding]) -> dict[str, list[Finding]]:
    """Grouped, in the order in which they were found."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.kind, []).append(finding)
    return found


def show_score(console: Console, kills: Kills) -> None:
    """How many mutants were killed, and in which exercises not all."""
    killed, total = kills.score()
    console.print()
    console.print(
        f"Mutants: {killed} of {total} killed; {len(kills.ended(End.EQUIVALENT))} are marked as equivalent,"
        f" {len(kills.ended(End.PENDING))} wait for an accelerator."
    )
    for name in kills.exercises:
        killed, total = kills.score(name)
        if killed < total:
            console.print(f"  {clean(name)}: {killed} of {total}")


def show_matrix(console: Console, kills: Kills) -> None:
    """How many mutants each case kills, and how many it alone."""
    table = Table(title="Kills", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for heading in ("exercise", "case", "kills", "alone"):
        table.add_column(heading, justify="right" if heading in ("kills", "alone") else "left")
    for name in kills.exercises:
        killed = [fate.killers for fate in kills.ended(End.KILLED, name)]
        for case in dict.fromkeys(each for killers in killed for each in killers):
            count, alone = sum(case in killers for killers in killed), sum(killers == (case,) for killers in killed)
            table.add_row(clean(name), Text(clean(case)), str(count), str(alone))
    console.print()
    console.print(table)


def tolerance_words(tolerances: list[Tolerance]) -> str:
    """How far right and wrong answers are from the tolerances, at the nearest."""
    right = max(tolerances, key=lambda each: each.right / each.used)
    wrong = min(tolerances, key=lambda each: each.wrong / each.used)
    nearest = f"; a wrong one needs {wrong.wrong:.1e}" if math.isfinite(wrong.wrong) else ""
    words = f"of {right.used:.0e} in {clean(right.case)}{nearest}"
    words += f" of {wrong.used:.0e} in {clean(wrong.case)}" if nearest else ""
    return f"Tolerances: a right answer needs {right.right:.1e} {words}, at the nearest."


def counted(count: int, kind: str) -> str:
    """`1 solution`, `5 junk answers`."""
    return f"{count} {ANSWERS.get(kind, kind)}{'' if count == 1 else 's'}"


def judged_words(proof: Proof) -> list[str]:
    """What was judged, and what waits."""
    if not proof.judged:
        return []
    counts = [counted(proof.judged[kind], kind) for kind in COUNTED if proof.judged.get(kind, 0)]
    lines = [f"Judged on {proof.device}: {', '.join(counts)}; each case {proof.runs + 1} times; {proof.seconds:.0f} s."]
    if proof.pending:
        waiting = ", ".join(counted(count, kind) for kind, count in proof.pending.items())
        lines.append(f"Wait for an accelerator: {waiting}.")
    return lines
