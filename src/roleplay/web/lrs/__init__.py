"""Statements to a Learning Record Store: the only place from which the program sends anything anywhere."""
