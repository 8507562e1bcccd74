"""A student's source as HTML: line numbers, light colours, and beside each exercise's function what became of it.

One regular expression finds strings, comments and keywords. Pygments takes twenty milliseconds for a submission of the
whole course where this takes two, and nbconvert a second for a notebook; a class has a thousand of them. Prose between
cells is written anew; outputs are their author's HTML, which has no business on this page.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from grader.emit.markup import Line, identifier
from grader.emit.remarks import remark
from grader.model import Cell, Source
from grader.words import translate

MAX_WIDTH = 400
MAX_LINES = 3000
MAX_CELLS = 500
MAX_PROSE = 200_000
KEYWORDS = "|".join(sorted({*keyword.kwlist, "match", "case"}))
# Of a text without its ends, what the colours need; an open string ends with its line, or with the file.
TOKEN = re.compile(
    r"(?P<c>\#[^\n]*)"
    r'|(?P<s>(?:\b[rRbBfFtTuU]{1,2})?(?:"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"""|\Z)'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|\Z)'
    r"|'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|\Z)))"
    rf"|(?P<k>\b(?:{KEYWORDS})\b)",
    re.DOTALL,
)
DEFINED = re.compile(r"(?:async[ \t]+)?def[ \t]+(\w+)|class[ \t]+(\w+)|(\w+)[ \t]*(?::[^=]*)?=(?!=)")
INSIDE = (" ", "\t", "#", ")", "]", "}", "\f")
UNUSUAL = re.compile(r"[^\x20-\x7e\n\t]+")
Verdict = Callable[[str], str]


@dataclass(frozen=True)
class Listing:
    """The HTML of a source, and what in it can be linked to."""

    html: str
    functions: frozenset[str]
    lines: frozenset[Line]


@dataclass(frozen=True)
class Block:
    """Some lines of a cell from `start` (counted from 0) up to `end`; of an exercise's function, its name."""

    start: int
    end: int
    function: str = ""


@dataclass(frozen=True)
class Painted:
    """A cell, ready to be shown: its lines as they are and as HTML, and which of them begin inside a string."""

    cell: Cell
    plain: list[str]
    html: list[str]
    inside: frozenset[int]
    left_out: int


def listing(source: Source, functions: Collection[str], verdict: Verdict, named: Collection[Line]) -> Listing:
    """The source with a verdict beside the last definition of each function; the lines named can be linked to."""
    cells = list(painted_cells(source))
    blocks = [list(blocks_of(each, functions)) for each in cells]
    last = {block.function: block for found in blocks for block in found if block.function}
    shown = Shown(source.unit, {id(block) for block in last.values()}, verdict, frozenset(named), set())
    numbered = [(each.cell.number or 0, shown.cell(each, found)) for each, found in zip(cells, blocks, strict=True)]
    parts = [part for _, part in sorted([*numbered, *remarks_of(source)], key=lambda pair: pair[0])]
    left = len(source.cells) - len(cells)
    more = f'<p class="cut">{translate("{count} more cells are not shown.", count=left)}</p>' if left else ""
    return Listing("".join(parts) + more, frozenset(last), frozenset(shown.lines))


def remarks_of(source: Source) -> Iterator[tuple[int, str]]:
    """The prose of a notebook, each with the number of its cell; of a flood of it a part."""
    left = MAX_PROSE
    for each in source.remarks:
        left -= len(each.text)
        if left < 0:
            break
        yield each.number or 0, remark(each.text)


