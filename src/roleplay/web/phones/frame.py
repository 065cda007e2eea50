"""The frame of every page for phones: head, style, script, links to other languages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.text.escaping import escape_markup as escape
from roleplay.text.languages import native_name

#: The value of ``lang`` for languages whose code is not used as it is.
TAGS = {"zh": "zh-CN"}
#: Seconds after which a page without scripts refreshes.
REFRESH_SECONDS = 5


@cache
def style() -> str:
    """The style sheet as it is sent."""
    return "".join(line.strip() for line in _text("page.css").splitlines())


@cache
def script() -> str:
    """The script as it is sent."""
    lines = (line.strip() for line in _text("phone.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def policy() -> str:
    """The Content-Security-Policy: the page's own style and script, requests to this server, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style())}'; script-src '{_digest(script())}'; connect-src 'self'; "
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def room_page(
    words: Catalogue, code: str, title: str, body: str, stamp: str, *, fresh: bool, languages: Sequence[str] = LANGUAGES
) -> str:
    """The page of the room. ``stamp`` identifies the content of ``body``; with ``fresh`` it refreshes without scripts.

    ``languages`` are those that can be chosen.
    """
    again = f'<noscript><meta http-equiv="refresh" content="{REFRESH_SECONDS};url=/{code}"></noscript>' if fresh else ""
    waits = "" if fresh else f'<noscript><p><a href="/{code}">{escape(words("phone.look_again"))}</a></p></noscript>'
    says = "".join(
        f' data-{key}="{escape(words(f"phone.wire.{key}"))}"' for key in ("sending", "held", "lost", "pending")
    )
    return _page(
        words,
        f"{words('phone.room', code=code)} · {title}",
        f"{_header(words, f'/{code}', title, languages)}{body}{waits}<script>{script()}</script>",
        head=again,
        data=f' data-stamp="{escape(stamp)}" data-now="/{code}/now"{says}',
    )


def entry_page(words: Catalogue, notice: str = "") -> str:
    """The page that asks for the room code; ``notice`` says what was wrong with the last one."""
    return _page(
        words,
        words("phone.entry.title"),
        f"{_header(words, '/', words('phone.entry.title'))}<main>"
        f'<p id="notice" role="alert">{escape(notice)}</p>'
        f'<form action="/"><label for="code">{escape(words("phone.entry.label"))}</label>'
        '<input id="code" name="code" maxlength="8" autocomplete="off" autocapitalize="characters" spellcheck="false">'
        f'<button class="go">{escape(words("phone.entry.go"))}</button></form></main>',
    )


def refusal_page(words: Catalogue, sentence: str, code: str = "", seconds: int | None = None) -> str:
    """A page with a refusal and a link back to the room; after ``seconds`` the page goes there by itself."""
    back = f'<p><a href="/{code}">{escape(words("phone.back"))}</a></p>'
    refresh = "" if seconds is None else f'<meta http-equiv="refresh" content="{seconds};url=/{code}">'
    body = f'{_header(words, f"/{code}", words("phone.entry.title"))}<main><p id="notice">{escape(sentence)}</p>{back}'
    return _page(words, sentence, f"{body}</main>", head=refresh)


def _header(words: Catalogue, path: str, title: str, languages: Sequence[str] = LANGUAGES) -> str:
    links = "".join(_link(path, code) for code in languages if code != words.language)
    return f"<header><h1>{escape(title)}</h1>{links}</header>"


def _link(path: str, code: str) -> str:
    """A link to the same page in another language, labelled with that language's own name."""
    tag = escape(TAGS.get(code, code))
    return f'<a href="{path}?lang={quote(code)}" lang="{tag}" hreflang="{tag}">{escape(native_name(code))}</a>'


def _page(words: Catalogue, title: str, body: str, head: str = "", data: str = "") -> str:
    return (
        f'<!doctype html><html lang="{TAGS.get(words.interface, words.interface)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">{head}'
        f"<style>{style()}</style></head><body{data}>{body}</body></html>"
    )


def _text(name: str) -> str:
    return files("roleplay.web.phones").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
