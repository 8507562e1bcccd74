"""Final scores: lateness, late days, cut-off, extensions, dropped units, extra credit; exact."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from grader.course import read_course
from grader.errors import CourseError
from grader.final import final_score
from grader.model import Course, Exercise, Policy, Unit

DUE = datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))
POINTS = {"a.one": Decimal("3.35"), "a.two": Decimal(2), "b.one": Decimal(1), "b.bonus": Decimal("0.5")}


def course(**rules: object) -> Course:
    """Two units of 6 and 4 points, and half a point extra."""
    one, two = Exercise("a", "one", Decimal(4)), Exercise("a", "two", Decimal(2))
    other, bonus = Exercise("b", "one", Decimal(4)), Exercise("b", "bonus", Decimal(1), is_extra=True)
    units = Unit("a", "A", (one, two)), Unit("b", "B", (other, bonus))
    return Course("c", "C", Path(), 0, "public", units, Policy(**rules))  # type: ignore[arg-type]


def score(late: timedelta | None, extension: str = "0", **rules: object) -> tuple[Decimal, int]:
    """The score and the days late."""
    submitted = None if late is None else DUE + late
    final = final_score(course(due=DUE, **rules), POINTS, submitted, Decimal(extension))
    assert final.raw == Decimal("6.85")
    return final.score, final.days_late


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "rules", "wanted"),
    [
        (-DAY, {"percent_per_day": Decimal(10)}, ("6.85", 0)),
        (timedelta(0), {"percent_per_day": Decimal(10)}, ("6.85", 0)),
        (timedelta(seconds=1), {"percent_per_day": Decimal(10)}, ("6.17", 1)),
        (DAY, {"percent_per_day": Decimal(10)}, ("6.17", 1)),
        (DAY + HOUR, {"percent_per_day": Decimal(10)}, ("5.48", 2)),
        (20 * DAY, {"percent_per_day": Decimal(10)}, ("0.00", 20)),
        (HOUR / 4, {"percent_per_day": Decimal(10), "grace_minutes": 15}, ("6.85", 0)),
        (HOUR, {"percent_per_day": Decimal(10), "grace_minutes": 15}, ("6.17", 1)),
        (2 * DAY, {"percent_per_day": Decimal(10), "late_days": 2}, ("6.85", 2)),
        (3 * DAY, {"percent_per_day": Decimal(10), "late_days": 2}, ("6.17", 3)),
        (3 * DAY, {"cut_off_days": 3}, ("6.85", 3)),
        (3 * DAY + HOUR, {"cut_off_days": 3}, ("0.00", 4)),
        (3 * DAY, {"percent_per_day": Decimal("2.5")}, ("6.34", 3)),
        (None, {"percent_per_day": Decimal(10), "cut_off_days": 0}, ("6.85", 0)),
    ],
)
def test_lateness(late: timedelta | None, rules: dict[str, object], wanted: tuple[str, int]) -> None:
    """Begun days, the grace, free days, the cut-off; halves are rounded up to hundredths."""
    assert score(late, **rules) == (Decimal(wanted[0]), wanted[1])


def test_extension() -> None:
    """A student's own days, whole or not, move what is due."""
    assert score(2 * DAY, "2", percent_per_day=Decimal(10))[1] == 0
    assert score(2 * DAY, "1.5", percent_per_day=Decimal(10)) == (Decimal("6.17"), 1)


def test_time_zones() -> None:
    """The same moment told in another zone is as late."""
    other = (DUE + HOUR).astimezone(timezone(timedelta(hours=-8)))
    assert final_score(course(due=DUE), POINTS, other).days_late == 1


def test_reasons_are_told() -> None:
    """Whoever gets less is told why; whoever has no time of submission, too."""
    late = final_score(course(due=DUE, percent_per_day=Decimal(10)), POINTS, DUE + 2 * DAY)
    assert late.reasons == ("2 days late: 20 % of the points are taken off",)
    unknown = final_score(course(due=DUE), POINTS, None)
    assert "no time of submission" in unknown.reasons[0]
    assert final_score(course(), POINTS, None).reasons == ()


def test_dropped_units_and_extra_credit() -> None:
    """The lowest unit leaves both sums; extra points can be won and are not asked for; one unit always stays."""
    plain = final_score(course(), POINTS)
    assert (plain.score, plain.possible) == (Decimal("6.85"), Decimal(10))
    dropped = final_score(course(drop_lowest_units=1), POINTS)
    assert (dropped.score, dropped.possible, dropped.raw) == (Decimal("5.35"), Decimal(6), Decimal("6.85"))
    assert "b" in dropped.reasons[0]
    assert final_score(course(drop_lowest_units=9), POINTS).possible == Decimal(6)


def write(folder: Path, rules: str) -> Path:
    """A course folder with those rules."""
    (folder / "exercises").mkdir()
    text = (
        '[course]\nname = "c"\ntitle = "C"\n[[unit]]\nid = "a"\ntitle = "A"\n[[unit.exercise]]\nid = "f"\npoints = 1\n'
    )
    (folder / "exercises/course.toml").write_text(rules + text)
    return folder


def test_course_file(tmp_path: Path) -> None:
    """The rules are read from the course file."""
    rules = "[late]\ndue = 2026-12-01T23:59:00+01:00\npercent_per_day = 2.5\nlate_days = 1\ncut_off_days = 7\n"
    found = read_course(write(tmp_path, rules + "[score]\ndrop_lowest_units = 1\n")).policy
    assert found == Policy(DUE, 0, Decimal("2.5"), 1, 7, 1)


@pytest.mark.parametrize(
    "rules",
    [
        "[late]\ndue = 2026-12-01T23:59:00\n",
        "[late]\ndue = 'soon'\n",
        "[late]\npercent = 3\n",
        "[late]\nlate_days = -1\n",
    ],
)
def test_faulty_rules(tmp_path: Path, rules: str) -> None:
    """A time without a zone, a rule nobody knows, a negative number: the course file is at fault, in a sentence."""
    with pytest.raises(CourseError, match="does not fit"):
        read_course(write(tmp_path, rules))
