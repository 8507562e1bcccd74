"""The isolation levels, best first, and what each of them promises."""

from __future__ import annotations

LEVELS = ("strict+", "strict", "process")
DESCRIPTIONS = {
    "strict+": "strict, with namespaces or another user: other files do not even seem to exist",
    "strict": "Landlock and seccomp: no other file, no process, no network, no program",
    "process": "a process of its own with limits and a clean environment; it can read what you can read",
}
# Landlock cannot hide that a path exists; a namespace can.
STRICT_PLUS_ONLY = frozenset({"stat of a hidden file"})


def canary_failures(results: dict[str, bool], level: str) -> list[str]:
    """The canaries that succeeded although the level promises that they fail."""
    excused = STRICT_PLUS_ONLY if level != "strict+" else frozenset()
    return [name for name, succeeded in results.items() if succeeded and name not in excused]
