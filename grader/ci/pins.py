"""The exact versions of everything the grader runs on here, as constraints for pip."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

from grader.ci.wheel import NAME, installed

HEAD = "# The versions that the grader was tried with when this was written; only what is needed there is installed.\n"


def constraints() -> str:
    """One line for each package that the grader needs, directly or through others."""
    found: dict[str, str] = {}
    waiting = needs(installed().requires)
    while waiting:
        name = waiting.pop()
        if name in found or name == canonical(NAME):
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            # Needed on another system or Python only.
            continue
        # A build for one kind of processor (`+cpu`) is not what another machine has.
        found[name] = package.version.partition("+")[0]
        waiting += needs(package.requires)
    return HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))


def needs(requirements: list[str] | None) -> list[str]:
    """The names in a list of requirements, without those of optional extras."""
    plain = [each for each in requirements or [] if not re.search(r"\bextra\s*==", each)]
    return [canonical(found[0]) for each in plain if (found := re.match(r"[A-Za-z0-9._-]+", each))]


def canonical(name: str) -> str:
    """A package's name in its one normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()
