"""RP505: a text under a code that is not a language code (``cn`` for ``zh``).

Two-letter codes are looked up: there are few of them, and they change about once in twenty years. Of the thousands of
three-letter codes (ISO 639-3) only those with a two-letter equivalent are refused: BCP 47 requires the shortest code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from roleplay.reading.build import Meaning
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.fields import LANGUAGE
from roleplay.reading.placed_texts import placed_texts
from roleplay.scene.model import Scenario, Vocabulary

_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng
nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st
su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
#: All codes of ISO 639-1.
TWO_LETTERS = frozenset(_ISO_639_1.split())

#: Wrong codes that people write -> the right one: codes of countries, or of three letters.
CORRECTIONS: Mapping[str, str] = {
    "cn": "zh", "hk": "zh", "chn": "zh", "chi": "zh", "zho": "zh", "gb": "en", "us": "en", "eng": "en", "usa": "en",
    "jp": "ja", "jpn": "ja", "kor": "ko", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es",
    "ita": "it", "por": "pt", "rus": "ru", "ara": "ar", "vn": "vi", "vie": "vi", "tha": "th", "ind": "id",
    "msa": "ms", "may": "ms", "dut": "nl", "nld": "nl", "pol": "pl", "tur": "tr", "hin": "hi", "ua": "uk",
    "ukr": "uk", "cz": "cs", "cze": "cs", "ces": "cs", "dk": "da", "dan": "da", "gr": "el", "gre": "el", "ell": "el",
    "swe": "sv", "fin": "fi", "nor": "no", "hun": "hu", "rum": "ro", "ron": "ro", "heb": "he", "iw": "he",
}  # fmt: skip


@cache
def is_language(code: str) -> bool:
    """Whether a code as written in files (``zh``, ``zh-hant``, ``yue``) can be a language code."""
    first = code.partition("-")[0]
    return first in TWO_LETTERS if len(first) == 2 else first not in CORRECTIONS


def corrected_code(code: str) -> str:
    """The code itself if it is a language code, else the one that was probably meant; empty if unknown."""
    if not re.fullmatch(LANGUAGE, code):
        lower = code.lower()
        return lower if lower != code and re.fullmatch(LANGUAGE, lower) and is_language(lower) else ""
    if is_language(code):
        return code
    first, _, rest = code.partition("-")
    meant = CORRECTIONS.get(first, "")
    return f"{meant}-{rest}" if meant and rest else meant


def check_language_codes(value: Meaning, document: Document) -> list[Diagnostic]:
    """One finding for each invalid language code in a file, at its first occurrence."""
    places: dict[str, list[KeyPath]] = {}
    for code, path in _invalid_codes(value, document):
        places.setdefault(code, []).append(path)
    return [_finding(code, paths, document) for code, paths in places.items()]


def _invalid_codes(value: Meaning, document: Document) -> Iterator[tuple[str, KeyPath]]:
    """Every invalid language code in the file with its path; a plain string has no code of its own."""
    if isinstance(value, Scenario) and not is_language(value.language):
        yield value.language, ("language",)
    for placed in placed_texts(value, document):
        for code, _ in placed.text.values:
            if not is_language(code) and (path := (*placed.path, code)) in document.keys:
                yield code, path
    if isinstance(value, Vocabulary):
        codes_by_path: list[tuple[KeyPath, Mapping[str, object]]] = [(("cliches",), value.cliches)]
        for move in value.moves.values():
            codes_by_path += [
                (("moves", move.id, "phrases"), move.phrases),
                (("moves", move.id, "patterns"), move.patterns),
            ]
        yield from ((code, (*path, code)) for path, codes in codes_by_path for code in codes if not is_language(code))


def _finding(code: str, places: list[KeyPath], document: Document) -> Diagnostic:
    suggestion = corrected_code(code) or None
    more = len(places) - 1
    count = f", here and in {more} more place{'s' * (more > 1)}" if more else ""
    count_zh = f"（这里和另外 {more} 处）" if more else ""
    path = places[0]
    span = document.span(path) if path == ("language",) else document.key_span(path)
    return document.finding("RP505", span, suggestion, name=code, count=count, count_zh=count_zh)
