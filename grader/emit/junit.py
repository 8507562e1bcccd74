"""JUnit XML as GitLab and the usual GitHub actions read it: a suite for each unit, a test case for each case.

Readers know a test by class and name and drop a second one of the same name, so names are made different. They differ
in whether they show an element's `message` or its body, so the text stands in both, and the body is never empty. Points
are properties: no reader adds them up.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from decimal import Decimal

from grader.emit.fitting import clip, fit
from grader.emit.reading import BROKEN_CASE, Record, digits, exact, headline, notes, title, told, unreadable
from grader.emit.record import clean

# GitLab takes less than 30 MB a file.
LIMIT = 30 * 10**6 - 1
NAME = 200
FIRST_LINE = 300


def junit(record: Record) -> str:
    """The file as text."""
    return fit(lambda length: document(record, length), LIMIT, "A JUnit report")


def document(record: Record, length: int) -> str:
    """The file with each text at most so long."""
    root = ET.Element("testsuites", name=clean(record["course"]["name"]))
    names = Names()
    by_unit: dict[str, list[Record]] = {}
    for exercise in record["exercises"]:
        by_unit.setdefault(exercise["id"].partition(".")[0], []).append(exercise)
    for unit, exercises in by_unit.items():
        root.append(suite(record, unit, exercises, names, lambda text: clip(text, length)))
    if root.find("testsuite") is not None:
        ET.SubElement(root[0], "system-out").text = clip("\n".join([*headline(record), *notes(record)]), length)
    stream = io.BytesIO()
    ET.indent(root)
    ET.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)
    return stream.getvalue().decode("utf-8") + "\n"


class Names:
    """Gives out each name once."""

    def __init__(self) -> None:
        self.given: set[tuple[str, str]] = set()
        self.counts: dict[tuple[str, str], int] = {}

    def free(self, exercise: str, wanted: str) -> str:
        """The name, or the name with a number."""
        name = wanted
        while (exercise, name) in self.given:
            number = self.counts.get((exercise, wanted), 1) + 1
            self.counts[exercise, wanted] = number
            name = f"{wanted} ({number})"
        self.given.add((exercise, name))
        return name


def suite(
    record: Record, unit: str, exercises: Sequence[Record], names: Names, cut: Callable[[str], str]
) -> ET.Element:
    """A unit, with its counts."""
    element = ET.Element("testsuite", name=unit)
    points = ET.SubElement(element, "properties")
    for part in ("earned", "possible", "pending"):
        value = digits(sum((exact(each[part]) for each in exercises), Decimal(0)))
        ET.SubElement(points, "property", name=f"points.{part}", value=value)
    for exercise in exercises:
        for case in exercise["cases"]:
            element.append(test_case(record, exercise["id"], case, names, cut))
        if not exercise["cases"]:
            element.append(not_run(exercise["id"], cut(unreadable(record) or "No case was run."), names))
    count(element)
    return element


def count(element: ET.Element) -> None:
    """The suite's own attributes, from its test cases."""
    cases = element.findall("testcase")
    element.set("tests", str(len(cases)))
    for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(plural, str(sum(case.find(tag) is not None for case in cases)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.4f}")


def test_case(record: Record, exercise: str, case: Record, names: Names, cut: Callable[[str], str]) -> ET.Element:
    """A case; the file is named where students have it too."""
    seconds = record["timing"]["cases"].get(f"{case['id']} [{case['device']}]", 0)
    device = " [accelerator]" if case["device"] == "accelerator" else ""
    name = names.free(exercise, clip(" ".join(title(case).split()), NAME) + device)
    element = ET.Element("testcase", classname=exercise, name=name, time=f"{seconds:.4f}")
    if case["visibility"] == "public":
        element.set("file", f"tests/public/{clean(case['id'].partition('::')[0])}")
    points = ET.SubElement(element, "properties")
    for part in ("earned", "possible"):
        ET.SubElement(points, "property", name=f"points.{part}", value=digits(exact(case[part])))
    verdict(element, case, cut)
    return element


def verdict(element: ET.Element, case: Record, cut: Callable[[str], str]) -> None:
    """`skipped` waits, `error` is the grader's fault, `failure` the submission's."""
    match case["outcome"]:
        case "passed":
            return
        case "pending":
            say(element, "skipped", "pending", cut(clean(case["message"]).strip() or "It waits for an accelerator."))
        case "broken":
            say(element, "error", "broken", BROKEN_CASE)
        case outcome:
            say(element, "failure", outcome, cut(told(case)))


def not_run(exercise: str, text: str, names: Names) -> ET.Element:
    """An exercise whose submission could not be read."""
    element = ET.Element("testcase", classname=exercise, name=names.free(exercise, "everything"), time="0.0000")
    say(element, "failure", "unreadable", text)
    return element


def say(element: ET.Element, tag: str, kind: str, text: str) -> None:
    """The first line as the message, everything as the body."""
    child = ET.SubElement(element, tag, message=clip(text.splitlines()[0], FIRST_LINE), type=kind)
    child.text = text
