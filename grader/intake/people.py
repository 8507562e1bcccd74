"""Whose work it is: the names in an export are matched with a roster; what is not certain is told, never guessed."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.intake.layouts.found import Found
from grader.intake.names import shown
from grader.intake.roster import Person

ACCENTS = range(0x300, 0x370)
BY_ADDRESS = "matched with the roster by the part of an address before the @"
UNKNOWN = "not on the roster; graded all the same"
TWO_WAYS = "the names lead to different people on the roster; graded, and nobody's"
SEVERAL = "several people on the roster go by that name; graded, and nobody's"
CLAIMED = "another one goes by the same name; graded, and nobody's"


@dataclass(frozen=True)
class Claim:
    """Whom an owner's names lead to, and how surely."""

    person: str
    strength: tuple[bool, int] = (False, 0)
    note: str = ""


class People:
    """Everybody on a roster by every name they go by."""

    def __init__(self, roster: Iterable[Person]) -> None:
        self.ids: set[str] = set()
        self.known: dict[str, dict[str, set[str]]] = {level: defaultdict(set) for level in ("same", "alike", "local")}
        for person in roster:
            self.ids.add(person.student.id)
            for alias in person.aliases:
                for level, forms in (("same", same), ("alike", alike), ("local", local)):
                    for form in forms(alias):
                        self.known[level][form].add(person.student.id)

    def students(self, found: Iterable[Found]) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The student by owner, different owners being different students; and notes, each with whom it is about."""
        owners = {each.owner: each for each in found}
        claims = {owner: self.claim(each) for owner, each in owners.items()} if self.ids else {}
        students = winners(claims)
        notes = [(shown(owners[owner].names[0]), claims[owner].note) for owner in owners if owner in claims]
        notes += [
            (shown(owners[owner].names[0]), CLAIMED)
            for owner, claim in claims.items()
            if claim.person and owner not in students
        ]
        strangers = [each for owner, each in owners.items() if owner not in students]
        students |= labels(strangers, self.ids | set(students.values()))
        return students, [(who, note) for who, note in notes if note]

    def claim(self, found: Found) -> Claim:
        """The one person whom all names that are anybody's lead to."""
        leads = [lead for name in found.names if (lead := self.lead(name))]
        leads = leads or [lead for name in found.other_names if (lead := self.lead(name))]
        if not leads:
            return Claim("", note=UNKNOWN)
        common = set.intersection(*(people for _, people in leads))
        if len(common) != 1:
            return Claim("", note=SEVERAL if common else TWO_WAYS)
        (person,) = common
        is_exact = person in (*found.names, *found.other_names)
        guessed = all(level == "local" for level, _ in leads)
        return Claim(person, (is_exact, len(leads)), BY_ADDRESS if guessed else "")

    def lead(self, name: str) -> tuple[str, set[str]] | None:
        """Everybody who goes by a name, by its surest reading alone."""
        if name in self.ids:
            return "id", {name}
        readings = {"same": same(name), "alike": alike(name), "local": set() if "@" in name else same(name)}
        for level, forms in readings.items():
            people = set().union(*(self.known[level].get(form, set()) for form in forms))
            if people:
                return level, people
        return None


def winners(claims: Mapping[str, Claim]) -> dict[str, str]:
    """The person by owner: of several who claim to be one person, the surest, and nobody where two are as sure."""
    rivals: dict[str, list[str]] = defaultdict(list)
    for owner, claim in claims.items():
        if claim.person:
            rivals[claim.person].append(owner)
    found = {}
    for person, owners in rivals.items():
        best = max(claims[owner].strength for owner in owners)
        surest = [owner for owner in owners if claims[owner].strength == best]
        if len(surest) == 1:
            found[surest[0]] = person
    return found


def labels(found: list[Found], taken: set[str]) -> dict[str, str]:
    """Names by owner for those who are on no roster: none is anybody else's, and namesakes are told apart alike."""
    shared = Counter(storable(each.names[0]) for each in found)
    taken = taken | {name for name, count in shared.items() if count > 1}
    students = {}
    for each in found:
        candidates = [storable(name) for name in (each.names[0], ", ".join(each.names), each.owner)]
        numbered = (f"{candidates[-1]} ({number})" for number in itertools.count(2))
        students[each.owner] = next(
            name for name in itertools.chain(candidates, numbered) if name and name not in taken
        )
        taken.add(students[each.owner])
    return students


def storable(name: str) -> str:
    """A name that every file and database can hold."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in name)


def same(name: str) -> set[str]:
    """Without capitals and doubled spaces: what an address or a user name may differ in."""
    return {" ".join(unicodedata.normalize("NFC", name).casefold().split())} - {""}


def alike(name: str) -> set[str]:
    """Also without accents, signs and the order of words; run together as platforms write names of files."""
    # Two addresses that differ in a dot are two people's.
    plain = "" if "@" in name else unicodedata.normalize("NFKD", name).casefold()
    words = ["".join(c for c in word if is_letter(c)) for word in plain.replace(",", " ").replace("_", " ").split()]
    words = [word for word in words if word]
    turned = {"".join(words), "".join([*words[-1:], *words[:-1]]), "".join([*words[1:], *words[:1]])}
    return ({" ".join(sorted(words))} | turned) - {""}


def is_letter(character: str) -> bool:
    """Whether it tells names apart: an accent does not, a vowel sign of other scripts does."""
    is_mark = unicodedata.category(character)[0] == "M" and ord(character) not in ACCENTS
    return character.isalnum() or is_mark


def local(name: str) -> set[str]:
    """What an address has before its @."""
    before, at, _ = name.partition("@")
    return same(before) if at else set()
