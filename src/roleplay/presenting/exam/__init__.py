"""An exam in words: its rules, its questions, where a sitting stands, what it came to."""
