"""``python -m benchmarks``, or one part of it, such as ``python -m benchmarks engine``."""

from __future__ import annotations

import argparse
from importlib import import_module

PARTS = (
    "engine", "screens", "editing", "checking", "exploring", "simulating", "drilling", "record", "classes", "words",
)  # fmt: skip


def main() -> None:
    """Run the requested parts, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; else all")
    parser.add_argument("--runs", type=int, default=15, help="starts of each screen")
    args = parser.parse_args()
    unknown = set(args.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for part in PARTS:
        if part in (args.parts or PARTS):
            options = {"runs": args.runs} if part == "screens" else {}
            import_module(f"benchmarks.{part}").main(**options)


if __name__ == "__main__":
    main()
