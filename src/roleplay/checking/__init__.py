"""Everything that can be found out about a file before it is played in a class."""
