"""Many learners' plays seen together: what a class did, and what its answers say of the scenes."""
