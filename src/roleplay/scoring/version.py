"""The version of the scoring rules."""

#: Raised whenever the same attempt would get another score.
#: 1: zero points on a criterion meant the worst line on offer. 2: zero means that nothing was done.
VERSION = 2
