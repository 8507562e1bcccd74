"""The feedback page: nothing a student wrote becomes markup, nothing of the code is lost, every verdict is on it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from classroom import ONE_WRONG, RIGHT, batch, grade, make_class, records
from hypothesis import given
from hypothesis import strategies as st
from sample_records import HOSTILE, RECORDS, SECRET, half, hostile, pending

from grader.emit.chart import best_line, figures, line_axes
from grader.emit.listing import listing
from grader.emit.page import STYLE, page
from grader.emit.reading import NOT_GRADED
from grader.emit.remarks import remark
from grader.emit.verdicts import STATES
from grader.model import Cell, Course, Exercise, LineDrawing, Source, Unit

VOID = {"meta", "br", "hr"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "p"),
    *("a", "b", "bdi", "code", "pre", "span", "mark", "div", "ul", "li", "details", "summary", "table", "thead"),
    *("tbody", "tr", "th", "td", "figure", "figcaption", "svg", "rect", "circle", "line", "polyline", "text"),
    *("ol", "i", "s", "br", "hr", "blockquote"),
}
# Everything that Markdown can be, some of it meant ill.
PROSE = (
    "# A *title*\n\nSome **bold** `code`, a [link](https://example.com/a), <https://example.com/b>, ~~gone~~."
    "  \nNew\nline.\n\n"
    "* one\n* two\n    1. inner\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```python\nx = 1 < 2\n```\n\n"
    "![alt](https://example.com/p.png) ![](data:image/png;base64,AA) [bad](javascript:alert(1)) "
    "[ref]: javascript:alert(1)\n\n<div onclick='alert(1)' style='position:fixed'>over</div>\n\n"
    "text <img src=x onerror=alert(1)> <style>p {display: none}</style>\n\n"
)
COURSE = Course(
    "first-steps", f"First steps {HOSTILE}", Path("course"), 0, "public",
    tuple(
        Unit(unit, f"The {unit} {HOSTILE}", tuple(Exercise(unit, each, Decimal(1), (HOSTILE,)) for each in functions))
        for unit, functions in (("tensors", ("scalar", "head")), ("gpu", ("move",)))
    ),
)  # fmt: skip
CODE = 'import torch\n\n\n@torch.no_grad()\ndef scalar(x):\n    """A\ndef head(): no function\n"""\n    return x\n'
DRAWING = LineDrawing(((1.0, 2.0), (2.0, 4.5), (4.0, 7.0)), 1e9, -1e9, (9e6, 40.0, 0.5), 50)
# One file of JavaScript, from npm's axe-core: where npm puts it, or where the variable says.
AXE = Path(os.environ.get("GRADE_AXE", "node_modules/axe-core/axe.min.js"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Reader(HTMLParser):
    """Every element of a page with its attributes; fails where one is not closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        assert len({name for name, _ in attrs}) == len(attrs)
        # A browser writes an attribute without a value with an empty one.
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a picture."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """The element that was opened last ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """What is read."""
        self.texts.append(data)


def hostile_page() -> str:
    """A page of everything that can be chosen by a student."""
    cells = (Cell(CODE, 1), Cell(f"def head(a):\n    return {HOSTILE!r}\n# {HOSTILE}\n<img src=x onerror=alert(1)>", 3))
    name = Path(f"tensors<{HOSTILE[:40].replace('/', '')}>.ipynb")
    source = Source("tensors", name, cells, (), (Cell(PROSE, 2), Cell(HOSTILE, 4)))
    return page(hostile(), COURSE, (source,), {"tensors.scalar": DRAWING})