@dataclass(frozen=True)
class Shown:
    """Writes cells down and remembers which lines got a name."""

    unit: str
    last: set[int]
    verdict: Verdict
    named: frozenset[Line]
    lines: set[Line]

    def cell(self, cell: Painted, blocks: list[Block]) -> str:
        """A cell with its number, block by block."""
        head = (
            ""
            if cell.cell.number is None
            else f'<p class="cell">{translate("Cell {number}", number=cell.cell.number)}</p>'
        )
        cut = (
            f'<p class="cut">{translate("{count} more lines are not shown.", count=cell.left_out)}</p>'
            if cell.left_out
            else ""
        )
        return f'<div class="file">{head}{"".join(self._block(cell, each) for each in blocks)}{cut}</div>'

    def _block(self, cell: Painted, block: Block) -> str:
        code = "\n".join(self._line(cell, number) for number in range(block.start, block.end))
        code = f"<pre><code>{code}</code></pre>"
        if not block.function:
            return code
        if id(block) not in self.last:
            told = translate("Defined again below: the last one counts.")
            return f'<div class="fn"><p class="beside">{told}</p>{code}</div>'
        target = identifier("code", self.unit, block.function)
        return f'<div class="fn" id="{target}">{self.verdict(block.function)}{code}</div>'

    def _line(self, cell: Painted, number: int) -> str:
        place = (cell.cell.number, number + 1)
        if place not in self.named:
            return f'<span class="l" data-n="{number + 1}">{cell.html[number]}</span>'
        self.lines.add(place)
        return (
            f'<span class="l hit" id="{line_target(self.unit, place)}" data-n="{number + 1}">{cell.html[number]}</span>'
        )


def line_target(unit: str, line: Line) -> str:
    """The id of a line."""
    return identifier("line", unit, *(part for part in line if part is not None))


def painted_cells(source: Source) -> Iterator[Painted]:
    """The cells as far as they are shown."""
    left = MAX_LINES
    for cell in source.cells[:MAX_CELLS]:
        painted = paint(cell, left)
        left = max(0, left - len(painted.plain))
        yield painted


def paint(cell: Cell, most: int) -> Painted:
    """Colours a cell: at most so many lines of it, and of each line what a screen can hold."""
    whole = cell.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    plain = [line if len(line) <= MAX_WIDTH else f"{line[:MAX_WIDTH]} …" for line in whole[:most]]
    painter = Painter()
    escaped = "\n".join(plain).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = UNUSUAL.sub(visible, TOKEN.sub(painter.token, escaped))
    return Painted(cell, plain, html.split("\n"), frozenset(painter.inside), len(whole) - len(plain))


class Painter:
    """Wraps token after token, and knows which lines begin inside a string."""

    def __init__(self) -> None:
        self.inside: set[int] = set()
        self.position = 0
        self.line = 0

    def token(self, found: re.Match[str]) -> str:
        """The token in its colour, anew on each of its lines."""
        body = found[0]
        if found.lastgroup == "s" and "\n" in body:
            self.line += found.string.count("\n", self.position, found.start())
            first, self.line, self.position = self.line + 1, self.line + body.count("\n"), found.end()
            self.inside.update(range(first, self.line + 1))
            body = body.replace("\n", '</span>\n<span class="s">')
        return f'<span class="{found.lastgroup}">{body}</span>'


def visible(found: re.Match[str]) -> str:
    """Letters of any language as they are; what cannot be seen, or turns text around, spelt out and marked."""
    if found[0].isprintable():
        return found[0]
    return "".join(c if c.isprintable() else f"<mark>{c.encode('unicode_escape').decode()}</mark>" for c in found[0])


def blocks_of(cell: Painted, functions: Collection[str]) -> Iterator[Block]:
    """The cell cut into exercises' functions and what stands between them."""
    starts = [n for n, line in enumerate(cell.plain) if line and n not in cell.inside and not line.startswith(INSIDE)]
    position, decorated = 0, -1
    # Where nothing starts there is an end all the same.
    for start, end in zip(starts, [*starts[1:], len(cell.plain)], strict=False):
        if cell.plain[start].startswith("@"):
            decorated = start if decorated < 0 else decorated
            continue
        first, decorated = start if decorated < 0 else decorated, -1
        function = defined_name(cell.plain[start])
        if function in functions:
            if first > position:
                yield Block(position, first)
            position = own_end(cell, start, end)
            yield Block(first, position, function)
    if position < len(cell.plain):
        yield Block(position, len(cell.plain))


def defined_name(line: str) -> str:
    """What a line in column 0 defines, if anything."""
    found = DEFINED.match(line)
    return next((each for each in found.groups() if each), "") if found else ""


def own_end(cell: Painted, start: int, end: int) -> int:
    """Empty lines and remarks at the end belong to what comes next."""
    while end > start + 1 and end - 1 not in cell.inside and cell.plain[end - 1].strip()[:1] in ("", "#"):
        if cell.plain[end - 1][:1] in (" ", "\t") and cell.plain[end - 1].strip():
            break
        end -= 1
    return end
