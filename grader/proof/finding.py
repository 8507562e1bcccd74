"""What a proof found: faults, which make a course unsound, and advice, which does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.proof.kills import Kills
    from grader.proof.tolerance import Tolerance


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or worth a look: its kind, where it is, and a sentence."""

    kind: str
    where: str
    message: str
    # A difference or a list, for whoever mends it.
    detail: str = ""


@dataclass
class Proof:
    """All that a proof of a course says."""

    course: str
    faults: list[Finding] = field(default_factory=list)
    advice: list[Finding] = field(default_factory=list)
    # How many answers of each kind were judged.
    judged: dict[str, int] = field(default_factory=dict)
    # What only an accelerator can say, by kind.
    pending: dict[str, int] = field(default_factory=dict)
    kills: Kills | None = None
    tolerances: list[Tolerance] = field(default_factory=list)
    runs: int = 0
    device: str = "cpu"
    seconds: float = 0.0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is at fault."""
        return not self.faults
