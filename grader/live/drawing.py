"""Pictures of what a student's functions give: drawn when the functions work, and a sentence where they do not yet."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from grader.emit.record import clean
from grader.words import mark, translate

NEEDS_MATPLOTLIB = mark("This picture needs matplotlib: `pip install matplotlib`, then run this cell again.")


@dataclass(frozen=True)
class Sentence:
    """Said in place of a picture."""

    text: str

    def __repr__(self) -> str:
        """As text."""
        return self.text

    def _repr_html_(self) -> str:
        """As a notebook shows it."""
        return f'<div style="opacity: 0.75; font-style: italic">{html.escape(self.text)}</div>'


def picture(draw: Callable[[], object]) -> Sentence | None:
    """Calls a function that draws; says kindly what is missing where it cannot."""
    try:
        draw()
    except ImportError as error:
        return Sentence(translate(NEEDS_MATPLOTLIB) if (error.name or "").startswith("matplotlib") else _not_yet(error))
    except NotImplementedError as error:
        # Stubs name themselves in what they raise.
        todo = clean(str(error)).rpartition(".")[2]
        return Sentence(
            translate("This picture comes when `{todo}` is filled in.", todo=todo) if todo else _not_yet(error)
        )
    except Exception as error:  # a student's function that is still wrong raises anything
        return Sentence(_not_yet(error))
    return None


def _not_yet(error: Exception) -> str:
    told = clean(str(error)).strip().partition("\n")[0][:200]
    reason = f"{type(error).__name__}{': ' if told else ''}{told}"
    return translate("No picture yet: {reason}", reason=reason)
