"""The first request of a connection, the report on loading that answers it, and the tracebacks of later answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.errors import Frame, WireError
from grader.model import Limits, LoadFacts, Note, Source


def load_request(source: Source, limits: Limits, seed: int) -> dict[str, Any]:
    """What a worker needs to know to load a source."""
    return {
        "name": source.unit,
        "filename": str(source.path.absolute()),
        "cells": [[cell.number, cell.text] for cell in source.cells],
        "seconds": limits.load_seconds,
        "output_bytes": limits.output_bytes,
        "skip": [],
        "seed": seed,
    }


def read_load_facts(reply: dict[str, Any], scrub: Callable[[str], str]) -> LoadFacts:
    """What a worker told of loading, checked item by item: it comes from the untrusted side."""
    try:
        notes = tuple(
            Note(text(kind), text(where), scrub(text(message))) for kind, where, message in reply["notes"][:200]
        )
        definitions = {text(name): tuple(map(text, lines[:20])) for name, lines in reply["definitions"][:500]}
        return LoadFacts(
            notes,
            tuple(map(text, reply["names"][:500])),
            frozenset(map(text, reply["functions"][:500])),
            {text(name): scrub(text(why)) for name, why in reply["broken"][:200]},
            {text(name): text(outer) for name, outer in reply["nested"][:200]},
            definitions,
            bool(reply["is_whole"]),
            float(reply["seconds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise WireError("a report on loading of no known form") from error


def text(value: Any) -> str:
    """Text of modest length; raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value[:1000]


def read_frames(frames: list[Any]) -> tuple[Frame, ...]:
    """Traceback lines off the wire; raises WireError for anything else."""
    result = []
    for frame in frames[:50]:
        match frame:
            case [str(where), int(line), str(function), str(text)]:
                result.append(Frame(where[:100], line, function[:200], text[:300]))
            case _:
                raise WireError("a traceback of no known form")
    return tuple(result)
