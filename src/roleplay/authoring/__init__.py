"""Writing scenes: a new one from a few answers, and one that is played while it is written. Shows nothing itself."""
