"""What can be known about a file before a class."""
