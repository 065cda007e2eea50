"""The exam: questions about rubrics, and a sitting of three stages as a state machine. Pure."""
