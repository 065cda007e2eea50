"""The catalogues of the interface: both languages have the same keys and placeholders."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import roleplay
from roleplay.locales import LANGUAGES, _read, catalogue, catalogue_files, default_language, non_utf8_locale
from roleplay.reading.cache import FolderCache

PACKAGE = Path(roleplay.__file__).parent
#: Keys with a part that is known only at run time.
MADE = re.compile(r"""words\(\s*f["']([a-z_.]+)\{|words\.words\.get\(f["']([a-z_.]+)\{""")
USED = re.compile(r"""\bwords(?:\.count)?\(\s*["']([a-z_]+(?:\.[a-z0-9_]+)+)["']""")


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_has_the_same_keys() -> None:
    keys = {code: set(catalogue(code).words) for code in LANGUAGES}
    for code in LANGUAGES:
        assert keys[code] == keys["en"], keys[code] ^ keys["en"]


def test_every_text_has_the_same_placeholders() -> None:
    chinese, english = catalogue("zh").words, catalogue("en").words
    for key, text in english.items():
        assert names(text) == names(chinese[key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_is_defined_in_two_files(code: str) -> None:
    seen: dict[str, str] = {}
    for path in catalogue_files(code):
        for key in _read(path):
            assert key not in seen, f"{key}: {seen[key]} and {path.name}"
            seen[key] = path.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty_or_padded_by_mistake(code: str) -> None:
    for key, text in catalogue(code).words.items():
        assert text.strip() or key.endswith((".and", ".or")), key
        assert "\t" not in text, key


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_shows_an_escape(code: str) -> None:
    assert [key for key, text in catalogue(code).words.items() if "\\" in text] == []


def test_chinese_is_chinese() -> None:
    for key, text in catalogue("zh").words.items():
        bare = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(r"[一-鿿] ?[,;:!?](?!\w)", bare), f"{key}: {text}"  # half-width marks after Chinese


def test_every_key_used_in_the_code_exists() -> None:
    texts = catalogue("en").words
    for path in PACKAGE.rglob("*.py"):
        for key in USED.findall(path.read_text(encoding="utf-8")):
            assert key in texts, f"{path.name}: {key}"


def test_a_catalogue_is_cached_until_a_file_changes(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    assert catalogue("zh", cache).words == catalogue("zh", cache).words == catalogue("zh").words


def test_an_unknown_language_is_english() -> None:
    assert catalogue("fr").language == "en"


def test_values_are_filled_in() -> None:
    assert "7" in catalogue("zh")("briefing.seed", seed=7)
    with pytest.raises(KeyError):
        catalogue("zh")("there.is.no.such.key")


def test_a_count_of_one_uses_its_own_text_if_there_is_one() -> None:
    words = catalogue("en")
    assert words.count("drill.turnout.votes", 1) == "1 vote in"
    assert words.count("drill.turnout.votes", 2) == "2 votes in"
    assert words.count("drill.lobby.joined", 1) == "1 joined"


def test_default_language() -> None:
    assert default_language({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert default_language({"LANG": "C", "LANGUAGE": "zh"}) == "zh"
    assert default_language({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}) == "en"
    assert default_language({}) == "en"


@pytest.mark.parametrize(
    ("environ", "setting"),
    [
        ({}, None),
        ({"LANG": "zh_CN"}, None),
        ({"LANG": "zh_CN.UTF-8"}, None),
        ({"LANG": "de_DE.utf8@euro"}, None),
        ({"LANG": "C", "LC_ALL": ""}, None),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.GBK"}, None),
        ({"LANG": "zh_CN.GBK"}, "LANG=zh_CN.GBK"),
        ({"LC_ALL": "zh_CN.GB18030", "LANG": "C.UTF-8"}, "LC_ALL=zh_CN.GB18030"),
        ({"LC_CTYPE": "en_US.ISO-8859-1"}, "LC_CTYPE=en_US.ISO-8859-1"),
    ],
)
def test_a_locale_with_another_encoding_is_noticed(environ: dict[str, str], setting: str | None) -> None:
    encoding = non_utf8_locale(environ)
    assert encoding.get("setting") == setting
    if setting:
        assert encoding["better"].endswith(".UTF-8")
        assert non_utf8_locale(dict([encoding["better"].split("=")])) == {}
