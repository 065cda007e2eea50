"""What is shown, in words and in rows, the same for every shell. No Textual, no file, no clock."""
