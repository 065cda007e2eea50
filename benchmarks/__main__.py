"""``python -m benchmarks``, or one part of it, such as ``python -m benchmarks engine``."""

from __future__ import annotations

import argparse

PARTS = ("engine", "screens", "editing", "checking", "exploring", "drilling")


def main() -> None:
    """Run what was asked for, else everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; else all")
    parser.add_argument("--runs", type=int, default=15, help="starts of each screen")
    args = parser.parse_args()
    unknown = set(args.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    wanted = args.parts or PARTS
    if "engine" in wanted:
        from benchmarks import engine

        engine.main()
    if "screens" in wanted:
        from benchmarks import screens

        screens.main(runs=args.runs)
    if "editing" in wanted:
        from benchmarks import editing

        editing.main()
    if "checking" in wanted:
        from benchmarks import checking

        checking.main()
    if "exploring" in wanted:
        from benchmarks import exploring

        exploring.main()
    if "drilling" in wanted:
        from benchmarks import drilling

        drilling.main()


if __name__ == "__main__":
    main()
