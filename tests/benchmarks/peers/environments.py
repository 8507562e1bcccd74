"""A virtual environment for each contender, outside the package's own dependencies; torch is installed once for all."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DEFAULT = ROOT / ".peers"
PEERS = ("nbgrader", "otter", "gradescope", "pytest")
TIME_LIMIT = 1200


@dataclass(frozen=True)
class Missing:
    """Why a contender cannot take part."""

    reason: str


def prepare(folder: Path, peer: str) -> Path | Missing:
    """The interpreter of a contender's environment, which is made if it is not there."""
    python = folder / peer / "bin" / "python"
    requirements = HERE / f"requirements-{peer}.txt"
    mark = folder / peer / "installed.txt"
    wanted = requirements.read_text(encoding="utf-8")
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    try:
        install([sys.executable, "-m", "venv", str(folder / peer)])
        share_torch(folder, python)
        install([str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)])
    except (OSError, subprocess.SubprocessError) as error:
        return Missing(reason_of(error))
    mark.write_text(wanted, encoding="utf-8")
    return python


def share_torch(folder: Path, python: Path) -> None:
    """Torch of the course's own version in a folder of its own, which the environment looks into last."""
    torch = folder / "torch"
    if not (torch / "torch" / "version.py").is_file():
        limits = ["-c", str(ROOT / "constraints.txt")]
        install([str(python), "-m", "pip", "install", "--quiet", "--target", str(torch), *limits, "torch", "numpy"])
    packages = next((python.parents[1] / "lib").glob("python*/site-packages"))
    (packages / "torch.pth").write_text(f"{torch.absolute()}\n", encoding="utf-8")


def install(command: list[str]) -> None:
    """Runs a step of an installation."""
    subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=TIME_LIMIT)


def reason_of(error: Exception) -> str:
    """The last line of what the installer said."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    lines = [line for line in str(said).splitlines() if line.startswith("ERROR")] or str(said).splitlines()
    return lines[-1] if lines else type(error).__name__


def variables(python: Path, support: Path, home: Path) -> dict[str, str]:
    """The environment variables of a contender: the shared cases, one thread, and a home of its own."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return kept | threads | {"PATH": path, "PYTHONPATH": str(support), "HOME": str(home)}
