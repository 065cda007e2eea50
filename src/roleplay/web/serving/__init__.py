"""The full screen in a browser: one page per learner, one process per page."""
