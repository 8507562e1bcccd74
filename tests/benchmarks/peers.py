"""This grader against its peers on the same twenty cases, and alone on classes: `python tests/benchmarks/peers.py`.

Figures go to docs/benchmarks.json and docs/benchmarks.md as soon as a part is measured; what is not measured anew stays
as it is, with its date. Linux only; peers are installed at the first run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "peers")]

from comparing import Comparison  # noqa: E402 -- the lines above make it findable
from environments import DEFAULT  # noqa: E402 -- the lines above make it findable
from page import page  # noqa: E402 -- the lines above make it findable
from scale import measure_scale  # noqa: E402 -- the lines above make it findable
from watch import measure_watch  # noqa: E402 -- the lines above make it findable
from whole_class import measure_whole  # noqa: E402 -- the lines above make it findable

PARTS = ("peers", "scale", "whole", "watch")


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=PARTS, help="what is measured (default: peers)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this contender (repeatable)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all take their turn")
    parser.add_argument("--long", action="store_true", help="scale with a class of 10,000, whole with one of 1,000")
    parser.add_argument("--environments", type=Path, default=DEFAULT, help="where peers are installed")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="where the two files go")
    return parser.parse_args()


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "cores": len(os.sched_getaffinity(0)),
        "processor": processor(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def processor() -> str:
    """Its name, as far as the system tells."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def tell(text: str) -> None:
    """Talk goes to standard error."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measures, writes, and shows the page."""
    asked = arguments()
    if not sys.platform.startswith("linux"):
        sys.exit("The benchmarks read /proc, and run on Linux alone.")
    kept = asked.out / "benchmarks.json"
    data: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    for part in asked.parts or PARTS[:1]:
        if part == "peers":
            data["machine"] = machine()
        data |= measured(part, asked)
        write(data, asked.out)
    print(page(rounded(data)))


def measured(part: str, asked: argparse.Namespace) -> dict[str, Any]:
    """The figures of one part, with the day they are of."""
    if part == "peers":
        return {"rows": Comparison(asked.environments, asked.rounds, tell).run(asked.only)}
    if part == "watch":
        found = measure_watch(tell)
    else:
        found = (measure_scale if part == "scale" else measure_whole)(tell, is_long=asked.long)
    return {part: {"date": machine()["date"]} | found}


def write(data: dict[str, Any], folder: Path) -> None:
    """Figures and page, which agree at any time."""
    folder.mkdir(parents=True, exist_ok=True)
    data = rounded(data)
    (folder / "benchmarks.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    (folder / "benchmarks.md").write_text(page(data), encoding="utf-8")


def rounded(value: Any) -> Any:
    """Figures with as many digits as they are worth."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
