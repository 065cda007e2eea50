"""A class seen whole, and what its answers say of the scenes, in words."""
