"""The pages for browsers: the start page, and the page with the terminal."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from urllib.parse import urlencode

import jinja2

from roleplay.locales import LANGUAGES, Catalogue, default_language

#: Monospaced Latin fonts first, so that quotation marks and dashes take one cell; then Chinese fonts.
FONTS = ", ".join(
    (
        "'Sarasa Term SC'",
        "'Cascadia Mono'",
        "Consolas",
        "Menlo",
        "'DejaVu Sans Mono'",
        "'Liberation Mono'",
        "'Noto Sans Mono CJK SC'",
        "'Source Han Sans SC'",
        "'PingFang SC'",
        "'Microsoft YaHei'",
        "monospace",
    )
)
_LABELS = {"zh": "中文", "en": "English"}
_TAGS = {"zh": "zh-CN", "en": "en"}


def page_language(asked: str, accepted: str, otherwise: str | None) -> str:
    """The language of a page: the one ``asked`` for, else the server's own (``otherwise``), else the browser's.

    ``accepted`` is the header ``Accept-Language``, of which only the first entry counts.
    """
    if asked in LANGUAGES:
        return asked
    first = accepted.split(",")[0].split(";")[0].strip()
    return otherwise or default_language({"LANG": first})


def asset(name: str) -> str:
    """A file of this package's assets."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


class Pages:
    """All pages, in every language. All values in them are escaped."""

    def __init__(self, words: Callable[[str], Catalogue], most: int) -> None:
        """``words`` returns the words of a language; ``most`` is the maximum number of simultaneous pages."""
        self._words = words
        self._most = most
        self._templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(asset),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def start(self, language: str) -> str:
        """The page where a learner may enter a name."""
        languages = [(code, _LABELS[code]) for code in LANGUAGES]
        return self._page("start.html", language, "", languages=languages)

    def play(self, language: str, name: str, host: str) -> str:
        """The page where the learner ``name`` plays, with a websocket to ``host`` ("192.168.1.5:8000")."""
        words = self._words(language)
        variant = "about" if name else "nameless"
        endings = [(why, words(f"serve.over.{why}_{variant}")) for why in ("ended", "lost")]
        endings += [(why, words(f"serve.over.{why}_about", most=self._most)) for why in ("full", "failed")]
        return self._page(
            "play.html",
            language,
            name,
            socket=f"ws://{host}{socket_path(language, name)}",
            fonts=FONTS,
            endings=endings,
            again=f"/play?{urlencode({'lang': language, 'name': name})}",
            start=f"/?{urlencode({'lang': language})}",
        )

    def _page(self, template: str, language: str, name: str, **values: object) -> str:
        return self._templates.get_template(template).render(
            words=self._words(language), language=language, tag=_TAGS[language], name=name, **values
        )


def socket_path(language: str, name: str) -> str:
    """The websocket path for ``name``. It is in hexadecimal, as a browser would resolve a name such as ``..``."""
    return f"/ws/{language}/{name.encode().hex()}"


def socket_name(written: str) -> str:
    """The name in the last part of a `socket_path`, which is untrusted. Raises `ValueError`."""
    return bytes.fromhex(written).decode()
