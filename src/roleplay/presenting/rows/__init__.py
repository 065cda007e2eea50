"""What screens show, as rows of plain text."""
