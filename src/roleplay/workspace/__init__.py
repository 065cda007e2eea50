"""What the shells work with: libraries, the record, attempts and drills, each opened once."""
