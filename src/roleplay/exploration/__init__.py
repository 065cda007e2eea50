"""Every state that a story can really be in, and the walks that lead there. Knows no rubric."""
