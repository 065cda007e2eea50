"""What a person has before them: libraries, attempts and drills, opened once."""
