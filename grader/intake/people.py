"""Whose work it is: names out of an export are matched with a roster, and never guessed."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.intake.names import shown
from grader.intake.roster import Person


@dataclass
class People:
    """Everybody on a roster by every name they go by."""

    roster: list[Person]
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Collects the names; the id goes before all others, so nobody else can take it."""
        self.ids = {person.student.id for person in self.roster}
        for person in self.roster:
            for alias in person.aliases:
                for form in forms(alias):
                    self.known[form].add(person.student.id)

    def find(self, names: Iterable[str]) -> str:
        """The id of whoever goes by the first of the names that is anybody's; without a roster, the first name."""
        listed = list(names)
        if not self.roster:
            return listed[0]
        for name in listed:
            if name in self.ids:
                return name
            matching = set().union(*(self.known.get(form, set()) for form in forms(name)))
            if len(matching) == 1:
                return matching.pop()
            if matching:
                self.notes.append(f"{shown(name)} may be any of {len(matching)} people on the roster: graded as it is")
                return listed[0]
        self.notes.append(f"{shown(listed[0])} is not on the roster: graded all the same")
        return listed[0]


def forms(name: str) -> set[str]:
    """The forms in which a name may be met: capitals, accents, order, spaces do not matter, nor an address's host."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = ["".join(c for c in word if c.isalnum()) for word in plain.replace(",", " ").replace("_", " ").split()]
    words = [word for word in words if word]
    found = {
        " ".join(sorted(words)),
        "".join(words),
        "".join([*words[-1:], *words[:-1]]),
        "".join([*words[1:], *words[:1]]),
    }
    local, at, _ = plain.partition("@")
    if at and local:
        found.add("".join(c for c in local if c.isalnum()))
    return found - {""}
