"""An exam in words: its rules, its questions, the state of a sitting and its result."""
