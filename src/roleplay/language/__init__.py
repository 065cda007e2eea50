"""What authors write: typed, immutable models, and the way from a YAML file to them."""