@pytest.mark.parametrize("name", [*RECORDS, "with code"])
def test_nothing_else_is_needed(name: str) -> None:
    """No script, no address but those on the page, no invisible character; the policy lets in the one style."""
    text = hostile_page() if name == "with code" else page(RECORDS[name](), COURSE)
    found = Reader(text)
    assert {tag for tag, _ in found.elements} <= TAGS
    for _, attributes in found.elements:
        assert not [each for each in attributes if each.startswith("on") or each in ("src", "style", "xlink:href")]
    links = [attributes["href"] for _, attributes in found.elements if "href" in attributes]
    names = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(set(names)) == len(names)
    assert {each[:1] for each in links} == {"#"}
    assert {each[1:] for each in links} <= set(names)
    labels = {each["aria-labelledby"] for _, each in found.elements if "aria-labelledby" in each}
    assert labels <= set(names)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert re.search(r"url\(|@import", STYLE) is None
    policy = next(each["content"] for _, each in found.elements if each.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert text.index("Content-Security-Policy") < text.index("<title>")


def test_prose_between_cells() -> None:
    """A notebook's prose stands between its cells, set as Markdown is; what leads elsewhere is named, not linked."""
    source = Source("tensors", Path("n.ipynb"), (Cell("x = 1", 1), Cell("y = 2", 3)), (), (Cell(PROSE, 2),))
    shown = listing(source, set(), lambda name: "", set()).html
    assert shown.index("data-n") < shown.index('class="prose"') < shown.rindex("data-n")
    for part in (
        "<p><b>A <i>title</i></b></p>", "<b>bold</b>", "<code>code</code>", "link (https://example.com/a)",
        "<s>gone</s>",
        "<ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul>", "<td>1</td>", "x = 1 &lt; 2", "[picture: alt]",
        "<br>New", "&lt;img src=x onerror=alert(1)&gt;", "bad (",
    ):  # fmt: skip
        assert part in shown, part
    assert "<img" not in shown
    assert "<a" not in shown


@given(st.text(alphabet="*_`[]()<>!#|-~\\\n x1.:\u202e\x1b", max_size=400) | st.text(max_size=200))
def test_any_prose_is_well_formed(markdown: str) -> None:
    """Whatever is written between cells becomes elements of ours, each closed, and nothing invisible."""
    shown = remark(markdown)
    found = Reader(shown)
    assert {tag for tag, _ in found.elements} <= TAGS - {"a", "svg", "style", "meta"}
    assert {name for _, each in found.elements for name in each} <= {"class"}
    assert all(letter.isprintable() or letter in "\n\t" for letter in shown)


def test_a_flood_of_prose() -> None:
    """A long or deeply nested text is shown as far as a page goes, and soon."""
    for markdown in ("[" * 10_000, "> " * 5000, "*a " * 3000, "- " * 5000, "|a" * 3000 + "|\n" + "|-" * 3000):
        assert len(remark(markdown)) < 200_000
    flood = Source("u", Path("u.ipynb"), (Cell("x", 1),), (), tuple(Cell("a b " * 2500, n) for n in range(2, 400)))
    assert len(listing(flood, set(), lambda name: "", set()).html) < 500_000


def test_every_text_is_there() -> None:
    """What a hostile student wrote is shown as it was written, with what cannot be seen spelt out."""
    shown = "".join(Reader(hostile_page()).texts)
    assert shown.count("<script>alert(1)</script>") > 10
    assert "\\u202egnp.exe" in shown
    assert "\\x1b[31mred" in shown


def test_outcomes_in_words() -> None:
    """Each state is told by a word as well as by its sign; a broken case gives nothing away."""
    pages = {name: "".join(Reader(page(make(), COURSE)).texts) for name, make in RECORDS.items()}
    for name, states in {"full": ["full"], "half": ["full", "part"], "pending": ["full"], "hostile": ["none"]}.items():
        for state in states:
            sign, words = STATES[state]
            assert f"{words}" in pages[name]
            assert sign in pages[name]
    assert "1.5 points wait" in pages["pending"]
    assert NOT_GRADED in pages["not_graded"]
    assert SECRET not in pages["not_graded"]
    assert "no Python file or notebook" in pages["unreadable"]


def test_a_known_mistake_is_told_once() -> None:
    """Cases that were lost by one mistake stand together under its cause."""
    data = half()
    cases = data["exercises"][1]["cases"]
    for number, case in enumerate(cases):
        case |= {"outcome": "failed", "mistake": "one_less", "message": f"One is left out.\nThe end is {number}."}
    text = "".join(Reader(page(data, COURSE)).texts)
    assert text.count("One is left out.") == 1
    assert text.count("The end is") == len(cases)
    assert f"{len(cases) - 1} more cases, lost by the same mistake" in text


def test_the_device_of_a_case_is_told() -> None:
    """What the CPU passed and the accelerator did not stands there as two things."""
    data = pending()
    for case in data["exercises"][2]["cases"]:
        if case["device"] == "accelerator":
            case |= {"outcome": "failed", "message": "It is on the CPU."}
    text = "".join(Reader(page(data, COURSE)).texts)
    assert "Asked On the accelerator: It does what there asks." in text
    assert "2 cases passedIt does what there asks." in text


@pytest.mark.parametrize("length", [200, 10_000, 1_000_000])
def test_a_long_name(length: int) -> None:
    """A name of any length costs the page a line or three."""
    data = half()
    data["submission"]["id"] = "<i>" + "x" * length
    text = page(data, COURSE)
    assert f"&lt;i&gt;{'x' * 197} …" in text
    assert len(text) < 100_000


def test_verdicts_stand_beside_the_code() -> None:
    """A verdict is beside the last definition, decorator and all; what looks like one inside a string is none."""
    source = Source("tensors", Path("tensors.py"), (Cell(CODE), Cell("def scalar(x):\n    return 2\n", 2)))
    found = listing(source, {"scalar", "head"}, lambda name: f"[{name}]", {(2, 2)})
    assert found.functions == {"scalar"}
    assert found.lines == {(2, 2)}
    assert found.html.count("[scalar]") == 1
    before, _, after = found.html.partition("[scalar]")
    assert "Defined again below" in before.partition('<span class="l" data-n="4">')[0]
    assert 'id="line-tensors-2-2"' in after


@given(st.text(max_size=300) | st.text(alphabet="'\"\\#\n defclas@()<&>", max_size=60))
def test_no_letter_of_the_code_is_lost(code: str) -> None:
    """Without its markup a listing is the code, whatever strings it leaves open."""
    found = listing(Source("u", Path("u.py"), (Cell(code),)), {"f", "d"}, lambda name: "", {(None, 1)})
    shown = ElementTree.fromstring(f"<r>{found.html}</r>")
    lines = ["".join(each.itertext()) for each in shown.iter("span") if each.get("class", "").startswith("l")]
    plain = code.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    spelt = ["".join(c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode() for c in line)
             for line in plain.split("\n")]  # fmt: skip
    assert lines == spelt


def test_a_flood_of_code() -> None:
    """Of a file that no person wrote a part is shown, with a word about the rest, and soon."""
    long = Source("u", Path("u.py"), (Cell("x = 1\n" * 200_000), Cell("'" * 200_000), Cell('"' + "\\" * 200_000)))
    found = listing(long, {"f"}, lambda name: "", set())
    assert "197000 more lines are not shown" in found.html
    assert len(found.html) < 500_000


def test_the_picture() -> None:
    """The best line is that of least squares; whatever a student's line is, all that is drawn lies in the picture."""
    points = DRAWING.points
    assert best_line(points) == pytest.approx(np.polyfit(*zip(*points, strict=True), 1))
    assert best_line(((1.0, 2.0), (1.0, 3.0))) is None
    for slope, intercept in ((0.5, 1.0), (0.0, 0.0), (-1e12, 1e12), (1e-12, -1e12), (2.0, 0.0)):
        drawing = LineDrawing(points, slope, intercept, (4.0, 1.0), 50)
        text = figures(drawing, "p")
        places = [float(each) for each in re.findall(r'(?:[cxy][xy12]?)="([-\d.]+)"', text)]
        assert all(0 <= each <= 420 for each in places)
        assert "your line" in text
        x_axis, y_axis = line_axes(drawing, best_line(points))
        assert all(x_axis.low < x < x_axis.high and y_axis.low < y < y_axis.high for x, y in points)


@given(st.lists(st.tuples(*[st.floats(-1e12, 1e12)] * 2), min_size=2, max_size=20), st.floats(-1e12, 1e12),
       st.lists(st.floats(-1e12, 1e12), max_size=20))  # fmt: skip
def test_any_numbers_can_be_drawn(points: list[tuple[float, float]], number: float, losses: list[float]) -> None:
    """Every drawing that gets so far becomes well-formed pictures without a number that is none."""
    text = figures(LineDrawing(tuple(points), number, number, tuple(losses), 50), "p")
    assert "nan" not in text
    assert "inf" not in text
    assert ElementTree.fromstring(text).tag == "div"


def test_pages_of_a_class(tmp_path: Path) -> None:
    """A page for each submission where they are asked for, in step with the records, which stay as they are."""
    place = make_class(tmp_path, {"anna": RIGHT, "<b>": ONE_WRONG})
    assert batch(place).returncode == 0
    plain, folder = records(place / "out"), place / "out/feedback"
    assert not folder.exists()
    first = batch(place, "--pages")
    assert f"feedback: {Path('out/feedback')}" in first.stdout
    assert records(place / "out") == plain
    assert {path.stem for path in folder.iterdir()} == plain.keys()
    wrong = folder / f"{file_of(place, '<b>')}.html"
    shown = "".join(Reader(wrong.read_text(encoding="utf-8")).texts)
    assert "Feedback for <b>" in shown
    assert "return 3 * x" in shown
    assert "not right yet" in shown

    (place / "class/<b>/victim.py").write_text(RIGHT, encoding="utf-8")
    assert grade(place, "regrade", "out").returncode == 0
    assert "not right yet" not in wrong.read_text(encoding="utf-8")

    (place / "class/<b>/victim.py").write_text(ONE_WRONG, encoding="utf-8")
    assert batch(place).returncode == 0
    assert {path.stem for path in folder.iterdir()} == plain.keys() - {wrong.stem}, "It says another thing by now."


def test_a_page_shows_the_prose_of_now(tmp_path: Path) -> None:
    """Where nothing but a notebook's prose changes the page is made anew, nothing is run, and the record stays."""
    place = make_class(tmp_path, {"anna": RIGHT})
    (place / "class/anna/victim.py").unlink()
    notebook = place / "class/anna/victim.ipynb"

    def write(prose: str) -> None:
        cells = [{"cell_type": "markdown", "source": prose}, {"cell_type": "code", "source": RIGHT}]
        notebook.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))

    write("First thoughts.")
    assert batch(place, "--pages").returncode == 0
    before = records(place / "out")
    assert "First thoughts." in (place / "out/feedback/anna.html").read_text(encoding="utf-8")
    write("Second thoughts.")
    again = batch(place, "--pages", "--dry-run")
    assert "0 submissions would run." in again.stderr
    assert batch(place, "--pages").returncode == 0
    assert "Second thoughts." in (place / "out/feedback/anna.html").read_text(encoding="utf-8")
    assert records(place / "out") == before


