"""The learner's own record: where it lies, and an SQLite journal of every attempt."""
