"""The routes for phones. No request to them can advance the drill."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection

from aiohttp import web

from roleplay.drill.events.learner import Join, LearnerEvent, OwnWords
from roleplay.drill.names import LINE, too_long
from roleplay.drill.outcome import Refused
from roleplay.web.net.guard import guard
from roleplay.web.net.limits import Buckets
from roleplay.web.phones import frame
from roleplay.web.phones.forms import ACTIONS, FORM, event_of, form_of
from roleplay.web.phones.join_limit import JoinLimit
from roleplay.web.phones.middleware import LONGEST, Allowance, Middleware
from roleplay.web.phones.page import page, said_above
from roleplay.web.phones.page_cache import PageCache
from roleplay.web.phones.visitor import Spoken, Visitor, visitor
from roleplay.workspace.drills import Floor

#: The keys of the one-time notices above the page.
_NOTICES = frozenset(
    ("locked", "unknown", "stranger", "door-shut", "full", "no-team", "team-taken", "count", "not-now", "cookie", "cut")
)
#: Maximum length of anything that could be a room code.
_CODE = 8
#: Seconds after which a phone that was held back asks again.
_ASKS_AGAIN = 3


class Routes:
    """The request handlers for phones."""

    def __init__(
        self,
        floor: Floor,
        spoken: Spoken,
        allowance: Allowance,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._floor = floor
        self._spoken = spoken
        self._shows = PageCache(floor)
        self._wrong_codes = Buckets(allowance.wrong_codes, clock)
        self.joins = JoinLimit(allowance.joins_per_address, clock)
        #: whether any phone has found the room at the current address
        self.asked = False
        self.around = Middleware(allowance, clock, self._visitor)

    def app(self, hosts: Collection[str]) -> web.Application:
        """The application, for requests to ``hosts`` only."""
        app = web.Application(middlewares=[self.around.answer, guard(hosts)], client_max_size=LONGEST)
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
        who, code = self._visitor(request), request.query.get("code", "")
        if not code:
            return who.page(frame.entry(who.words))
        return who.see(f"/{self._floor.code}") if self._is_room(code) else self._no_room(who, code)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        who, code = self._heard(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(who, code)
        shown = self._shows.of(who.voter, who.words)
        why = request.query.get("n", "")
        notice = who.words(f"phone.notice.{why}") if why in _NOTICES else ""
        text = page(shown.phone, who.words, who.code, shown.body, shown.stamp, notice, self._spoken.offered)
        return who.page(text, token=True)

    async def _now(self, request: web.Request) -> web.StreamResponse:
        who, code = self._heard(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(who, code)
        shown = self._shows.of(who.voter, who.words)
        if request.headers.get("If-None-Match") == shown.stamp:
            return web.Response(status=304, headers={"ETag": shown.stamp})
        return who.part(shown.body, shown.stamp)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        who, code = self._heard(request), request.match_info["code"]
        if not self._is_room(code):
            return self._no_room(who, code)
        if request.content_type != FORM or "Content-Encoding" in request.headers:
            return who.stop(415, "form")
        form = form_of(await request.read())
        if form is None:
            return who.stop(400, "wrong")
        if who.voter is None:
            return self._told(who, "cookie")
        phone = self._shows.of(who.voter, who.words).phone
        event = event_of(request.match_info["what"], who.voter, form, {line.letter: line.id for line in phone.lines})
        if event is None:
            return who.stop(400, "wrong")
        newcomer = isinstance(event, Join) and not phone.joined
        if newcomer and not self.joins.may(who.address, who.voter):
            return who.stop(429, "crowd", _ASKS_AGAIN)
        answer = self._floor.do(event)
        if isinstance(answer, Refused):
            return self._told(who, str(answer.why))
        if newcomer:
            self.joins.joined(who.address, who.voter)
        return self._told(who, "cut" if _cut(event, phone.names) else "", status=200)

    def _told(self, who: Visitor, why: str, status: int = 409) -> web.Response:
        """Send the page after an action; ``why`` is the notice if it was refused or only partly accepted."""
        if not who.scripted:
            return who.see(f"/{who.code}?n={why}" if why else f"/{who.code}")
        shown = self._shows.of(who.voter, who.words)
        notice = said_above(who.words(f"phone.notice.{why}") if why else "")
        return who.part(notice + shown.body, shown.stamp, status=status if why else 200)

    def _no_room(self, who: Visitor, code: str) -> web.Response:
        code = _plain(code)
        if not code.isalnum() or len(code) > _CODE:  # a file that browsers request by themselves
            return who.stop(404, "nowhere")
        wait = self._wrong_codes.take(who.address)
        if wait:
            return who.stop(429, "slow", wait)
        if who.scripted or who.request.method == "POST":
            return who.stop(404, "gone")
        return who.page(frame.entry(who.words, who.words("phone.stop.no_room", code=code)), status=404)

    def _is_room(self, code: str) -> bool:
        return _plain(code) == self._floor.code

    def _heard(self, request: web.Request) -> Visitor:
        """The visitor of a request to the room, noted as present."""
        who = self._visitor(request)
        self._floor.heard(who.voter)
        self.asked = True
        return who

    def _visitor(self, request: web.Request) -> Visitor:
        return visitor(request, self._floor.code, self._spoken)


def _cut(event: LearnerEvent, names: bool) -> bool:
    """Whether the text was truncated. A browser's field enforces the limit, except that some browsers count characters
    differently."""
    match event:
        case OwnWords(text=text):
            return too_long(text, LINE)
        case Join(name=name):
            return names and too_long(name)
    return False


def _plain(code: str) -> str:
    """A code normalised for comparison, in capitals."""
    return unicodedata.normalize("NFKC", code[:64]).strip().upper()
