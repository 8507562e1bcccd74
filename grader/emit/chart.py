"""The drawing of a fitted line as SVG: the points, the student's line in blue, the best line beside it, the losses.

Colours are classes of the page's style sheet; every number has been checked to be finite by whoever asked for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import LineDrawing
from grader.words import mark, sentences, translate

WIDTH, HEIGHT = 420, 280
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 44
# A line that leaves the points' neighbourhood further than this would squeeze them together.
STRETCH = 1.0
LOGARITHMIC_FROM = 20.0
SMALLEST = 1e-9
Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """Numbers from `low` to `high` on the way from one place in the picture to another."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a number lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """About five round numbers."""
        step = round_step((self.high - self.low) / 5)
        first = math.ceil(self.low / step - 1e-9)
        return [n * step for n in range(first, math.floor(self.high / step + 1e-9) + 1)]


def figures(drawing: LineDrawing, prefix: str) -> str:
    """Both pictures with their captions; `prefix` keeps their ids apart from others on the page."""
    best = best_line(drawing.points)
    parts = [
        figure(
            f"{prefix}-line",
            translate("Your line and the data"),
            line_words(drawing, best),
            line_picture(drawing, best),
        )
    ]
    if len(drawing.losses) > 1:
        words = loss_words(drawing)
        parts.append(figure(f"{prefix}-loss", translate("Your loss, step by step"), words, loss_picture(drawing)))
    return f'<div class="figures">{"".join(parts)}</div>'


def figure(name: str, title: str, words: str, picture: str) -> str:
    """A picture, and the same in words."""
    svg = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}">{picture}</svg>'
    return f'<figure><p class="title" id="{name}">{title}</p>{svg}<figcaption>{words}</figcaption></figure>'


def best_line(points: Sequence[Point]) -> Point | None:
    """Slope and intercept by least squares; None where all x are the same."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if spread <= 1e-12 * max(1.0, mean_x * mean_x):
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return slope, mean_y - slope * mean_x


def squares(points: Sequence[Point], slope: float, intercept: float) -> float:
    """The sum of the squared differences."""
    return sum((slope * x + intercept - y) ** 2 for x, y in points)


def line_picture(drawing: LineDrawing, best: Point | None) -> str:
    """Points and lines on their axes."""
    x_axis, y_axis = line_axes(drawing, best)
    dots = "".join(
        f'<circle class="point" cx="{x_axis.place(x):.1f}" cy="{y_axis.place(y):.1f}" r="4"/>'
        for x, y in drawing.points
    )
    lines = [("best", *best)] if best else []
    lines.append(("mine", drawing.slope, drawing.intercept))
    drawn = "".join(straight(kind, x_axis, y_axis, slope, intercept) for kind, slope, intercept in lines)
    legend = key([("mine", translate("your line")), *([("best", translate("best line"))] if best else [])], y=TOP + 16)
    return axes(x_axis, y_axis, "x", "y") + drawn + dots + legend


def line_axes(drawing: LineDrawing, best: Point | None) -> tuple[Axis, Axis]:
    """Room for the points and the best line, and for the student's where it comes near them."""
    xs, ys = [x for x, _ in drawing.points], [y for _, y in drawing.points]
    low_x, high_x = widened(min(xs), max(xs))
    ends = [best[0] * x + best[1] for x in (low_x, high_x)] if best else []
    low_y, high_y = min(ys + ends), max(ys + ends)
    room = STRETCH * ((high_y - low_y) or 1.0)
    mine = (drawing.slope * x + drawing.intercept for x in (low_x, high_x))
    near = [y for y in mine if low_y - room <= y <= high_y + room]
    low_y, high_y = widened(min([low_y, *near]), max([high_y, *near]))
    return Axis(low_x, high_x, LEFT, WIDTH - RIGHT), Axis(low_y, high_y, HEIGHT - BOTTOM, TOP)


