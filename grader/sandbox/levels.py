"""The isolation levels, best first, and what each of them promises."""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = ("strict+", "strict", "process")
DESCRIPTIONS = {
    "strict+": "strict, with namespaces (other files do not even seem to exist) or as another user",
    "strict": "Landlock and seccomp: no other file, no process, no network, no program",
    "process": "a process of its own with limits and a clean environment; it can read what you can read",
}
# Neither Landlock nor another user can hide that a path in an open folder exists; a namespace can.
NAMESPACES_ONLY = frozenset({"stat of a hidden file"})


def canary_failures(results: dict[str, bool], means: Sequence[str]) -> list[str]:
    """The canaries that succeeded although what the level is made of promises that they fail."""
    excused = NAMESPACES_ONLY if "namespaces" not in means else frozenset()
    return [name for name, succeeded in results.items() if succeeded and name not in excused]
