"""A cache of each phone's page until the room changes: an unchanged page costs one look-up."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, TypeAlias

from roleplay.drill.events.learner import Voter
from roleplay.drill.outcome import Change
from roleplay.locales import Catalogue
from roleplay.presenting.drill.phone_view import PhoneView
from roleplay.web.phones.page import part
from roleplay.workspace.drills import LearnerAccess

#: The language of the scene's texts, and that of the interface.
_Read: TypeAlias = tuple[str, str]
#: Maximum number of phones whose page is cached.
_MOST = 4096


class CachedPage(NamedTuple):
    """The page of a phone: the facts, their HTML, and its ETag."""

    phone: PhoneView
    body: str
    stamp: str


class PageCache:
    """The cached pages of all phones."""

    def __init__(self, access: LearnerAccess) -> None:
        self._access = access
        #: number of changes of the room so far
        self._serial = 0
        self._by_phone: dict[tuple[Voter | None, _Read], tuple[int, CachedPage]] = {}
        #: phones with the same page share one rendering
        self._drawn: dict[tuple[_Read, PhoneView], CachedPage] = {}
        access.listen(self._changed)

    def of(self, voter: Voter | None, words: Catalogue) -> CachedPage:
        """The current page of the phone of ``voter``."""
        key = (voter, (words.language, words.interface))
        entry = self._by_phone.get(key)
        if entry is not None and entry[0] == self._serial:
            return entry[1]
        cached = self._draw(self._access.phone_view(voter, words), words)
        if len(self._by_phone) >= _MOST:
            self._by_phone.clear()
        self._by_phone[key] = (self._serial, cached)
        return cached

    def _draw(self, phone: PhoneView, words: Catalogue) -> CachedPage:
        key = ((words.language, words.interface), phone)
        cached = self._drawn.get(key)
        if cached is None:
            body = part(phone, words, self._access.code)
            cached = CachedPage(phone, body, f'"{hashlib.blake2b(body.encode(), digest_size=9).hexdigest()}"')
            if len(self._drawn) >= _MOST:
                self._drawn.clear()
            self._drawn[key] = cached
        return cached

    def _changed(self, changes: frozenset[Change]) -> None:
        self._serial += 1
        if Change.STAGE in changes:
            self._by_phone.clear()
            self._drawn.clear()
