"""The exam: what is asked of a rubric, and one sitting of three stages as a state machine. Pure."""
