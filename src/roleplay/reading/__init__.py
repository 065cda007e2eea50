"""From YAML files to scenes: every mistake a diagnostic with its place, its cause and its cure."""
