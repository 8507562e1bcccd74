"""The translations of a course, beside it in `solutions/texts/<language>/`: brought into step, compiled, checked."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from grader.model import Course
from grader.texts.catalogues import compiled, is_compiled, missing, read, unfaithful, updated
from grader.texts.course import course_texts
from grader.texts.sentences import Text
from grader.words import COURSE_TEXTS


@dataclass
class Translation:
    """One language of a course: files that are not as they should be, and what its translators have still to do."""

    language: str
    stale: dict[Path, bytes] = field(default_factory=dict)
    surplus: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def translations(course: Course) -> list[Translation]:
    """Every language that has a folder; raises SetupError without Babel if there is any."""
    folders = sorted(path for path in (course.root / COURSE_TEXTS).glob("*") if path.is_dir())
    texts = course_texts(course) if folders else {}
    return [_translation(folder, texts) for folder in folders]


def _translation(folder: Path, texts: dict[str, list[Text]]) -> Translation:
    found = Translation(folder.name)
    wanted = {folder / f"{name}.po": own for name, own in texts.items() if own}
    found.surplus = [path for path in sorted(folder.glob("*.po")) if path not in wanted]
    catalogues = []
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place, "scratch")
        for path, own in wanted.items():
            content = updated(path, own, folder.name).encode()
            if not path.is_file() or path.read_bytes() != content:
                found.stale[path] = content
            scratch.write_bytes(content)
            kept = read(scratch, folder.name)
            found.faults += [f"{path.name}: not translated: {text}" for text in missing(kept)]
            found.faults += [f"{path.name}: not the same {{names}}: {text}" for text in unfaithful(kept)]
            catalogues.append(kept)
        content = compiled(catalogues, folder.name)
        if not is_compiled(folder.with_suffix(".mo"), content, scratch):
            found.stale[folder.with_suffix(".mo")] = content
    return found
