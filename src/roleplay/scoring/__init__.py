"""Attempt x rubric -> scorecard. Every point traces to a move in a line; the story is not read.

`judge` says what a line earns, `scorecard` what an attempt comes to, `value` what a state is worth. Each is imported by
its own name: a conversation begins with the first alone, and a list of scenes with nothing but `percent` and `version`.
"""
