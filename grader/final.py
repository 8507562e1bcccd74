"""From points to a final score: dropped units, extra credit, lateness. Exact decimals; the raw score is kept beside it.

The time of a submission comes from its own metadata. Where there is none, nothing is taken off, and that is said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from grader.model import Course, Policy

CENT = Decimal("0.01")
DAY = timedelta(days=1)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Final:
    """What a student gets, out of what, and why it is not the raw score."""

    raw: Decimal
    score: Decimal
    possible: Decimal
    days_late: int = 0
    reasons: tuple[str, ...] = ()


def final_score(
    course: Course,
    points: Mapping[str, Decimal],
    submitted: datetime | None = None,
    extension_days: Decimal = Decimal(0),
) -> Final:
    """The final score for points by exercise id."""
    policy = course.policy
    dropped = lowest_units(course, points, policy.drop_lowest_units)
    kept = [exercise for exercise in course.exercises if exercise.unit not in dropped]
    raw = sum((points.get(exercise.id, Decimal(0)) for exercise in course.exercises), Decimal(0))
    earned = sum((points.get(exercise.id, Decimal(0)) for exercise in kept), Decimal(0))
    possible = sum((exercise.points for exercise in kept if not exercise.is_extra), Decimal(0))
    reasons = [f"the lowest unit, {unit}, is dropped" for unit in dropped]
    days = days_late(policy, submitted, extension_days)
    factor, why = remaining(policy, days)
    if policy.due is not None and submitted is None:
        why = "no time of submission is known, so it counts as in time"
    score = (earned * factor).quantize(CENT, rounding=ROUND_HALF_UP)
    return Final(raw, score, possible, days, tuple([*reasons, why] if why else reasons))


def lowest_units(course: Course, points: Mapping[str, Decimal], count: int) -> tuple[str, ...]:
    """The units with the smallest part of their points, the later one first where they are equal."""
    if not count:
        return ()
    parts = []
    for number, unit in enumerate(course.units):
        whole = sum((each.points for each in unit.exercises if not each.is_extra), Decimal(0))
        earned = sum((points.get(each.id, Decimal(0)) for each in unit.exercises), Decimal(0))
        if whole:
            parts.append((earned / whole, -number, unit.id))
    return tuple(unit for *_, unit in sorted(parts)[: min(count, len(parts) - 1)])


def days_late(policy: Policy, submitted: datetime | None, extension_days: Decimal) -> int:
    """Begun days after the time due, the student's extension and the grace allowed for."""
    if policy.due is None or submitted is None:
        return 0
    over = submitted - policy.due - timedelta(seconds=float(extension_days * 86_400))
    if over <= timedelta(minutes=policy.grace_minutes):
        return 0
    return math.ceil(over / DAY)


def remaining(policy: Policy, days: int) -> tuple[Decimal, str]:
    """Which part of the points is left after so many days, and why not all of them."""
    if not days:
        return Decimal(1), ""
    late = f"{days} {'day' if days == 1 else 'days'} late"
    if policy.cut_off_days is not None and days > policy.cut_off_days:
        return Decimal(0), f"{late}: after {policy.cut_off_days} days nothing counts"
    charged = max(0, days - policy.late_days)
    percent = min(HUNDRED, policy.percent_per_day * charged)
    if not percent:
        return Decimal(1), f"{late}, which costs nothing"
    return 1 - percent / HUNDRED, f"{late}: {percent.normalize():f} % of the points are taken off"
