"""The full screen in a browser: a page for each learner, a process for each page."""
