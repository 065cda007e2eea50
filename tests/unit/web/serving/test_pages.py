"""The pages: in the learner's language, self-contained, and safe from any name."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

pytest.importorskip("jinja2")

from roleplay.locales import LANGUAGES, catalogue
from roleplay.web.serving.pages import Pages, asset, page_language, socket_name, socket_path

HOST = "192.168.1.5:8000"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} '&"


@pytest.fixture
def pages() -> Pages:
    return Pages(catalogue, 30)


class ParsedPage(HTMLParser):
    """The contents of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_asks_for_a_name_and_explains_why(pages: Pages, language: str) -> None:
    read, words = ParsedPage(pages.start(language)), catalogue(language)
    assert all(words(f"serve.start.{key}") in read.text for key in ("about", "name", "keeps", "forgets", "open"))
    assert [field["name"] for field in read.all("input")] == ["lang", "name"]
    assert read.all("form") == [{"action": "/play", "method": "get"}]
    other = next(code for code in LANGUAGES if code != language)
    assert read.all("a") == [{"lang": other, "href": f"/?lang={other}"}]
    assert (read.all("html")[0]["lang"] or "").startswith(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "王小明", HOSTILE])
def test_a_page_loads_nothing_from_elsewhere(pages: Pages, language: str, name: str) -> None:
    for page in (pages.start(language), pages.play(language, name, HOST)):
        links = [
            value or "" for _, every in ParsedPage(page).tags for key, value in every.items() if key in ("src", "href")
        ]
        assert links
        assert all(re.match(r"/[^/]|/$|data:,$", link) for link in links), links
        assert "style=" not in page


def test_a_name_is_shown_as_it_is(pages: Pages) -> None:
    page = pages.play("en", HOSTILE, HOST)
    read, plain = ParsedPage(page), ParsedPage(pages.play("en", "Anna", HOST))
    assert [tag for tag, _ in read.tags] == [tag for tag, _ in plain.tags]
    assert HOSTILE in read.text  # the title
    assert "<script>alert" not in page
    assert "49" not in read.text


def test_the_page_of_a_name_draws_that_name(pages: Pages) -> None:
    for name in ("", "王小明", "..", "a/b?c#d%2e", HOSTILE):
        terminal = next(
            element
            for element in ParsedPage(pages.play("zh", name, HOST)).all("div")
            if element.get("id") == "terminal"
        )
        path = socket_path("zh", name)
        assert terminal["data-session-websocket-url"] == f"ws://{HOST}{path}"
        assert re.fullmatch("/ws/zh/[0-9a-f]*", path)
        assert socket_name(path.rpartition("/")[2]) == name


@pytest.mark.parametrize("written", ["zz", "abc", "ff"])
def test_an_invalid_name_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        socket_name(written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_an_end_is_explained(pages: Pages, language: str) -> None:
    words = catalogue(language)
    named, nameless = ParsedPage(pages.play(language, "Anna", HOST)), ParsedPage(pages.play(language, "", HOST))
    for why in ("ended", "lost", "full", "failed"):
        assert words(f"serve.over.{why}") in named.text
        assert [section for section in named.all("section") if section["data-why"] == why]
        assert f'"{why}"' in asset("page.js")  # the script knows it
    assert words("serve.over.ended_about") in named.text
    assert words("serve.over.ended_about") not in nameless.text  # nothing was saved
    assert words("serve.over.ended_nameless") in nameless.text
    assert "30" in named.text
    again = named.all("a")[0]["href"]
    assert again == f"/play?lang={language}&name=Anna"


@pytest.mark.parametrize(
    ("asked", "accepted", "otherwise", "language"),
    [
        ("zh", "en", "en", "zh"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", None, "zh"),
        ("", "zh-CN", "en", "en"),
        ("", "en-GB,zh;q=0.5", None, "en"),
        ("", "de", None, "en"),
        ("", "", None, "en"),
        ("", "", "zh", "zh"),
        ("<b>", "zh;q=1", None, "zh"),
    ],
)
def test_the_language_of_a_page(asked: str, accepted: str, otherwise: str | None, language: str) -> None:
    assert page_language(asked, accepted, otherwise) == language
