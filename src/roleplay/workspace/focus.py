"""Focus drills and the record: finding where points were lost on a card, and storing every try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from roleplay.engine import IllegalChoice
from roleplay.presenting.due_cards import DueCard, cards
from roleplay.presenting.focus import FocusPage, FocusResult, focus_result
from roleplay.presenting.focus_tries import KIND, PastTry, past_tries, tried_that_day, try_data
from roleplay.reading.contents import BrokenScene, Entry, UnknownScene
from roleplay.records.model import AttemptRecord, AttemptSummary
from roleplay.records.settings import ON
from roleplay.scene.model import Bundle
from roleplay.scene.reactions import distinguishable_casts
from roleplay.session import Options
from roleplay.session.focus import TRIES, FocusPhase, FocusState, FocusTry, TrySearchResult, move_of, should_repeat
from roleplay.session.focus_states import (
    ExploredStory,
    FocusMoment,
    Loss,
    Pairs,
    choose_variant,
    losses,
    lost_moments,
    moments_by_expected_loss,
    next_moment,
    reached,
    variants,
)
from roleplay.workspace.attempts import setup_of

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.workspace.workspace import Workspace

#: Maximum number of scenes to search if the record has too few moments.
_MAX_SCENES = 3
#: Maximum number of casts to search in each of them.
_MAX_CASTS = 8


def tries_of(workspace: Workspace) -> list[PastTry]:
    """All tries that were played to their end, oldest first."""
    return past_tries(workspace.store.practice.events(KIND))


class FocusDrill:
    """A drill on one card: up to three tries, each stored when it is over, so leaving in between loses none of them.

    Its `phase` says what to call next: `find` and `take` while looking, `end_try` after the next try was played, then
    `go_on`.
    """

    def __init__(self, workspace: Workspace, card: str, language: str) -> None:
        self.card = card
        self.phase = FocusPhase.SEARCHING
        #: the next try
        self.next: FocusTry | None = None
        #: whether there is no next try because a scene can no longer be played
        self.broken = False
        #: the tries of this drill that were played to their end
        self.tries: list[FocusTry] = []
        self._workspace = workspace
        self._language = language
        self._known: dict[tuple[str, Pairs], ExploredStory | None] = {}
        self._moments: list[FocusMoment] | None = None
        #: the card before the drill, and after its tries
        self._before: DueCard | None = None
        self._after: DueCard | None = None

    # -- steps -------------------------------------------------------------------------------------------------

    def find(self) -> TrySearchResult:
        """Look for the next try; takes up to several seconds, and may run in a thread."""
        try:
            return TrySearchResult(self.next_try())
        except (UnknownScene, BrokenScene, IllegalChoice, LookupError, OSError):
            return TrySearchResult(None, broken=True)

    def take(self, result: TrySearchResult) -> None:
        """Take the outcome of `find`: there is a next try, or none and the tries so far are the result."""
        self.next, self.broken = result.tried, result.broken
        if result.tried is not None:
            self.phase = FocusPhase.READY
        elif self.tries:
            self.stop()
        else:
            self.phase = FocusPhase.NOTHING

    def end_try(self) -> None:
        """End the next try: if it was played to its end it is stored and reviewed, if it was left the drill stops."""
        tried, self.next = self.next, None
        if tried is not None and tried.over:
            self.keep(tried)
            self.phase = FocusPhase.REVIEW
        else:
            self.stop()

    def go_on(self) -> FocusPhase:
        """Continue after the review of a try: to the next one, or to the result. Returns the new phase."""
        if self.over:
            self.stop()
        else:
            self.phase = FocusPhase.SEARCHING
        return self.phase

    def stop(self) -> None:
        """Go to the result of the tries so far."""
        self.next = None
        self.phase = FocusPhase.RESULT
        self._after = self.due_card() if self.tries else None

    def result(self, words: Catalogue) -> FocusResult:
        """The result of the drill, once it is in the result phase."""
        moved, store = self.moved(self._after), self._workspace.store
        return focus_result(
            self.card, self.tries, self._after, self._workspace.now, words, moved=moved, saved=store.saving
        )

    def page(self, words: Catalogue) -> FocusPage:
        """What is shown of the drill in its current phase."""
        result = self.result(words) if self.phase is FocusPhase.RESULT and self.tries else None
        return FocusPage(self.phase, self.tries, self.next, result, broken=self.broken)

    # -- tries -------------------------------------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether all tries were played."""
        return len(self.tries) >= TRIES

    def next_try(self) -> FocusTry | None:
        """The next try: the same moment again if the last try lost points there for the first time, else another one.

        A moment that was already tried today, in a drill that was left, also counts as tried again.

        ``None`` if no scene offers what the card is about. The first call takes up to several seconds.
        """
        past = past_tries(self._workspace.store.practice.events(KIND, self.card))
        if should_repeat(self.tries):
            return self._make_try(self.tries[-1].state, again=True, order=len(past))
        if self._moments is None:
            self._before = self.due_card()
            self._moments = self._find_moments()
        tries_by_place: dict[tuple[str, str], int] = {}
        for each in past:
            tries_by_place[each.state.place] = tries_by_place.get(each.state.place, 0) + 1
        remaining = list(self._moments)
        recent_places = [tried.state.place for tried in self.tries]
        while remaining:
            moment = next_moment(remaining, tries_by_place, recent_places)
            assert moment is not None
            state = self._variant(moment, past)
            if state is not None:
                again = tried_that_day(past, self.card, state, self._workspace.now)
                return self._make_try(state, again=again, order=len(past))
            remaining.remove(moment)
        return None

    def keep(self, tried: FocusTry) -> None:
        """Store a try that is over."""
        self._workspace.store.practice.add(KIND, self.card, try_data(tried), tried.state.scene)
        self.tries.append(tried)

    def due_card(self) -> DueCard | None:
        """The current state of the card; ``None`` if it is not a card yet."""
        known = cards(self._workspace.store.history(), tries_of(self._workspace))
        return next((card for card in known if card.ref == self.card), None)

    def moved(self, after: DueCard | None) -> bool:
        """Whether the tries changed the card, which is now ``after``: a single moment is not enough for that."""
        return after is not None and (self._before is None or self._before.latest != after.latest)

    def _make_try(self, state: FocusState, *, again: bool, order: int) -> FocusTry:
        sure = self._workspace.settings.kept.get("sure") == ON
        return FocusTry(
            self.card,
            state,
            self._workspace.library.bundle(state.scene),
            again=again,
            order=order,
            options=Options(ask_sure=sure),
            language=self._language,
        )

    def _variant(self, moment: FocusMoment, past: Sequence[PastTry]) -> FocusState | None:
        """A moment with a cast and a deal it was not tried with yet, if there are any left."""
        known = self._story(moment.state.scene, moment.state.personas)
        if known is None:
            return None
        states_here = [each.state for each in past if each.state.place == moment.place]
        tried = [(state.personas, state.deal) for state in states_here]
        for variant in choose_variant(variants(moment.state, known.bundle), tried, len(past)):
            story = self._story(variant.scene, variant.personas)
            state = None if story is None else reached(self.card, story, variant)
            if state is not None:
                return state
        return None

    # -- finding moments ---------------------------------------------------------------------------------------

    def _find_moments(self) -> list[FocusMoment]:
        finished = self._workspace.store.history()
        moments = lost_moments(self._losses(finished))
        if len(moments) < TRIES:
            known_places = {moment.place for moment in moments}
            moments += [moment for moment in self._searched_moments(finished) if moment.place not in known_places]
        return moments

    def _losses(self, finished: Sequence[AttemptSummary]) -> Iterator[tuple[ExploredStory, Loss]]:
        """The losses on the card in finished attempts, and in their branches from where those branch off."""
        store, entries = self._workspace.store, self._entries()
        for summary in finished:
            entry = entries.get(summary.scenario_id)
            if entry is None or (move_of(self.card) is None and self._rubric not in entry.rubrics):
                continue
            record = store.attempt(summary.id) if _may_have_losses(self.card, summary) else None
            for played in (*([] if record is None else [record]), *store.branches(summary.id)):
                known = self._story_of(played)
                if known is not None:
                    first = 0 if played.branch is None else played.branch.turn - 1
                    yield from (
                        (known, loss) for loss in losses(self.card, known, played.seed, played.decisions, first)
                    )

    def _story_of(self, played: AttemptRecord) -> ExploredStory | None:
        try:
            return self._story(played.scenario_id, setup_of(played).personas)
        except (TypeError, ValueError):  # a setup with unknown options
            return None

    def _searched_moments(self, finished: Sequence[AttemptSummary]) -> list[FocusMoment]:
        """Moments of some released scenes that practise the card, or that offer the card's move.

        Played scenes come first, those played longest ago at the top. If they suffice, no others are used, so as not
        to reveal the middle of a scene that was not played yet.
        """
        latest = {summary.scenario_id: summary.ended_at.timestamp() for summary in finished}
        order = sorted(
            (entry for entry in self._entries().values() if entry.released),
            key=lambda entry: (entry.id not in latest, latest.get(entry.id, 0.0), entry.difficulty, entry.id),
        )
        moments: list[FocusMoment] = []
        for entry in islice(filter(self._practises, order), _MAX_SCENES):
            unplayed = entry.id not in latest
            if not unplayed or len(moments) < TRIES:
                moments += [moment._replace(unplayed=unplayed) for moment in self._moments_in(entry.id)]
        return moments

    def _moments_in(self, scene: str) -> list[FocusMoment]:
        """The moments of a scene, with the first cast that has any: some exist for a single persona only."""
        bundle = self._bundle(scene)
        for cast in () if bundle is None else distinguishable_casts(bundle.scenario, bundle.personas)[:_MAX_CASTS]:
            known = self._story(scene, tuple(cast.items()))
            moments = [] if known is None else moments_by_expected_loss(self.card, known)
            if moments:
                return moments
        return []

    def _practises(self, entry: Entry) -> bool:
        move = move_of(self.card)
        if move is None:
            return self.card in entry.practised
        bundle = self._bundle(entry.id)
        nodes = () if bundle is None else bundle.scenario.nodes.values()
        return any(use.move == move for node in nodes for choice in node.choices for use in choice.moves)

    @property
    def _rubric(self) -> str:
        return self.card.partition(".")[0]

    def _entries(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self._workspace.library.entries if entry.problem is None}

    def _bundle(self, scene: str) -> Bundle | None:
        """A scene to drill in; ``None`` if it is gone, or a tutorial, whose lines refer to its own steps and keys."""
        try:
            bundle = self._workspace.library.bundle(scene)
        except (UnknownScene, BrokenScene, OSError):
            return None
        return None if bundle.scenario.tutorial else bundle

    def _story(self, scene: str, personas: Pairs) -> ExploredStory | None:
        """The current version of a scene with this cast; ``None`` if that is no longer possible."""
        key = scene, personas
        if key not in self._known:
            bundle = self._bundle(scene)
            cast = {} if bundle is None else bundle.scenario.cast
            fits = bundle is not None and all(
                member in cast and persona in bundle.personas for member, persona in personas
            )
            self._known[key] = ExploredStory(bundle, personas) if bundle is not None and fits else None
        return self._known[key]


def _may_have_losses(card: str, summary: AttemptSummary) -> bool:
    """Whether an attempt may have lost points on the card; a full score on the criterion rules it out."""
    move, counted = move_of(card), summary.result.counted
    if move is not None:
        return counted is None or move in counted.poor
    return summary.result.scores.get(card) != 100
