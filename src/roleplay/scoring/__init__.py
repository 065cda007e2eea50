"""Attempt x rubric -> scorecard. Every point traces to a move in a line; meters and endings earn no points.

`judge` scores lines, `scorecard` attempts, `value` states. Import each module directly: a conversation starts with the
first alone, and a list of scenes needs only `percent` and `version`.
"""
