"""By which scoring an attempt is judged today."""

#: Raised whenever the same attempt would be given another score.
#: 1: the zero of a criterion was the worst line on offer. 2: it is that nothing was done.
VERSION = 2
