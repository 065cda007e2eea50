"""What is shown, in words and in rows, for every shell alike. No Textual, no file, no clock."""
