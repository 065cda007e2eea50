"""What is due for practice again, in words: criteria and poor moves, not scenes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.due_cards import DueCard, cards
from roleplay.presenting.focus_tries import PastTry
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import AttemptSummary, When
from roleplay.scene.model import MoveKind
from roleplay.scoring.percent import whole_percent
from roleplay.session.focus import move_of
from roleplay.text.numbers import parse_bounded_int
from roleplay.text.plain import safe

#: Lines of the list that a screen shows.
MAX_SHOWN = 5


class CardName(NamedTuple):
    """The name of a card."""

    #: the name of the criterion or the move
    name: str
    #: the name of the rubric; empty for a move
    rubric: str

    def text(self, words: Catalogue) -> str:
        """The name as it is shown: “Hear” (HEAT)."""
        key = "due.criterion" if self.rubric else "due.move"
        return words(key, name=self.name, rubric=self.rubric)


def card_name(ref: str, contents: Contents, words: Catalogue) -> CardName | None:
    """The name of a card; ``None`` if the library no longer has its criterion or move."""
    language, move = words.language, move_of(ref)
    if move is not None:
        known = contents.moves.get(move)
        return None if known is None else CardName(known.name.get(language), "")
    rubric_id, _, criterion_id = ref.partition(".")
    rubric = contents.rubrics.get(rubric_id)
    criterion = next((c for c in rubric.criteria if c.id == criterion_id), None) if rubric is not None else None
    if rubric is None or criterion is None:
        return None
    return CardName(criterion.name.get(language), rubric.name.get(language))


class DueFact(NamedTuple):
    """A card, its name, and a scene that practises it."""

    card: DueCard
    named: CardName
    #: ``None`` if no scene of the library is known to practise it
    entry: Entry | None

    @property
    def criterion(self) -> str:
        """The name of the criterion, or of the move."""
        return self.named.name

    @property
    def rubric(self) -> str:
        """The name of the rubric; empty for a move."""
        return self.named.rubric


def due(
    finished: Sequence[AttemptSummary], contents: Contents, now: When, words: Catalogue, tries: Iterable[PastTry] = ()
) -> list[DueFact]:
    """The cards due by ``now``: those last answered surely but wrongly first, then the longest overdue.

    Criteria and moves that the library no longer has are left out.
    """
    return [fact for fact in all_cards(finished, contents, now, words, tries) if fact.card.due <= now]


def all_cards(
    finished: Sequence[AttemptSummary], contents: Contents, now: When, words: Catalogue, tries: Iterable[PastTry] = ()
) -> list[DueFact]:
    """Every card: those due by ``now`` in the order of `due`, then the others by date."""
    latest = {summary.scenario_id: summary.ended_at.timestamp() for summary in finished}
    playable = [entry for entry in contents.entries if entry.problem is None and entry.released]
    facts: list[DueFact] = []
    for card in cards(finished, tries):
        name = card_name(card.ref, contents, words)
        if name is not None:
            facts.append(DueFact(card, name, _scene_for(card, playable, latest)))
    later = sorted((fact for fact in facts if fact.card.due > now), key=lambda fact: (fact.card.due, fact.card.ref))
    return [*(fact for fact in facts if fact.card.due <= now), *later]


def _scene_for(card: DueCard, playable: Iterable[Entry], latest: Mapping[str, float]) -> Entry | None:
    """The released scene to practise it in: preferably not the last one, then the one played longest ago.

    For a move it is the scene of its latest review: a list of scenes does not say which moves they offer.
    """
    last = card.latest.scene
    if move_of(card.ref) is not None:
        return next((entry for entry in playable if entry.id == last), None)
    return min(
        (entry for entry in playable if card.ref in entry.practised),
        key=lambda entry: (entry.id == last, latest.get(entry.id, 0.0), entry.difficulty, entry.id),
        default=None,
    )


def when_words(card: DueCard, now: When, words: Catalogue) -> str:
    """Since when the card has been due, or when it will be."""
    days = (now.astimezone().date() - card.due.astimezone().date()).days
    if card.due > now:
        return words("due.today") if days >= 0 else words("due.later", day=local_date(card.due))
    return words("due.today") if days <= 0 else words("due.since_one") if days == 1 else words("due.since", days=days)


def last_words(card: DueCard, words: Catalogue) -> str:
    """The last result of the card, and its date."""
    latest, kind = card.latest, "due.last"
    if move_of(card.ref) is not None:
        kind = "due.last_move" if latest.times_made else "due.last_not_made"
    facts = {"percent": whole_percent(latest.percent), "made": latest.times_made, "moments": latest.moments}
    last = words(f"{kind}_focus" if latest.from_drill else kind, day=local_date(latest.at), **facts)
    return words("due.sure_wrong", last=last) if card.sure_wrong else last


def due_line(fact: DueFact, now: When, words: Catalogue) -> str:
    """A card in a sentence: when it is due, its last result, where to practise it."""
    where = ""
    if fact.entry is not None:
        title = words("progress.titled", title=fact.entry.title.get(words.language), id=fact.entry.id)
        where = words("due.where" if fact.named.rubric else "due.where_move", title=title)
    text = words(
        "due.line",
        card=fact.named.text(words),
        since=when_words(fact.card, now, words),
        last=last_words(fact.card, words),
    )
    return safe(f"{text}{where}", newlines=False)


def due_lines(
    facts: Sequence[DueFact], now: When, words: Catalogue, limit: int | None = None, *, numbered: bool = False
) -> list[str]:
    """How many cards are due, and a line for each, at most ``limit``; ``numbered`` as `roleplay focus` expects."""
    if not facts:
        return [words("due.nothing")]
    shown = facts if limit is None else facts[:limit]
    more = [words("due.more", count=len(facts) - len(shown))] if len(facts) > len(shown) else []
    return [words("due.count", count=len(facts)), *card_lines(shown, now, words, numbered=numbered), *more]


def card_lines(facts: Iterable[DueFact], now: When, words: Catalogue, *, numbered: bool) -> list[str]:
    """A line for each card; ``numbered`` from 1."""
    lines = [due_line(each, now, words) for each in facts]
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)] if numbered else lines


def due_json(facts: Iterable[DueFact]) -> list[Mapping[str, Any]]:
    """What is due as JSON data: stable keys, times with their zone.

    ``criterion`` is null for a move. ``last_moments`` (how often a move was offered last time) and ``last_made`` (how
    often it was made) are null for a criterion.
    """
    return [
        {
            "card": fact.card.ref,
            "criterion": fact.card.ref if move_of(fact.card.ref) is None else None,
            "move": move_of(fact.card.ref),
            "due": fact.card.due.isoformat(),
            "last": fact.card.latest.at.isoformat(),
            "last_scene": fact.card.latest.scene,
            "last_percent": fact.card.latest.percent,
            "last_made": None if move_of(fact.card.ref) is None else fact.card.latest.times_made,
            "last_moments": None if move_of(fact.card.ref) is None else fact.card.latest.moments,
            "last_sure_wrong": fact.card.sure_wrong,
            "last_was_focus_drill": fact.card.latest.from_drill,
            "days_practised": fact.card.review_count,
            "scene": None if fact.entry is None else fact.entry.id,
        }
        for fact in facts
    ]


def find_card(word: str | None, facts: Sequence[DueFact], contents: Contents) -> str | None:
    """The card that a word refers to: its number in the list of all, or its reference; without a word the first.

    ``None`` if there is no such card. Any criterion or poor move of the library can be drilled, card or not.
    """
    if word is None:
        return facts[0].card.ref if facts else None
    number = parse_bounded_int(word, 1, len(facts))
    if number is not None:
        return facts[number - 1].card.ref
    move = move_of(word)
    if move is not None:
        found = contents.moves.get(move)
        return word if found is not None and found.kind is MoveKind.POOR else None
    rubric_id, _, criterion_id = word.partition(".")
    rubric = contents.rubrics.get(rubric_id)
    return word if rubric is not None and any(c.id == criterion_id for c in rubric.criteria) else None
