"""Large letters for an address and a room code to be read from the back row. Three rows high, or five in ASCII."""

from __future__ import annotations

from roleplay.text.glyphs import Glyphs

#: Five rows per character, from the top; 1 is a drawn dot.
_FONT = {
    "0": "111 101 101 101 111", "1": "010 110 010 010 111", "2": "111 001 111 100 111", "3": "111 001 111 001 111",
    "4": "101 101 111 001 001", "5": "111 100 111 001 111", "6": "111 100 111 101 111", "7": "111 001 001 010 010",
    "8": "111 101 111 101 111", "9": "111 101 111 001 111", ".": "0 0 0 0 1", ":": "0 1 0 1 0",
    "/": "001 001 010 100 100", "-": "00 00 11 00 00", "A": "010 101 111 101 101", "B": "110 101 110 101 110",
    "C": "011 100 100 100 011", "D": "110 101 101 101 110", "E": "111 100 110 100 111", "F": "111 100 110 100 100",
    "G": "0111 1000 1011 1001 0111", "H": "101 101 111 101 101", "J": "0011 0001 0001 1001 0110",
    "K": "1001 1010 1100 1010 1001", "L": "100 100 100 100 111", "M": "10001 11011 10101 10001 10001",
    "N": "1001 1101 1011 1001 1001", "P": "110 101 110 100 100", "Q": "0110 1001 1001 1010 0101",
    "R": "1110 1001 1110 1010 1001", "S": "0111 1000 0110 0001 1110", "T": "111 010 010 010 010",
    "U": "1001 1001 1001 1001 0110", "V": "10001 10001 01010 01010 00100", "W": "10001 10001 10101 11011 10001",
    "X": "101 101 010 101 101", "Y": "101 101 010 010 010", "Z": "1111 0001 0110 1000 1111",
}  # fmt: skip
_ROWS = 5
_HALVES = {"00": " ", "10": "▀", "01": "▄", "11": "█"}


def rows_of(text: str, glyphs: Glyphs) -> list[str]:
    """The rows of ``text`` in large letters; characters without a large form are left out."""
    letters = [_FONT[character].split() for character in text.upper() if character in _FONT]
    dots = ["0".join(letter[row] for letter in letters) for row in range(_ROWS)]
    if glyphs.bar_full.isascii():
        return ["".join("#" if dot == "1" else " " for dot in row).rstrip() for row in dots]
    dots.append("0" * len(dots[0]))
    pairs = zip(dots[::2], dots[1::2], strict=True)
    return ["".join(_HALVES[above + below] for above, below in zip(*pair, strict=True)).rstrip() for pair in pairs]
