"""What a function measures that reads a clock, beside the course's own that measures a matrix product."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.slips.syntax import MAKERS, Function, Slip, called_name, is_timed, own_nodes, quoted, reads_clock
from grader.words import mark, translate

NOTHING_BETWEEN = mark("Nothing is done between {start} and {end}, where the clock is read.")
NOT_SQUARE = mark("{code} is not n × n: the product of two n × n matrices is to be timed.")
OTHER_UNIT = mark("{code} makes another unit of it: the time is asked for in seconds, as the clock gives it.")
THOUSAND = 1000


def timed(node: Function, model: Function) -> Iterator[Slip]:
    """What is told where the course's own function reads a clock."""
    if not is_timed(model):
        return
    for block in _blocks(node):
        for line, following in itertools.pairwise(block):
            if reads_clock(getattr(line, "value", None)) and reads_clock(getattr(following, "value", None)):
                yield Slip(translate(NOTHING_BETWEEN, start=quoted(line), end=quoted(following)))
    for each in own_nodes(node):
        match each:
            case ast.BinOp(op=ast.Mult(), right=ast.Constant(value=int(factor) | float(factor))) if factor >= THOUSAND:
                yield Slip(translate(OTHER_UNIT, code=quoted(each)), False)
        if isinstance(each, ast.Call) and called_name(each) in MAKERS and isinstance(each.func, ast.Attribute):
            sizes = each.args[0].elts if len(each.args) == 1 and isinstance(each.args[0], ast.Tuple) else each.args
            # How it is made of fewer or of more arguments is not known here.
            if len(sizes) == 2 and quoted(sizes[0]) != quoted(sizes[1]):
                yield Slip(translate(NOT_SQUARE, code=quoted(each)), False)


def _blocks(node: Function) -> Iterator[list[ast.stmt]]:
    for each in (node, *own_nodes(node)):
        body = getattr(each, "body", None)
        if isinstance(body, list):
            yield body
