"""Writes docs/benchmarks.md from the figures in docs/benchmarks.json, and changes nothing about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

OURS, FLOOR = "this grader, 1 job", "the floor"
HEAD = """\
# Benchmarks

Measured by `make bench-peers`, which writes this page and [benchmarks.json](benchmarks.json); what is compared is of
one run on one machine. `make bench` measures a few ratios of the grader itself and takes a minute.
"""
METHOD = """\
The assignment: the five functions of the unit `first_network`, four hidden cases each. Every contender runs the same
assertions, which are cut out of the hidden cases: this grader as a course, nbgrader as twenty cells of tests, otter as
test files, gradescope-utils as a `unittest` class with weights, pytest as one parametrized test. The floor is a warm
process that forks for each submission and runs the assertions in the fork, with nothing in between.

* The submissions are right and differ in a comment, so that nothing can be taken from a cache.
* A contender is measured only if it gives a right submission everything and a wrong one exactly what the floor gives.
* The contenders take turns, round after round; a figure is the median. A command that grades many submissions counts
  with its start, divided by their number; the floor counts without its start. Every contender has one thread.
* **Processor time** is user and system time of all processes of a command. It is the figure to compare: other work on
  the machine changes the wall time. *Submissions a minute* are 60 s divided by the processor time.
* *A forgery gets*: a submission without answers that replaces the tests, if it finds them in its own process.
"""


def page(data: dict[str, Any]) -> str:
    """The whole page."""
    parts = [HEAD, machine(data["machine"]), "## Contenders\n", METHOD, comparison(data["rows"]), quiet(data)]
    if "scale" in data:
        parts += scale_parts(data["scale"])
    if "whole" in data:
        parts += whole_parts(data["whole"])
    if "watch" in data:
        parts += watch_parts(data["watch"])
    return "\n".join(part for part in parts if part)


def machine(facts: dict[str, Any]) -> str:
    """Where it was measured."""
    return (
        f"Measured on {facts['date']}: {facts['cores']} cores ({facts['processor']}), {facts['memory_gb']} GB, "
        f"Python {facts['python']}, torch {facts['torch']}.\n"
    )


def comparison(rows: list[dict[str, Any]]) -> str:
    """The table of contenders."""
    costs = {row["name"]: row["cpu"] for row in rows if "cpu" in row}
    head = (
        "contender", "wall, s a submission", "processor, s a submission", "submissions a minute and core",
        "cost, this grader = 1", "cost, floor = 1", "a forgery gets", "what it does not do",
    )  # fmt: skip
    return table(head, [line(row, costs) for row in rows])


def line(row: dict[str, Any], costs: dict[str, float]) -> list[str]:
    """One contender."""
    name = f"{row['name']} ({row['version']})" if row.get("version") else row["name"]
    if "missing" in row:
        return [name, *["–"] * 6, f"Not measured: {row['missing']}"]
    forged = f"{row['forged']} of {row['right']}" + (", and changes others' results" if row["changes_others"] else "")
    figures = [number(row["wall"]), number(row["cpu"]), number(row["per_minute_per_core"])]
    return [name, *figures, times(row, costs, OURS), times(row, costs, FLOOR), forged, row["lacks"] or "–"]


def times(row: dict[str, Any], costs: dict[str, float], other: str) -> str:
    """A cost as a multiple of another contender's."""
    return number(row["cpu"] / costs[other]) if other in costs else "–"


def quiet(data: dict[str, Any]) -> str:
    """How quiet the machine was."""
    others = [row["others"] for row in data["rows"] if "others" in row]
    if not others:
        return ""
    most = f"{max(others):.2f} of {data['machine']['cores']} cores"
    return f"Meanwhile other work on the machine took at most {most} (median of a contender's runs).\n"


def scale_parts(scale: dict[str, Any]) -> list[str]:
    """The tables of this grader alone."""
    sizes = [
        [
            f"{each['submissions']:,}",
            number(each["wall"]),
            number(each["cpu"]),
            number(1000 * each["cpu"] / each["submissions"]),
            number(1000 * each["cpu_each_more"]) if each["cpu_each_more"] else "–",
            number(each["wall_again"]),
            number(each["others"]),
        ]
        for each in scale["sizes"]
    ]
    cores = [[str(e["jobs"]), number(e["per_second"]), number(1000 * e["cpu_each"]), number(e["others"])]
             for e in scale["cores"]]  # fmt: skip
    memory = [[str(e["jobs"]), f"{e['pss_mb']:.0f}", f"{e['anonymous_mb']:.0f}"] for e in scale["memory"]]
    one, two = scale["cores"]
    return [
        "## Larger classes\n",
        "This grader at two jobs, *strict*; the same command again finds everything unchanged. "
        f"Measured on {scale['date']}.\n",
        table(
            ("submissions", "wall, s", "processor, s", "processor, ms each", "ms for each further one",
             "the same again, wall, s", "cores taken by others"), sizes,
        ),
        "## More cores\n",
        f"Once all is warm, two jobs do {two['per_second'] / one['per_second']:.2f} times the work of one.\n",
        table(("jobs", "submissions a second", "processor, ms each", "cores taken by others"), cores),
        "## Memory\n",
        "The largest sum of proportional set sizes over all processes of a batch; what is shared counts once.\n",
        table(("jobs", "MB", "of it backed by no file"), memory),
    ]  # fmt: skip


def watch_parts(watch: dict[str, Any]) -> list[str]:
    """What a student waits for after a save."""
    return [
        "## From a save to the verdict\n",
        f"`grade watch`, open on `first_network.loss_fn` with a student's files: {number(1000 * watch['watch'])} ms "
        f"from saving the file to the verdict on the screen. A cold `python -m pytest` of the same example cases: "
        f"{number(1000 * watch['pytest'])} ms, {watch['ratio']:.0f} times as long. Medians of {watch['rounds']} "
        f"rounds, each of {watch['saves'] // watch['rounds']} saves, right and wrong in turn, and one run of pytest; "
        f"measured on {watch['date']}.\n",
    ]


def whole_parts(whole: dict[str, Any]) -> list[str]:
    """The whole course."""
    floor = whole["floor"]
    memory = [[str(e["jobs"]), f"{e['pss_mb']:.0f}", f"{e['anonymous_mb']:.0f}"] for e in whole["memory"]]
    return [
        "## The whole course\n",
        f"{whole['submissions']:,} students who handed in every unit, two jobs, *strict*: {number(whole['wall'])} s, "
        f"{number(whole['cpu'])} s of processor time, {number(1000 * whole['cpu_each_more'])} ms for each further "
        f"submission. The same command again: {number(whole['wall_again'])} s, "
        f"{number(1000 * whole['again_each_more'])} ms of processor time each.\n",
        f"Beside the floor, on the {floor['cases']} of {floor['of']} cases that it can run (one submission after "
        f"another, both warm): {number(1000 * floor['ours'])} ms against {number(1000 * floor['floor'])} ms, "
        f"{floor['ratio']:.2f} times. Most of it is the students' own work: products of matrices that are timed, "
        f"and pictures. Measured on {whole['date']}.\n",
        table(("jobs", "memory at its peak, MB", "of it backed by no file"), memory),
    ]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Markdown; what comes from outside cannot break a cell."""
    cells = [[each.replace("|", "\\|").replace("\n", " ") for each in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in [list(head), ["---"] * len(list(head)), *cells]]
    return "\n".join([*lines, ""])


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