def test_pages_of_a_joined_class(tmp_path: Path) -> None:
    """A joined class has pages where a part had any: both parts' verdicts, and the code, if it is still the same."""
    place = make_class(tmp_path, {"anna": RIGHT, "ben": ONE_WRONG})
    assert batch(place, "--only", "victim.double", "--pages", out="one").returncode == 0
    assert batch(place, "--only", "victim.mean_square", out="two").returncode == 0
    joined = grade(place, "merge", "one", "two", "--out", "all")
    assert joined.returncode == 0, joined.stderr
    assert f"feedback: {Path('all/feedback')}" in joined.stdout
    shown = "".join(Reader((place / "all/feedback/ben.html").read_text(encoding="utf-8")).texts)
    assert "of 4 points" in shown
    assert "return 3 * x" in shown
    assert json.loads((place / "all/batch.json").read_text(encoding="utf-8"))["only"] == [
        "victim.double", "victim.mean_square",
    ]  # fmt: skip
    assert {path.stem for path in (place / "all/feedback").iterdir()} == records(place / "all").keys()

    (place / "class/ben/victim.py").write_text(RIGHT, encoding="utf-8")
    late = grade(place, "merge", "two", "--pages", "--out", "late")
    assert "No code on the page of ben: it is not, or not as it was graded, in " in late.stderr
    shown = "".join(Reader((place / "late/feedback/ben.html").read_text(encoding="utf-8")).texts)
    assert "This page was made without your code." in shown
    assert "return" not in shown
    assert grade(place, "merge", "two", "--out", "late").returncode == 0
    assert not list((place / "late/feedback").iterdir()), "They might say something else than the records by now."
    refused = grade(place, "merge", "one/records/ben.json", "two/records/ben.json", "--pages")
    assert "Pages are made of a class" in refused.stderr


