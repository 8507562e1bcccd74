"""What goes wrong in a loop, as its text shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.slips.syntax import Function, Slip, names_in, names_set, own_nodes, quoted, returned
from grader.words import mark, translate

EARLY_RETURN = mark("`return` stands inside the loop and ends it in the first round: move it out of it.")
REBOUND = mark("`{name} = …` only gives the name to something new: what the loop goes over stays as it was.")
EMPTIED = mark("`{name} = []` stands inside the loop, and empties the list in every round.")
LAST_ONLY = mark("`{name} = …` stands inside the loop and is set anew in every round: only the last one is left.")
NOT_ADDED = mark("{code} is set anew in every round of the inner loop: nothing adds up (`+=` adds).")
SAME_ENTRY = mark("{code} is the same in every round of the loop.")
SHRINKING = mark("The loop goes over `{name}` while it is changed, which skips entries: go over a copy.")
FIRST_SKIPPED = mark("{code} starts with 1: number 0, the first, is left out.")
LAST_SKIPPED = mark("{code} ends before the last one: `range` leaves out its end by itself.")
IN_STEPS = mark("{code} goes in steps of {step}: the rounds between them are left out.")
NEVER_CHANGES = mark("{code} asks for nothing that changes in the loop: in every round it is true, or in none.")
ONE_MORE = mark("{code} makes one round more than that.")
Loop = ast.For | ast.While
SHRINKS = frozenset(("remove", "pop"))


def in_loops(node: Function) -> Iterator[Slip]:
    """Everything that is noticed in the loops of a function."""
    for loop in own_nodes(node):
        if not isinstance(loop, Loop):
            continue
        if isinstance(loop.body[-1], ast.Return):
            yield Slip(translate(EARLY_RETURN))
        yield from _rebound(loop)
        yield from _emptied(loop)
        yield from _shrinking(loop)
        yield from _not_added(loop)
        yield from _last_only(node, loop)
        yield from _same_entry(loop)
        yield from _same_question(loop)


def ranges(node: Function, model: Function | None) -> Iterator[Slip]:
    """Loops that begin or end elsewhere than those of the course's own function."""
    if model is None or any(_ends(each) for each in ast.walk(model)):
        return
    yield from _in_steps(node, model)
    for each in own_nodes(node):
        told = _ends(each)
        if told:
            yield Slip(translate(told, code=quoted(each)), False)


def _ends(node: ast.AST) -> str:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"):
        return ""
    match node.args:
        case [ast.Constant(value=1), _]:
            return FIRST_SKIPPED
        case [ast.BinOp(op=ast.Sub(), right=ast.Constant(value=1))]:
            return LAST_SKIPPED
        case [ast.Constant(value=0), ast.BinOp(op=ast.Sub(), right=ast.Constant(value=1))]:
            return LAST_SKIPPED
        case [ast.BinOp(op=ast.Add(), right=ast.Constant(value=1))]:
            return ONE_MORE
    return ""


def _rebound(loop: Loop) -> Iterator[Slip]:
    last = loop.body[-1]
    if (
        isinstance(loop, ast.For)
        and isinstance(last, ast.Assign)
        and isinstance(loop.target, ast.Name)
        and [quoted(each) for each in last.targets] == [quoted(loop.target)]
    ):
        yield Slip(translate(REBOUND, name=loop.target.id))


def _emptied(loop: Loop) -> Iterator[Slip]:
    grown = {name for name, method in _changed(loop) if method == "append"}
    for each in loop.body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.List) and not each.value.elts:
            for target in each.targets:
                if isinstance(target, ast.Name) and target.id in grown and not _is_used_up(loop, target.id):
                    yield Slip(translate(EMPTIED, name=target.id))


def _is_used_up(loop: Loop, name: str) -> bool:
    """Whether the list is read in the same round: a row that is built in each is put somewhere."""
    grows = {id(each.value) for each in ast.walk(loop) if isinstance(each, ast.Attribute) and each.attr == "append"}
    names = [each for each in ast.walk(loop) if isinstance(each, ast.Name) and each.id == name]
    is_read = any(isinstance(each.ctx, ast.Load) and id(each) not in grows for each in names)
    # An `append` that stands within another call hands its None on, and not the list.
    inner = {id(part) for each in ast.walk(loop) if isinstance(each, ast.Call) for arg in each.args
             for part in ast.walk(arg)}  # fmt: skip
    return is_read or any(id(each) in inner for each in names)


