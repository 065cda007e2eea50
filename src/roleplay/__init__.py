"""roleplay: practise the service conversations you dread, in a terminal."""

__version__ = "0.1.0"
