"""The model of what authors write: immutable classes, their texts and conditions. Independent of files."""
