"""Forms: a learner's progress with them, their results, and what may be said about the gains of many learners."""
