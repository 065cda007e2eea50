"""What a class at one shared screen sees: boards, tallies, debriefs and phones, as values."""
