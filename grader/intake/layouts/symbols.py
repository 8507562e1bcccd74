"""Reads the little that is needed of a large YAML file of strangers: text by text, and builds no object from it.

PyYAML gives the events alone. So no tag makes an object, `0123` stays text, a reference to a list or a mapping is
nothing, which leaves a bomb of them unarmed, and what is not asked for is passed over at any depth without recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEPTH = 4
MAX_ANCHORS = 10_000
# The parser itself takes the square of this in time.
MAX_NESTING = 200
OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
NOTHING = ("", "~", "null")
Value = str | dict[str, Any] | list[Any]


class Symbols:
    """The values under wanted keys, whose colon (Ruby's sign for a symbol) is left out."""

    def __init__(self, data: bytes, wanted: frozenset[str]) -> None:
        self.events = shallow(yaml.parse(data, Loader=LOADER))
        self.wanted = wanted
        self.anchors: dict[str, str] = {}

    def read(self) -> Value:
        """The first document; raises yaml.YAMLError for what is no YAML."""
        for event in self.events:
            if isinstance(event, (*OPENING, yaml.ScalarEvent)):
                return self.value(event, 0)
        return ""

    def value(self, event: Any, depth: int) -> Value:
        """Text, or what opens here as far as it is wanted."""
        if isinstance(event, yaml.ScalarEvent):
            return self.text(event)
        if isinstance(event, yaml.AliasEvent):
            return self.anchors.get(event.anchor, "")
        if depth >= DEPTH:
            self.pass_over(event)
            return ""
        return self.mapping(depth) if isinstance(event, yaml.MappingStartEvent) else self.sequence(depth)

    def text(self, event: Any) -> str:
        """A scalar as it is written."""
        text = "" if event.style is None and event.value in NOTHING else str(event.value)
        if event.anchor and len(self.anchors) < MAX_ANCHORS:
            self.anchors[event.anchor] = text
        return text

    def mapping(self, depth: int) -> dict[str, Any]:
        """By key; the outermost keys are names of submissions, so all of them are wanted."""
        found: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            name = self.text(key).removeprefix(":") if isinstance(key, yaml.ScalarEvent) else ""
            self.pass_over(key)
            event = next(self.events)
            if depth and name not in self.wanted:
                self.pass_over(event)
            else:
                found[name] = self.value(event, depth + 1)
        return found

    def sequence(self, depth: int) -> list[Any]:
        """In its order."""
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, depth + 1))
        return found

    def pass_over(self, event: Any) -> None:
        """To the end of what opens here."""
        depth = int(isinstance(event, OPENING))
        while depth:
            event = next(self.events)
            depth += isinstance(event, OPENING) - isinstance(event, CLOSING)


def shallow(events: Iterator[Any]) -> Iterator[Any]:
    """The events; raises yaml.YAMLError where they nest deeper than any program writes."""
    depth = 0
    for event in events:
        depth += isinstance(event, OPENING) - isinstance(event, CLOSING)
        if depth > MAX_NESTING:
            raise yaml.YAMLError
        yield event
