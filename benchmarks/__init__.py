"""The benchmarks: ``python -m benchmarks``. They print medians, and ratios to a baseline measured in the same run."""
