"""Forms: where a learner stands with them, what their results say, and what may be said of many learners."""
