"""What can happen in a drill. A learner's events come over the wire; the facilitator's never leave the process."""
