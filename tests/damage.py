"""Damage to files, as by a bad disk, a truncated copy or an editor that crashed."""

from __future__ import annotations

from random import Random


def flipped(content: bytes, random: Random) -> bytes:
    """``content`` with one bit flipped."""
    index = random.randrange(len(content))
    return content[:index] + bytes([content[index] ^ 1 << random.randrange(8)]) + content[index + 1 :]


def cut(content: bytes, random: Random) -> bytes:
    """``content``, truncated."""
    return content[: random.randrange(len(content))]


def torn(content: bytes, random: Random) -> bytes:
    """``content`` with a piece missing."""
    start = random.randrange(len(content))
    return content[:start] + content[start + 1 + random.randrange(64) :]


def doubled(content: bytes, random: Random) -> bytes:
    """``content`` with a piece repeated."""
    start = random.randrange(len(content))
    end = start + 1 + random.randrange(512)
    return content[:end] + content[start:end] + content[end:]


def zeroed(content: bytes, random: Random) -> bytes:
    """``content`` with zeros where a block was never written, as after a power cut."""
    start = random.randrange(len(content))
    length = min(1 + random.randrange(512), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def with_stray_bytes(content: bytes, random: Random) -> bytes:
    """``content`` with a few stray bytes inserted."""
    start = random.randrange(len(content))
    return content[:start] + random.randbytes(1 + random.randrange(6)) + content[start:]


#: Every kind of damage; flipped bits are the most frequent.
KINDS = (flipped, flipped, flipped, cut, torn, doubled, zeroed, with_stray_bytes)


def damaged(content: bytes, random: Random) -> bytes:
    """``content`` with one random kind of damage."""
    return random.choice(KINDS)(content, random)