def _shrinking(loop: Loop) -> Iterator[Slip]:
    if not isinstance(loop, ast.For) or not isinstance(loop.iter, ast.Name):
        return
    if any(name == loop.iter.id and method in SHRINKS for name, method in _changed(loop)):
        yield Slip(translate(SHRINKING, name=loop.iter.id))


def _changed(loop: Loop) -> Iterator[tuple[str, str]]:
    """The names whose methods are called in a loop, with the method."""
    for each in ast.walk(loop):
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                yield name, method


def _not_added(loop: Loop) -> Iterator[Slip]:
    """`c[i, j] = …` in a loop over k: each round writes over the one before."""
    if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
        return
    counted = loop.target.id
    for each in loop.body:
        match each:
            case ast.Assign(targets=[ast.Subscript() as target], value=value):
                is_other = counted in names_in(value) - names_in(target)
                is_read = ast.unparse(target) in ast.unparse(value)
                # An index that is counted by hand in the loop moves on as well.
                is_moved = any(isinstance(other, ast.AugAssign) for other in loop.body)
                if is_other and not is_read and not is_moved:
                    yield Slip(translate(NOT_ADDED, code=quoted(target)), False)


def _same_entry(loop: Loop) -> Iterator[Slip]:
    """`paths[0]` in a loop over the paths, whose own entry nothing reads."""
    if not isinstance(loop, ast.For):
        return
    read = {each.id for line in loop.body for each in ast.walk(line) if isinstance(each, ast.Name)}
    unread = {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)} - read
    for each in own_nodes(loop):
        match each:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int())) if name in names_in(loop.iter):
                if unread:
                    yield Slip(translate(SAME_ENTRY, code=quoted(each)), False)
                    return


def _last_only(node: Function, loop: Loop) -> Iterator[Slip]:
    """A result that is set in the loop, read nowhere in it, and given back after it."""
    if loop not in node.body or not isinstance(loop, ast.For):
        return
    given = {each.id for each in returned(node) if isinstance(each, ast.Name)}
    for each in loop.body:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)]) if name in given:
                loads = [other for other in ast.walk(loop) if isinstance(other, ast.Name) and other.id == name]
                if len(loads) == 1 and not any(isinstance(other, ast.Break) for other in ast.walk(loop)):
                    yield Slip(translate(LAST_ONLY, name=name), False)


def _same_question(loop: Loop) -> Iterator[Slip]:
    """`if steps % 50 == 0:` where the loop counts something else."""
    moving = names_set(loop)
    for each in own_nodes(loop):
        match each:
            case ast.If(test=ast.Compare(left=ast.BinOp(op=ast.Mod() | ast.FloorDiv()) as asked) as test):
                if not names_in(asked) & moving and names_in(asked):
                    yield Slip(translate(NEVER_CHANGES, code=quoted(test)))


def _in_steps(node: Function, model: Function) -> Iterator[Slip]:
    """`range(0, steps, 50)` or `i += 50`, where the course's own loop goes through each."""
    if not any(isinstance(each, ast.For) for each in own_nodes(model)):
        return
    loops = [each for each in own_nodes(node) if isinstance(each, Loop)]
    for loop in loops:
        code, step = _step_of(loop)
        # A loop within it may go through those between.
        if step > 1 and not any(isinstance(each, Loop) for each in own_nodes(loop) if each is not loop):
            yield Slip(translate(IN_STEPS, code=code, step=step))


def _step_of(loop: Loop) -> tuple[str, int]:
    """By how much a loop counts up in one round, and where that stands."""
    match loop:
        case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[_, _, ast.Constant(value=int(step))]) as call):
            return quoted(call), step
        case ast.While(test=test, body=body):
            for line in body:
                match line:
                    case ast.AugAssign(op=ast.Add(), target=ast.Name(id=name), value=ast.Constant(value=int(step))):
                        if name in names_in(test):
                            return quoted(line), step
    return "", 1
