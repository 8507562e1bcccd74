"""This grader against its peers, in one run on the same twenty cases: `python tests/benchmarks/peers.py --scale`.

Figures go to docs/benchmarks.json and docs/benchmarks.md. Linux only; peers are installed at the first run.
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


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this contender (repeatable)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all take their turn")
    parser.add_argument("--scale", action="store_true", help="also larger classes, memory and cores")
    parser.add_argument("--whole", action="store_true", help="also a class that handed in the whole course")
    parser.add_argument("--watch", action="store_true", help="only `grade watch`: all other figures stay as they are")
    parser.add_argument("--long", action="store_true", help="all of these with classes of 10,000 and of 1,000")
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
    """Measures, writes, and shows the table."""
    asked = arguments()
    if not sys.platform.startswith("linux"):
        sys.exit("The benchmarks read /proc, and run on Linux alone.")
    data: dict[str, Any] = {"machine": machine()}
    if asked.watch:
        data = json.loads((asked.out / "benchmarks.json").read_text(encoding="utf-8"))
    else:
        data["rows"] = Comparison(asked.environments, asked.rounds, tell).run(asked.only)
    if asked.scale or asked.long:
        data["scale"] = measure_scale(tell, is_long=asked.long)
    if asked.whole or asked.long:
        data["whole"] = measure_whole(tell, is_long=asked.long)
    if asked.watch or asked.long:
        data["watch"] = {"date": machine()["date"]} | measure_watch(tell)
    asked.out.mkdir(parents=True, exist_ok=True)
    data = rounded(data)
    text = page(data)
    (asked.out / "benchmarks.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    (asked.out / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


def rounded(value: Any) -> Any:
    """Figures with as many digits as they are worth."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
