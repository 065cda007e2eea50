"""What must be true of every finding, whatever file it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roleplay.checking.render import as_github, as_json, as_text
from roleplay.reading.diagnostics import Diagnostic

#: Characters that move the cursor, reverse the text direction or cannot be encoded.
_STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def assert_showable(findings: Sequence[Diagnostic], name: str, content: bytes) -> None:
    """Assert that every finding has texts in both languages and a place in the file, and can be printed."""
    lines = re.split(r"\r\n|\r|\n", content.decode("utf-8", "replace"))
    for finding in findings:
        assert finding.file == name
        span = finding.span
        assert 1 <= span.line <= span.end_line
        assert span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 2
        for language in ("en", "zh"):
            assert finding.message(language).strip()
            assert finding.help(language).strip()
            for text in (as_text(finding, language), as_github(finding, language)):
                assert not _STEERS.search(text)
                text.encode()
    for language in ("en", "zh"):
        as_json(findings, [name], language).encode()
