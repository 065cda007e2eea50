"""What authors write, once read: immutable models, their texts and conditions. Knows no file."""
