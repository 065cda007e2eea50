"""A scene as one self-contained page: its data, texts, script and style in one file that loads nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from roleplay import __version__
from roleplay.locales import LANGUAGES, catalogue
from roleplay.player.data import scene_data
from roleplay.player.scripts import engine_script, script_file, words_for
from roleplay.reports.markup import TAGS, Markup, element
from roleplay.reports.player.style import STYLE
from roleplay.scene.model import Bundle
from roleplay.text.languages import native_name

#: The folder of the page's script files.
FOLDER = Path(__file__).parent / "script"


class PageHost(StrEnum):
    """What opens the page, which decides where it reports to."""

    #: a browser: nothing is sent anywhere
    ALONE = "page"
    #: a learning management system that speaks cmi5
    CMI5 = "cmi5"
    #: a learning management system that speaks SCORM 1.2
    SCORM = "scorm"


#: The files of the page's script in order, by host.
_SCRIPTS = {
    PageHost.ALONE: ("dom", "talk", "looking_back", "briefing", "page", "alone", "start"),
    PageHost.CMI5: ("dom", "talk", "looking_back", "briefing", "page", "alone", "store", "statement", "cmi5", "start"),
    PageHost.SCORM: ("dom", "talk", "looking_back", "briefing", "page", "alone", "scorm", "start"),
}


def scene_page(
    bundle: Bundle, language: str, host: PageHost = PageHost.ALONE, reporting: Mapping[str, Any] = {}
) -> str:
    """The page, reproducible for a bundle; it starts in the browser's language.

    ``language`` is that of its initial title, and the one it starts in if it has none that the browser asks for;
    ``reporting`` are the names that a reporting script needs.
    """
    scenario = bundle.scenario
    script = page_script(host)
    scene = _as_json(scene_data(bundle))
    setup = {
        "kind": host.value,
        "language": language,
        "digest": sha256(scene.encode()).hexdigest(),
        "names": {code: native_name(code) for code in dict.fromkeys((*LANGUAGES, *scenario.languages))},
        "made": f"roleplay {__version__} · {scenario.id}",
        **reporting,
    }
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(script, host)),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("meta", name_="referrer", content="no-referrer"),
        element("title", scenario.title.get(language)),
        Markup(f"<style>{STYLE}</style>"),
    )
    data = ("scene", scene), ("words", _as_json(words_for(script))), ("setup", _as_json(setup))
    blocks = [Markup(f'<script type="application/json" id="{name}">{text}</script>\n') for name, text in data]
    without = [element("p", catalogue(code)("player.no_script"), lang=TAGS[code]) for code in LANGUAGES]
    body = element("body", element("noscript", *without), *blocks, Markup(f"<script>{script}</script>"))
    return f"<!DOCTYPE html>\n{element('html', head, Markup(chr(10)), body, lang=TAGS.get(language, language))}\n"


def page_script(host: PageHost) -> str:
    """The whole script of a page, in its own scope."""
    parts = (engine_script(), *(script_file(FOLDER / f"{name}.js") for name in _SCRIPTS[host]))
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _policy(script: str, host: PageHost) -> str:
    """The Content-Security-Policy: no network, form or other script; a cmi5 page restricts itself to its LMS later."""
    network = "https: http:" if host is PageHost.CMI5 else "'none'"
    digests = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (script, STYLE)]
    return (
        f"default-src 'none'; script-src {digests[0]}; style-src {digests[1]}; connect-src {network}; "
        "base-uri 'none'; form-action 'none'"
    )


def _as_json(data: Any) -> str:
    """``data`` as JSON that is safe in a page: nothing in it can close the element around it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
