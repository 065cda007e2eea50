"""The learner's own record: where it is stored, and an SQLite journal of every attempt."""
