"""The routes for phones. No request to them can advance the drill."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection

from aiohttp import web

from roleplay.drill.events.learner import Join, LearnerEvent, OwnWords
from roleplay.drill.names import MAX_LINE, too_long
from roleplay.drill.outcome import Refused
from roleplay.web.net.guard import guard
from roleplay.web.net.limits import Buckets
from roleplay.web.phones import frame
from roleplay.web.phones.forms import ACTIONS, FORM, event_of, form_of
from roleplay.web.phones.join_limit import JoinLimit
from roleplay.web.phones.middleware import MAX_BODY, Allowance, Middleware
from roleplay.web.phones.page import notice_line, page
from roleplay.web.phones.page_cache import PageCache
from roleplay.web.phones.visitor import PhoneLanguages, Visitor, visitor_of
from roleplay.workspace.drills import LearnerAccess

#: The keys of the one-time notices above the page.
_NOTICES = frozenset(
    ("locked", "unknown", "stranger", "door-shut", "full", "no-team", "team-taken", "count", "not-now", "cookie", "cut")
)
#: Maximum length of anything that could be a room code.
_MAX_CODE = 8
#: Seconds after which a phone that was held back asks again.
_RETRY_SECONDS = 3


class Routes:
    """The request handlers for phones."""

    def __init__(
        self,
        access: LearnerAccess,
        languages: PhoneLanguages,
        allowance: Allowance,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access = access
        self._languages = languages
        self._pages = PageCache(access)
        self._wrong_codes = Buckets(allowance.wrong_codes, clock)
        self.joins = JoinLimit(allowance.joins_per_address, clock)
        #: whether any phone has found the room at the current address
        self.was_reached = False
        self.middleware = Middleware(allowance, clock, self._visitor)

    def app(self, hosts: Collection[str]) -> web.Application:
        """The application, for requests to ``hosts`` only."""
        app = web.Application(middlewares=[self.middleware.answer, guard(hosts)], client_max_size=MAX_BODY)
        app.add_routes(
            [
                web.get("/", self._entry),
                web.get("/{code}{_:/?}", self._page),
                web.get("/{code}/now", self._now),
                web.post(f"/{{code}}/{{what:{'|'.join(ACTIONS)}}}", self._act),
            ]
        )
        return app

    async def _entry(self, request: web.Request) -> web.StreamResponse:
        visitor, code = self._visitor(request), request.query.get("code", "")
        if not code:
            return visitor.page(frame.entry_page(visitor.words))
        return visitor.redirect(f"/{self._access.code}") if self._is_room(code) else self._no_room(visitor, code)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        visitor, code = self._present_visitor(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(visitor, code)
        cached = self._pages.of(visitor.voter, visitor.words)
        why = request.query.get("n", "")
        notice = visitor.words(f"phone.notice.{why}") if why in _NOTICES else ""
        text = page(
            cached.phone, visitor.words, visitor.code, cached.body, cached.stamp, notice, self._languages.offered
        )
        return visitor.page(text, token=True)

    async def _now(self, request: web.Request) -> web.StreamResponse:
        visitor, code = self._present_visitor(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(visitor, code)
        cached = self._pages.of(visitor.voter, visitor.words)
        if request.headers.get("If-None-Match") == cached.stamp:
            return web.Response(status=304, headers={"ETag": cached.stamp})
        return visitor.part(cached.body, cached.stamp)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        visitor, code = self._present_visitor(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(visitor, code)
        if request.content_type != FORM or "Content-Encoding" in request.headers:
            return visitor.refuse(415, "form")
        form = form_of(await request.read())
        if form is None:
            return visitor.refuse(400, "wrong")
        if visitor.voter is None:
            return self._after_action(visitor, "cookie")
        phone = self._pages.of(visitor.voter, visitor.words).phone
        event = event_of(
            request.match_info["what"], visitor.voter, form, {line.letter: line.id for line in phone.lines}
        )
        if event is None:
            return visitor.refuse(400, "wrong")
        newcomer = isinstance(event, Join) and not phone.joined
        if newcomer and not self.joins.may_join(visitor.address, visitor.voter):
            return visitor.refuse(429, "crowd", _RETRY_SECONDS)
        answer = self._access.do(event)
        if isinstance(answer, Refused):
            return self._after_action(visitor, str(answer.reason))
        if newcomer:
            self.joins.joined(visitor.address, visitor.voter)
        return self._after_action(visitor, "cut" if _was_truncated(event, phone.names) else "", status=200)

    def _after_action(self, visitor: Visitor, why: str, status: int = 409) -> web.Response:
        """Send the page after an action; ``why`` is the notice if it was refused or only partly accepted."""
        if not visitor.scripted:
            return visitor.redirect(f"/{visitor.code}?n={why}" if why else f"/{visitor.code}")
        cached = self._pages.of(visitor.voter, visitor.words)
        notice = notice_line(visitor.words(f"phone.notice.{why}") if why else "")
        return visitor.part(notice + cached.body, cached.stamp, status=status if why else 200)

    def _no_room(self, visitor: Visitor, code: str) -> web.Response:
        code = _plain(code)
        if not code.isalnum() or len(code) > _MAX_CODE:  # a file that browsers request by themselves
            return visitor.refuse(404, "nowhere")
        wait = self._wrong_codes.take(visitor.address)
        if wait:
            return visitor.refuse(429, "slow", wait)
        if visitor.scripted or visitor.request.method == "POST":
            return visitor.refuse(404, "gone")
        return visitor.page(frame.entry_page(visitor.words, visitor.words("phone.stop.no_room", code=code)), status=404)

    def _is_room(self, code: str) -> bool:
        return _plain(code) == self._access.code

    def _present_visitor(self, request: web.Request) -> Visitor:
        """The visitor of a request to the room, noted as present."""
        visitor = self._visitor(request)
        self._access.note_request(visitor.voter)
        self.was_reached = True
        return visitor

    def _visitor(self, request: web.Request) -> Visitor:
        return visitor_of(request, self._access.code, self._languages)


def _was_truncated(event: LearnerEvent, names: bool) -> bool:
    """Whether the text was truncated. A browser's field enforces the limit, except that some browsers count characters
    differently."""
    match event:
        case OwnWords(text=text):
            return too_long(text, MAX_LINE)
        case Join(name=name):
            return names and too_long(name)
    return False


def _plain(code: str) -> str:
    """A code normalised for comparison, in capitals."""
    return unicodedata.normalize("NFKC", code[:64]).strip().upper()
