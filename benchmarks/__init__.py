"""What is measured: ``python -m benchmarks``. Medians, and ratios to a floor measured in the same run."""
