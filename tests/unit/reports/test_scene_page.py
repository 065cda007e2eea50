"""The page of a scene: one self-contained file, whatever its texts are."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

import roleplay
from builders import bundle, ending, scene
from roleplay.player.scripts import engine_script, words_for
from roleplay.reports.player.page import PageHost, page_script, scene_page

NASTY = "</script><script>alert(1)</script><!-- & \" ' \u2028"


def block(page: str, name: str) -> dict[str, object]:
    match = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data: dict[str, object] = json.loads(match[1])
    return data


def test_a_scenes_texts_cannot_close_an_element() -> None:
    nasty = NASTY.replace("\u2028", "")
    page = scene_page(bundle(scene(title=nasty, endings={"end": ending(text=nasty), "lost": ending("failure")})), "en")
    assert page.count("<script") == 4  # three with data and one with code
    assert block(page, "scene")["title"] == {"en": nasty}


@pytest.mark.parametrize("host", PageHost)
def test_the_policy_allows_the_one_script_and_no_network(host: PageHost) -> None:
    page = scene_page(bundle(scene()), "en", host)
    script = page_script(host)
    assert f"<script>{script}</script>" in page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy is not None
    assert f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}" in policy[1]
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert ("connect-src &#x27;none&#x27;" in policy[1]) is (host is not PageHost.CMI5)
    assert not re.search(r"\b(src|href)=", page)


def test_it_contains_only_the_words_used_in_both_languages() -> None:
    words = words_for(engine_script())
    assert words["zh"].keys() == words["en"].keys()
    assert "debrief.headline_regret_tied" in words["en"]
    assert "drill.title" not in words["en"]


def test_it_starts_in_its_own_language_if_the_browser_asks_for_none_of_its_languages() -> None:
    assert [block(scene_page(bundle(scene()), code), "setup")["language"] for code in ("en", "zh")] == ["en", "zh"]


def test_every_script_file_is_short_enough_to_read() -> None:
    here = Path(roleplay.__file__).parent
    files = [path for folder in ("player", "reports/player") for path in (here / folder / "script").glob("*.js")]
    assert len(files) > 10
    assert not [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 400]
