"""Statements to a Learning Record Store: the only part of the program that sends data to another machine."""
