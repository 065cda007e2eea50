"""The sender of a request: its phone, its language, and how much of the page it wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from aiohttp import web

from roleplay.drill.events.learner import Voter
from roleplay.locales import Catalogue
from roleplay.text.languages import ReadingLanguage
from roleplay.web.phones.forms import language_of, new_token, token_of
from roleplay.web.phones.frame import refusal_page
from roleplay.workspace.drills import voter_from_token

#: With this request header only the changing part is sent, and messages as plain text.
PART = "X-Part"
#: The cookie of the language; the token's cookie has the room's code in its name.
_LANGUAGE = "roleplay-language"
#: Lifetime of cookies in seconds: one day.
_DAY = 24 * 3600


class Visitor(NamedTuple):
    """The phone behind a request."""

    request: web.Request
    #: the code of the room
    code: str
    words: Catalogue
    #: ``None`` if the browser sent no token
    token: str | None

    @property
    def voter(self) -> Voter | None:
        """The voter with this phone; ``None`` if it has no token yet."""
        return None if self.token is None else voter_from_token(self.token)

    @property
    def address(self) -> str:
        """The address the request came from; empty if the connection is gone."""
        return self.request.remote or ""

    @property
    def scripted(self) -> bool:
        """Whether the request was made by the page's script."""
        return PART in self.request.headers

    # -- responses ---------------------------------------------------------------------

    def page(self, text: str, *, status: int = 200, token: bool = False) -> web.Response:
        """A whole page; with ``token`` the phone gets one if it has none. A language in the URL is remembered."""
        response = web.Response(text=text, content_type="text/html", charset="utf-8", status=status)
        if token:
            self._give_token(response)
        if self.request.query.get("lang") == self.words.language:
            self._set_cookie(response, _LANGUAGE, self.words.language)
        return response

    def part(self, text: str, stamp: str, *, status: int = 200) -> web.Response:
        """The changing part of the page."""
        return web.Response(
            text=text, content_type="text/html", charset="utf-8", status=status, headers={"ETag": stamp}
        )

    def redirect(self, path: str) -> web.Response:
        """A redirect (303) to ``path``; gives the phone a token if it has none."""
        response = web.Response(status=303, headers={"Location": path})
        self._give_token(response)
        return response

    def refuse(self, status: int, key: str, seconds: float | None = None) -> web.Response:
        """A refusal in one sentence; ``seconds``: when to try again."""
        sentence = self.words(f"phone.stop.{key}")
        retry_after = None if seconds is None else max(1, int(-(-seconds // 1)))
        if self.scripted:
            response = web.Response(text=sentence, status=status)
        else:
            response = self.page(refusal_page(self.words, sentence, self.code, retry_after), status=status)
        if retry_after is not None:
            response.headers["Retry-After"] = str(retry_after)
        return response

    def _give_token(self, response: web.Response) -> None:
        if self.token is None:
            self._set_cookie(response, _cookie(self.code), new_token())

    def _set_cookie(self, response: web.Response, name: str, value: str) -> None:
        response.set_cookie(name, value, max_age=_DAY, path="/", httponly=True, samesite="Strict")


class PhoneLanguages(NamedTuple):
    """The languages that phones can choose."""

    #: the words of each interface language
    words: Mapping[str, Catalogue]
    #: every language that can be chosen: these, and the others that the scene has
    offered: Sequence[str]
    #: returns the facilitator's current words
    facilitator_words: Callable[[], Catalogue]

    def words_for(self, named: str, accepted: str) -> Catalogue:
        """The words for a phone that chose the language ``named`` (perhaps an invalid one); ``accepted`` is its header.

        If nothing was chosen and the facilitator reads the scene in a language that the interface lacks, phones show
        the scene in that language, too.
        """
        facilitator = self.facilitator_words()
        words = self.words.get(named) or self.words[language_of(accepted, self.words, facilitator.interface)]
        if named in self.words:
            return words
        if named in self.offered:
            return words.with_scene_language(named)
        if isinstance(facilitator.language, ReadingLanguage):
            return words.with_scene_language(str(facilitator.language))
        return words


def visitor_of(request: web.Request, code: str, languages: PhoneLanguages) -> Visitor:
    """The phone behind ``request``, in the language of the URL, of its cookie, or that its browser prefers."""
    named = request.query.get("lang") or request.cookies.get(_LANGUAGE) or ""
    words = languages.words_for(named, request.headers.get("Accept-Language", ""))
    return Visitor(request, code, words, token_of(request.cookies.get(_cookie(code))))


def _cookie(code: str) -> str:
    return f"roleplay-{code}"
