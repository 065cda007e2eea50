"""Redaction of credentials in untrusted text: debug pages and gateways repeat the requests they get."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

#: What replaces a secret.
REDACTED = "***"
#: This many consecutive characters of a secret are redacted anywhere: a repeated secret may have been cut.
_PIECE = 6
#: A secret shorter than this is redacted only as a whole word: its letters occur everywhere.
_SHORT = 4
#: Number of characters of a text that are processed: far more than is ever shown.
_MAX_CHARACTERS = 100_000
#: The value of an authorisation header, after its scheme in various encodings.
_SCHEME = re.compile(r"\b(?:basic|bearer)(?:\s|:|=|%20|\+)+([a-z0-9+/=_~-]+)", re.IGNORECASE)


class Redaction:
    """Redacts secrets in untrusted text, in all encodings in which they may be repeated, and pieces of them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """``secrets``: passwords, tokens and header values; empty ones are ignored."""
        forms = {_lower(form) for secret in secrets if secret for form in _forms(secret)}
        self._forms = frozenset(forms)
        self._pieces = {form[at : at + _PIECE] for form in forms for at in range(len(form) - _PIECE + 1)}
        self._short = [
            re.compile(re.escape(form) if len(form) >= _SHORT else rf"(?<!\w){re.escape(form)}(?!\w)")
            for form in sorted(forms)
            if 0 < len(form) < _PIECE
        ]

    def __call__(self, text: str) -> str:
        """The text with every secret replaced."""
        text = text[:_MAX_CHARACTERS]
        lowered = _lower(text)
        redacted = bytearray(len(text))
        for start, end in self._matches(lowered):
            redacted[start:end] = b"x" * (end - start)
        letters = ("\0" if hidden else letter for letter, hidden in zip(text, redacted, strict=True))
        return re.sub("\0+", REDACTED, "".join(letters))

    def _matches(self, lowered: str) -> Iterator[tuple[int, int]]:
        for at in range(len(lowered) - _PIECE + 1):
            if lowered[at : at + _PIECE] in self._pieces:
                yield at, at + _PIECE
        for pattern in self._short:
            yield from (match.span() for match in pattern.finditer(lowered))
        for match in _SCHEME.finditer(lowered):
            if any(form.startswith(match[1]) for form in self._forms):
                yield match.span(1)


def _forms(secret: str) -> Iterator[str]:
    """A secret as it is, and encoded for a URL, HTML, JSON and a header, also in another character set."""
    raw = secret.encode("utf-8", "surrogateescape")
    plain = [secret, raw.decode("latin-1"), " ".join(secret.split())]
    if not secret.isascii():  # a program that can't decode the other characters shows these
        plain += re.findall(rf"[!-~]{{{_SHORT},}}", secret)
    for form in plain:
        yield form
        yield from (html.escape(form), html.escape(form, quote=False))
        for ascii_only in (True, False):
            escaped = json.dumps(form, ensure_ascii=ascii_only)[1:-1]
            yield from (escaped, escaped.replace("/", "\\/"))
    yield from (quote(raw), quote(raw, safe=""), quote_plus(raw))
    yield from (b64encode(raw).decode(), urlsafe_b64encode(raw).decode().rstrip("="))


def _lower(text: str) -> str:
    """Lower-case text in which every character keeps its position."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
