"""Writing scenes: creating one from a few answers, and playing one while it is being written. No user interface."""