def file_of(place: Path, student: str) -> str:
    """The name of a student's files."""
    return next(name for name, data in records(place / "out").items() if data["submission"]["id"] == student)


def test_a_page_for_one(tmp_path: Path) -> None:
    """`grade run --html` writes the page beside what it prints; a place that cannot be is said in a sentence."""
    place = make_class(tmp_path, {})
    outputs = [{"output_type": "display_data", "data": {"text/html": "<script>boo()</script>"}, "metadata": {}}]
    cell = {"cell_type": "code", "source": ONE_WRONG, "outputs": outputs, "metadata": {}, "execution_count": 1}
    prose = {"cell_type": "markdown", "source": "<script>moo()</script>", "metadata": {}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [prose, cell]}
    (place / "victim.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = grade(place, "run", "victim.ipynb", "--html", "new/page.html", "--json", "--device", "cpu")
    assert done.returncode == 1, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    text = (place / "new/page.html").read_text(encoding="utf-8")
    found = Reader(text)
    assert "boo" not in text
    assert "<script>moo()</script>" in found.texts
    assert "<script" not in text
    assert "Cell 2" in found.texts
    assert f"of {record['score']['possible']} points" in "".join(found.texts)
    (place / "file").write_text("")
    refused = grade(place, "run", "victim.ipynb", "--html", "file/page.html", "--device", "cpu")
    assert refused.returncode == 2
    assert "The feedback page cannot be written to file" in refused.stderr


# What stands on what: text needs a contrast of 4.5, lines and signs 3.
TEXT_ON = {
    "ink": ("paper", "card", "good-back", "half-back", "bad-back", "wait-back", "mark", "hit"),
    "quiet": ("paper", "card", "hit"),
    "link": ("paper", "card", "good-back", "half-back", "bad-back", "wait-back"),
    "keyword": ("card", "hit"),
    "string": ("card", "hit"),
    "bad": ("card",),
}
LINE_ON = {
    **dict.fromkeys(("mine", "best", "dot"), ("paper",)),
    **{each: ("paper", "card", f"{each}-back") for each in ("good", "half", "bad", "wait")},
}


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast(scheme: int) -> None:
    """Every colour can be told from what it stands on, by light as in the dark (WCAG 2 AA)."""
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE.split(":root {")[1 + scheme]))
    for pairs, least in ((TEXT_ON, 4.5), (LINE_ON, 3.0)):
        for front, backs in pairs.items():
            for back in backs:
                low, high = sorted(map(brightness, (colours[front], colours[back])))
                assert (high + 0.05) / (low + 0.05) >= least, f"{front} on {back}"


