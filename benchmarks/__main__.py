"""``python -m benchmarks``, or one part of it: ``python -m benchmarks engine``, ``python -m benchmarks screens``."""

from __future__ import annotations

import argparse


def main() -> None:
    """Run what was asked for, else everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="engine, screens; else both")
    parser.add_argument("--runs", type=int, default=15, help="starts of each screen")
    args = parser.parse_args()
    unknown = set(args.parts) - {"engine", "screens"}
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are engine and screens")
    wanted = args.parts or ["engine", "screens"]
    if "engine" in wanted:
        from benchmarks import engine

        engine.main()
    if "screens" in wanted:
        from benchmarks import screens

        screens.main(runs=args.runs)


if __name__ == "__main__":
    main()