def straight(kind: str, x_axis: Axis, y_axis: Axis, slope: float, intercept: float) -> str:
    """The part of a line that lies in the picture; nothing where it lies beside it."""
    start, end = x_axis.low, x_axis.high
    if slope:
        crossings = sorted((y - intercept) / slope for y in (y_axis.low, y_axis.high))
        start, end = max(start, crossings[0]), min(end, crossings[1])
    elif not y_axis.low <= intercept <= y_axis.high:
        return ""
    if start >= end:
        return ""
    ends = [(x_axis.place(x), y_axis.place(slope * x + intercept)) for x in (start, end)]
    (x1, y1), (x2, y2) = ends
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def loss_picture(drawing: LineDrawing) -> str:
    """The losses over the steps; where they fall far, by powers of ten."""
    losses = drawing.losses
    is_logarithmic = min(losses) > 0 and max(losses) / min(losses) >= LOGARITHMIC_FROM
    heights = [math.log10(each) for each in losses] if is_logarithmic else list(losses)
    x_axis = Axis(0.0, float((len(losses) - 1) * drawing.every), LEFT, WIDTH - RIGHT)
    y_axis = Axis(*widened(min(heights), max(heights)), HEIGHT - BOTTOM, TOP)
    places = [
        f"{x_axis.place(number * drawing.every):.1f},{y_axis.place(height):.1f}"
        for number, height in enumerate(heights)
    ]
    curve = f'<polyline class="mine" points="{" ".join(places)}"/>'
    return axes(x_axis, y_axis, translate("step"), translate("loss"), is_logarithmic) + curve


def axes(x_axis: Axis, y_axis: Axis, x_name: str, y_name: str, is_logarithmic: bool = False) -> str:
    """Thin lines at round numbers, the numbers, and what they count."""
    parts = []
    for value in x_axis.ticks():
        x = f"{x_axis.place(value):.1f}"
        parts.append(f'<line class="grid" x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 17}" text-anchor="middle">{number(value)}</text>')
    for value in y_axis.ticks():
        y = y_axis.place(value)
        label = number(10**value if is_logarithmic else value)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text class="name" x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{x_name}</text>')
    middle = (TOP + HEIGHT - BOTTOM) / 2
    turned = f'transform="rotate(-90 12 {middle})"'
    parts.append(f'<text class="name" x="12" y="{middle}" text-anchor="middle" {turned}>{y_name}</text>')
    return "".join(parts)


def key(entries: list[tuple[str, str]], y: float) -> str:
    """Which line is which."""
    parts = []
    for number_of, (kind, words) in enumerate(entries):
        at = y + 18 * number_of
        parts.append(f'<line class="{kind}" x1="{LEFT + 10}" y1="{at - 4}" x2="{LEFT + 38}" y2="{at - 4}"/>')
        parts.append(f'<text x="{LEFT + 44}" y="{at}">{words}</text>')
    return "".join(parts)


def line_words(drawing: LineDrawing, best: Point | None) -> str:
    """The picture in a few sentences."""
    mine = squares(drawing.points, drawing.slope, drawing.intercept)
    own = equation(drawing.slope, drawing.intercept)
    words = translate("Your line, in blue: {equation}, with a loss of {loss}.", equation=own, loss=number(mine))
    if best is None:
        return sentences(words, translate("All points have the same x, so there is no best line."))
    least = number(squares(drawing.points, *best))
    told = translate("The best line there is: {equation}, with a loss of {loss}.", equation=equation(*best), loss=least)
    return sentences(words, told)


def loss_words(drawing: LineDrawing) -> str:
    """What the loss did, from the first number to the last."""
    first, last = drawing.losses[0], drawing.losses[-1]
    ways = {
        1: mark("The loss falls from {first} to {last}: {count} losses, one every {every} steps."),
        0: mark("The loss stays at {last}: {count} losses, one every {every} steps."),
        -1: mark("The loss grows from {first} to {last}: {count} losses, one every {every} steps."),
    }
    values = {"last": number(last), "count": len(drawing.losses), "every": drawing.every}
    if first != last:
        values["first"] = number(first)
    return translate(ways[(first > last) - (first < last)], **values)


def equation(slope: float, intercept: float) -> str:
    """A line as it is written."""
    return f"y = {number(slope)} x {'−' if intercept < 0 else '+'} {number(abs(intercept))}"


def number(value: float) -> str:
    """Three digits, and a minus sign that is one."""
    return f"{float(f'{value:.3g}'):g}".replace("-", "−")


def round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below the number."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def widened(low: float, high: float) -> Point:
    """A little room on either side, and some where both are nearly the same."""
    size = max(abs(low), abs(high))
    room = 0.06 * (high - low) if high - low > 1e-6 * size + SMALLEST else 0.05 * max(size, 1.0)
    return low - room, high + room