def dom(place: Path, text: str, *flags: str) -> str:
    """What a browser makes of a page."""
    place.write_text(text, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", *flags, "--dump-dom", place.as_uri()]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_in_a_browser(tmp_path: Path) -> None:
    """A real browser runs nothing of it, not even a script that got past the escaping; without the policy it would."""
    script = '<script>document.title="run"</script>'
    smuggled = hostile_page().replace("</main>", f"{script}</main>")
    shown = dom(tmp_path / "page.html", smuggled)
    assert Reader(shown).elements == Reader(smuggled).elements
    assert "<title>run</title>" not in shown
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", smuggled)
    assert "<title>run</title>" in dom(tmp_path / "bare.html", bare)


RUN_AXE = """
document.querySelectorAll("details").forEach(each => each.open = true);
axe.run().then(found => {
  const told = found.violations.map(each => each.id + " " + each.nodes[0].html);
  document.body.textContent = JSON.stringify([found.passes.length, told]);
});
"""


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: `npm install axe-core`, or GRADE_AXE=…/axe.min.js")
@pytest.mark.parametrize("name", ["full", "half", "not_graded", "unreadable", "with code"])
@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
def test_axe_finds_nothing(tmp_path: Path, name: str, scheme: int) -> None:
    """Everybody can use the page, on a phone, by light and in the dark: no violation of what axe-core knows."""
    text = hostile_page() if name == "with code" else page(RECORDS[name](), COURSE)
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{RUN_AXE}</script></body>"
    flags = (f"--blink-settings=preferredColorScheme={scheme}", "--window-size=390,844", "--virtual-time-budget=20000")
    shown = dom(tmp_path / "page.html", bare.replace("</body>", script), *flags)
    passed, violations = json.loads(html.unescape(shown.partition("<body>")[2].partition("</body>")[0]))
    assert passed > 15
    assert violations == []
