"""What each phone shows, kept until the room changes: a page that has nothing new costs a look-up."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, TypeAlias

from roleplay.drill.events.learner import Voter
from roleplay.drill.outcome import Change
from roleplay.locales import Catalogue
from roleplay.presenting.drill.phone_view import PhoneView
from roleplay.web.phones.page import part
from roleplay.workspace.drills import Floor

#: The language of the texts, and that of the rest.
_Read: TypeAlias = tuple[str, str]
#: Phones whose page is kept, at most.
_MOST = 4096


class CachedPage(NamedTuple):
    """What a phone shows: the facts, their HTML, and the name (an ETag) of exactly that."""

    phone: PhoneView
    body: str
    stamp: str


class PageCache:
    """The pictures of all phones."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        #: counts the changes of the room
        self._serial = 0
        self._by_phone: dict[tuple[Voter | None, _Read], tuple[int, CachedPage]] = {}
        #: two phones that show the same are drawn once
        self._drawn: dict[tuple[_Read, PhoneView], CachedPage] = {}
        floor.listen(self._changed)

    def of(self, voter: Voter | None, words: Catalogue) -> CachedPage:
        """What the phone of ``voter`` shows now."""
        who = (voter, (words.language, words.interface))
        kept = self._by_phone.get(who)
        if kept is not None and kept[0] == self._serial:
            return kept[1]
        shown = self._draw(self._floor.phone_view(voter, words), words)
        if len(self._by_phone) >= _MOST:
            self._by_phone.clear()
        self._by_phone[who] = (self._serial, shown)
        return shown

    def _draw(self, phone: PhoneView, words: Catalogue) -> CachedPage:
        what = ((words.language, words.interface), phone)
        shown = self._drawn.get(what)
        if shown is None:
            body = part(phone, words, self._floor.code)
            shown = CachedPage(phone, body, f'"{hashlib.blake2b(body.encode(), digest_size=9).hexdigest()}"')
            if len(self._drawn) >= _MOST:
                self._drawn.clear()
            self._drawn[what] = shown
        return shown

    def _changed(self, changes: frozenset[Change]) -> None:
        self._serial += 1
        if Change.STAGE in changes:
            self._by_phone.clear()
            self._drawn.clear()
