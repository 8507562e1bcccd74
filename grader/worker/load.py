"""Loads a student's file statement by statement, so that one that fails does not take the functions below it along."""

from __future__ import annotations
import __future__

import ast
import contextlib
import itertools
import linecache
import re
import signal
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.wire import type_name
from grader.worker.consequences import Consequences, Failure, names_made
from grader.worker.magics import without_magics
from grader.worker.parsing import (
    assigned_names,
    lines_of,
    may_end_the_process,
    parsed,
    statements_in,
    top_level_chunks,
)

FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}
MAX_NOTES = 100
MAX_STATEMENTS = 2000
MAX_QUOTED = 80
MAX_NOTE_TEXT = 500
GLUED_CHUNKS = 40
# So many unreadable places for each readable one are no slips of somebody who writes Python.
HOPELESS = 10


class LoadTimedOut(BaseException):
    """Raised by the alarm inside a top-level statement that runs too long."""


WORKERS = re.compile(r"\bnum_workers\s*=\s*[1-9]")
WITHOUT_WORKERS = "no other processes are started here, so `num_workers` is taken for 0; the batches are the same"


@dataclass
class Loaded:
    """A module with what loading it met."""

    module: types.ModuleType
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, list[str]] = field(default_factory=dict)
    nested: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def note(self, kind: str, where: str, message: str) -> None:
        """Keeps a note, bounded in number and length."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append((kind, where, message[:MAX_NOTE_TEXT]))


@dataclass(frozen=True)
class Statement:
    """One top-level statement, ready to run."""

    node: ast.stmt
    where: str
    filename: str


class Loader:
    """Runs the cells of one source in a module of its own."""

    def __init__(
        self, name: str, filename: str, seconds: float, skip: frozenset[int], progress: Callable[[int], None]
    ) -> None:
        self.module = types.ModuleType(name)
        self.filename = filename
        self.deadline = time.monotonic() + seconds
        self.seconds = seconds
        self.skip = skip
        self.progress = progress
        self.flags = 0
        self.loaded = Loaded(self.module)
        self.consequences = Consequences()
        # What is told of a failure is whole only at the end.
        self.failures: list[tuple[int, Failure]] = []
        self.count = 0

    def run(self, cells: list[tuple[int | None, str]]) -> Loaded:
        """Runs everything that can be run; never raises for what the student wrote."""
        started = time.monotonic()
        # dataclasses and pickling look the module up by its name.
        sys.modules[self.module.__name__] = self.module
        self.module.__file__ = self.filename
        for number, text in cells:
            for statement in self._statements(number, text):
                self._run_one(statement)
        for place, failure in self.failures:
            self.loaded.notes[place] = (failure.kind, failure.where, failure.told[:MAX_NOTE_TEXT])
        self.loaded.seconds = time.monotonic() - started
        return self.loaded

    def _statements(self, number: int | None, text: str) -> Iterator[Statement]:
        place = "" if number is None else f"cell {number}, "
        filename = self.filename if number is None else f"{self.filename} · cell {number}"
        source, notes = without_magics(text, is_cell=number is not None)
        for line, message in notes:
            self.loaded.note("magic", f"{place}line {line}", message)
        for found in WORKERS.finditer(source):
            line = source.count("\n", 0, found.start()) + 1
            self.loaded.note("replaced", f"{place}line {line}", WITHOUT_WORKERS)
        linecache.cache[filename] = (len(source), None, lines_of(source), filename)
        for node in self._parse(source, place):
            line = getattr(node, "lineno", 1)
            where = f"{place}line {line}"
            self._remember(node, where)
            yield Statement(node, where, filename)

    def _parse(self, source: str, place: str) -> list[ast.stmt]:
        tree, _ = parsed(source)
        if tree is not None:
            return tree.body
        spoilt: list[tuple[int, str, str]] = []
        statements = [node for chunk in self._readable_chunks(source, spoilt) for node in chunk]
        if len(spoilt) > HOPELESS * (1 + len(statements)):
            # A picture or a program under a name that ends in .py: one sentence says it all.
            told = f"Python can read next to nothing of this ({len(spoilt)} places): is it Python code?"
            line = spoilt[0][0]
            self.loaded.note("syntax", f"{place}line {line}", told)
            return statements
        for start, text, error in spoilt:
            self._spoilt(start, text, error, place)
        return statements

    def _readable_chunks(self, source: str, spoilt: list[tuple[int, str, str]]) -> Iterator[list[ast.stmt]]:
        """Each run of lines that can be parsed on its own; the others are left out: where, what, and why."""
        chunks = top_level_chunks(source)
        index = 0
        while index < len(chunks):
            start, text = chunks[index]
            tree, error = parsed(text)
            taken = 1
            while tree is None and taken < GLUED_CHUNKS and index + taken < len(chunks):
                text += chunks[index + taken][1]
                taken += 1
                tree, _ = parsed(text)
            if tree is None:
                spoilt.append((start, chunks[index][1], error))
                index += 1
                continue
            yield [ast.increment_lineno(node, start - 1) for node in tree.body]
            index += taken

    def _spoilt(self, start: int, text: str, error: str, place: str) -> None:
        if len(self.loaded.notes) < MAX_NOTES:
            # Python's messages name lines, too: read once more where it stands, so that they are the file's own.
            text = "\n" * (start - 1) + text
            _, error = parsed(text)
            start = 1
        line, _, message = error.partition("|")
        where = f"{place}line {start - 1 + int(line or 1)}"
        code = "".join(lines_of(text)[int(line or 1) - 1 : int(line or 1)]).strip()[:MAX_QUOTED].replace("`", "'")
        is_shown = bool(code) and code.isprintable()
        told = f"Python cannot read `{code}`: {message}" if is_shown else f"Python cannot read this: {message}"
        failure = Failure("syntax", where, told)
        self._note(failure)
        found = re.search(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)", text, re.MULTILINE)
        if found:
            self.loaded.broken[found[1]] = f"{where}: {message}"
            self.consequences.add([found[1]], failure)

    def _remember(self, node: ast.stmt, where: str) -> None:
        """Notes definitions, second definitions, and functions hidden inside others."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.loaded.definitions.setdefault(node.name, []).append(where)
            for inner in itertools.islice(statements_in(node), MAX_STATEMENTS):
                if isinstance(inner, ast.FunctionDef):
                    self.loaded.nested.setdefault(inner.name, node.name)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value, ast.Lambda):
                    self.loaded.definitions.setdefault(target.id, []).append(where)

    def _run_one(self, statement: Statement) -> None:
        index, self.count = self.count, self.count + 1
        if index in self.skip:
            left_out = "this statement ended the whole process, so it was left out"
            self._failed(statement, left_out, "skipped")
            return
        if may_end_the_process(statement.node):
            self.progress(index)
        try:
            code = self._compiled(statement)
            with self._alarm():
                exec(code, self.module.__dict__)
        except LoadTimedOut:
            self._failed(statement, f"stopped after {self.seconds:g} seconds; the rest of the file was still loaded")
        except SystemExit:
            self._failed(statement, "it asked Python to exit; the rest of the file was still loaded")
        except BaseException as error:  # whatever a student's top level raises; the functions below must still count
            cause = self.consequences.cause(error)
            message = f"{type_name(type(error))}: {safe_text(error)}"
            self._follows(statement, cause) if cause else self._failed(statement, message)

    def _compiled(self, statement: Statement) -> types.CodeType:
        node = statement.node
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                self.flags |= FUTURE_FLAGS.get(alias.name, 0)
        module = ast.Module([node], [])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code: types.CodeType = compile(module, statement.filename, "exec", flags=self.flags, dont_inherit=True)
        return code

    def _failed(self, statement: Statement, message: str, kind: str = "failed") -> None:
        failure = Failure(kind, statement.where, message)
        self._note(failure)
        self._lacks(statement.node, failure)

    def _note(self, failure: Failure) -> None:
        if len(self.loaded.notes) < MAX_NOTES:
            self.failures.append((len(self.loaded.notes), failure))
        self.loaded.note(failure.kind, failure.where, failure.message)

    def _follows(self, statement: Statement, cause: Failure) -> None:
        """One note for all that fails for one reason; what is missing by it is missing for that reason."""
        cause.further += 1
        self._lacks(statement.node, cause)

    def _lacks(self, node: ast.stmt, failure: Failure) -> None:
        self.consequences.add(names_made(node), failure)
        told = f"{failure.where}: {failure.message}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.loaded.broken[node.name] = told
        for name in assigned_names(node):
            self.loaded.broken.setdefault(name, told)

    @contextlib.contextmanager
    def _alarm(self) -> Iterator[None]:
        """Interrupts the statement when the time for loading is used up, where the system has such a timer."""
        if not hasattr(signal, "setitimer"):
            yield
            return
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, max(0.05, self.deadline - time.monotonic()))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(number: int, frame: Any) -> None:  # noqa: ARG001 -- the form of a signal handler
    raise LoadTimedOut


def safe_text(error: BaseException) -> str:
    """The error's text, whatever its `__str__` does."""
    try:
        text = str(error)
    except BaseException:  # a hostile or broken __str__
        return "(its text cannot be shown)"
    return text[:2000] if type(text) is str else "(its text cannot be shown)"
