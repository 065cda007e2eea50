"""From YAML files to scenes; every mistake becomes a diagnostic with its location, its cause and its fix."""
