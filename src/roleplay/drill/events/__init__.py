"""The events of a drill. Learners' events come over the network; the facilitator's never leave the process."""
