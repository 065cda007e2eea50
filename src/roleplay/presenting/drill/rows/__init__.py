"""The rows of the shared screen in each phase."""
