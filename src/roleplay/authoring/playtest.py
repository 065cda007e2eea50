"""A scene played while its file is being edited: the newest draft, the newest playable one, and the walk through it.

No screen, clock or file: the caller passes in the bytes whenever they change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roleplay.authoring.changes import SceneChange, differing_passages, replay_until_changed
from roleplay.authoring.draft import Draft, leads_to, read_draft
from roleplay.authoring.examination import Examination
from roleplay.authoring.walk_writer import KeptWalk, expected_range
from roleplay.engine import State, compile_story, legal
from roleplay.exploration import Route
from roleplay.exploration.seams import SeamKey, Seams, key_of_step
from roleplay.mapping.chart import Chart
from roleplay.mapping.odds import Odds
from roleplay.mapping.scene_graph import scene_graph
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import Bundle, Shared
from roleplay.scene.reactions import personas_offered
from roleplay.scoring.percent import percent
from roleplay.session import Attempt, Decision, Mode, Setup
from roleplay.session.deal import seed_that_deals


class Playtest:
    """The state of an author's playtest. Nothing of it goes into anybody's record."""

    def __init__(self, name: str, shared: Shared) -> None:
        """``name`` is the file name: it appears in findings, and its stem is compared with the scene's id."""
        self.name = name
        self.shared = shared
        #: the file as last read, playable or not
        self.draft: Draft | None = None
        #: the newest playable draft, which is the one on screen
        self.playable: Draft | None = None
        #: personas other than the cast's own
        self.personas: Mapping[str, str] = {}
        #: the walk through it
        self.attempt: Attempt | None = None
        #: the first thing on the current walk that the last save changed; cleared when the walk continues
        self.change: SceneChange | None = None
        #: every node and ending changed by the last save
        self.changed_passages: tuple[str, ...] = ()
        #: the choices made beyond the point where the walk was cut off
        self.remaining: tuple[str, ...] = ()
        self.examination: Examination | None = None
        #: the seam being read; if ``None``, the one the walk has just passed
        self._seam_key: SeamKey | None = None
        #: the error that ended the slower checks of the newest draft; empty if none did
        self.failure = ""
        self._chart: Chart | None = None
        #: what the chart was drawn from
        self._chart_of: tuple[Draft | None, Odds | None] = (None, None)

    # -- current state --------------------------------------------------------------

    @property
    def broken(self) -> bool:
        """Whether the file currently cannot be played."""
        return self.draft is not None and self.draft.bundle is None

    @property
    def examined(self) -> bool:
        """Whether all checks of the newest draft are done."""
        examination = self.examination
        return examination is not None and examination.draft is self.draft and examination.complete

    @property
    def is_checking(self) -> bool:
        """Whether the slower checks of the newest draft are still running."""
        return self.draft is not None and not (self.failure or self.broken or self.examined)

    @property
    def routes_known(self) -> bool:
        """Whether the routes to all nodes and endings of the newest draft are known."""
        return self.examination is not None and self.examination.draft is self.draft

    @property
    def findings(self) -> Sequence[Diagnostic]:
        """The findings on the newest draft known so far, most severe first, then by position."""
        known: Sequence[Diagnostic] = () if self.draft is None else self.draft.findings
        if self.examination is not None and self.routes_known:
            known = self.examination.findings
        return tuple(sorted(known, key=lambda finding: finding.severity.rank))

    @property
    def unwritten(self) -> tuple[int, ...]:
        """The lines of unwritten texts, for drafts, once known. For released scenes, these are findings instead."""
        if self.examination is None or not self.routes_known or self.examination.subject.scenario.released:
            return ()
        return self.examination.unwritten

    @property
    def route(self) -> Route:
        """The current walk."""
        attempt = self.attempt
        if attempt is None:
            return Route({}, ())
        return Route(_dealt(attempt.states[0]), tuple(decision.choice for decision in attempt.decisions))

    @property
    def chart(self) -> Chart | None:
        """The chart of the playable draft, with its figures once known; the same object until either changes."""
        good, examination = self.playable, self.examination
        if good is None or good.bundle is None:
            return None
        known = examination if examination is not None and examination.draft is good else None
        odds, others = (None, ()) if known is None else (known.odds, known.others)
        if self._chart is None or self._chart_of[0] is not good:
            self._chart = Chart(scene_graph(good.bundle.scenario), odds=odds, others=others)
        elif self._chart_of[1] is not odds:
            self._chart = self._chart._replace(odds=odds, others=others)
        self._chart_of = (good, odds)
        return self._chart

    # -- the file has changed --------------------------------------------------------

    def take(self, content: bytes) -> None:
        """Take a new version of the file. If it cannot be played, the walk stays as it is."""
        self.draft = read_draft(content, self.name, self.shared)
        self.failure = ""
        bundle = self.draft.bundle
        if bundle is None:
            return
        old, attempt = self.playable, self.attempt
        self.playable = self.draft
        self.personas = _offered_personas(self.personas, bundle)
        if old is None or old.bundle is None or attempt is None:
            self._play(bundle, _first_deal(bundle), ())
            return
        route, ahead = self.route, self.remaining
        replayed = replay_until_changed(attempt.states, route.choices, compile_story(bundle, self.personas))
        choices = route.choices[: len(replayed.states) - 1]
        self._play(bundle, _dealt(replayed.states[0]), choices)
        self.change = replayed.change
        self.remaining = route.choices[len(choices) :] + ahead
        self.changed_passages = differing_passages(old.bundle.scenario, bundle.scenario)

    def take_shared(self, shared: Shared) -> None:
        """Take new shared data (vocabulary, personas, rubrics)."""
        self.shared = shared
        if self.draft is not None:
            self.take(self.draft.content)

    def take_examination(self, examination: Examination) -> bool:
        """Take a result of the slower checks, unless the draft is outdated. Returns whether it was taken."""
        if examination.draft is not self.draft:
            return False
        self.examination = examination
        return True

    def take_failure(self, draft: Draft, error: Exception) -> None:
        """Record that the slower checks of a draft ended in an error; outdated drafts are ignored."""
        if draft is self.draft:
            self.failure = f"{type(error).__name__}: {error}"

    # -- the walk --------------------------------------------------------------------

    def say(self, choice: str) -> None:
        """Say a line. Raises `IllegalChoice`."""
        assert self.attempt is not None
        self.attempt.say(Decision(choice, self.attempt.bundle.scenario.language))
        self.remaining = self.remaining[1:] if self.remaining[:1] == (choice,) else ()
        self.change = self._seam_key = None

    def take_back(self) -> bool:
        """Take back the last line, even at an ending. Returns whether there was one."""
        route = self.route
        if not route.choices or self.attempt is None:
            return False
        ahead = (route.choices[-1], *self.remaining)
        self._play(self.attempt.bundle, route.deal, route.choices[:-1])
        self.remaining = ahead
        return True

    def go_on(self) -> bool:
        """Say the remembered further lines again, as far as possible. Returns whether any could be said."""
        attempt, rest = self.attempt, list(self.remaining)
        if attempt is None:
            return False
        before = attempt.turn
        while rest and rest[0] in legal(attempt.state):
            attempt.say(Decision(rest.pop(0), attempt.bundle.scenario.language))
        self.remaining = tuple(rest) if attempt.turn > before else ()
        self.change = None
        return attempt.turn > before

    def restart(self) -> None:
        """Start again with the same deal."""
        if self.attempt is not None:
            route = self.route
            self._play(self.attempt.bundle, route.deal, ())
            self.remaining = route.choices + self.remaining

    def deal_again(self) -> bool:
        """Start again with the next deal. Returns whether there is another."""
        attempt = self.attempt
        if attempt is None:
            return False
        deal = dict(self.route.deal)
        for fact, values in attempt.bundle.scenario.deal.items():  # counts up, with the first fact as the lowest digit
            each = tuple(dict.fromkeys(values))  # duplicates only raise the odds
            index = each.index(deal[fact]) + 1
            deal[fact] = each[index % len(each)]
            if index < len(each):
                break
        if deal == self.route.deal:
            return False
        self._play(attempt.bundle, deal, ())
        return True

    def cast_again(self) -> bool:
        """Start again with the same deal and the scene's next cast. Returns whether there is another."""
        attempt = self.attempt
        if attempt is None:
            return False
        scenario, chosen = attempt.bundle.scenario, dict(attempt.story.personas)
        for member in scenario.cast:  # counts up, as for a deal
            offered = personas_offered(scenario, member, attempt.bundle.personas)
            index = offered.index(chosen[member]) + 1
            chosen[member] = offered[index % len(offered)]
            if index < len(offered):
                break
        if chosen == attempt.story.personas:
            return False
        self.personas = {
            member: persona for member, persona in chosen.items() if persona != scenario.cast[member].persona
        }
        self._play(attempt.bundle, self.route.deal, ())
        return True

    def start_at(self, passage: str) -> bool:
        """Move to a node or ending, in a state that a real walk leads to. ``False`` if no walk is known.

        Tries the current walk first, then a shortest one, then the scene's own walks.
        """
        attempt = self.attempt
        if attempt is None:
            return False
        now, ahead = self.route, self.remaining
        route = next((way for way in self._ways_to(passage) if leads_to(attempt.story, way, passage)), None)
        if route is None:
            return False
        self._play(attempt.bundle, route.deal, route.choices)
        if route.deal == now.deal and now.choices[: len(route.choices)] == route.choices:
            self.remaining = now.choices[len(route.choices) :] + ahead
        return True

    def _ways_to(self, passage: str) -> list[Route]:
        attempt, now = self.attempt, self.route
        assert attempt is not None
        routes: list[Route] = []
        turns = [turn for turn, state in enumerate(attempt.states) if state.passage.id == passage]
        if turns:
            routes.append(Route(now.deal, now.choices[: turns[-1]]))
        if self.examination is not None and passage in self.examination.routes:
            routes.append(self.examination.routes[passage])
        for walk in attempt.bundle.scenario.walks.values():
            routes += (Route({**now.deal, **walk.deal}, walk.choices[:n]) for n in range(len(walk.choices) + 1))
        return routes

    def _play(self, bundle: Bundle, deal: Mapping[str, str], choices: Sequence[str]) -> None:
        seed = seed_that_deals(compile_story(bundle, self.personas), deal)
        if seed is None:  # too many deals to find this one
            seed, choices = 0, ()
        decisions = [Decision(choice, bundle.scenario.language) for choice in choices]
        self.attempt = Attempt(bundle, Setup(seed, Mode.GUIDED, tuple(self.personas.items())), None, decisions)
        self.remaining = ()
        self.change = self._seam_key = None

    # -- its seams -------------------------------------------------------------------

    @property
    def seams(self) -> Seams | None:
        """The seams of the playable draft, once known."""
        examination = self.examination
        return examination.seams if examination is not None and examination.draft is self.playable else None

    @property
    def seam(self) -> int:
        """The index of the seam being read; if none was chosen, of the one the walk has just passed."""
        key = self._seam_key
        if self.seams is None or self.attempt is None:
            return 0
        if key is None:
            states, choices = self.attempt.states, self.route.choices
            key = key_of_step(states[-2] if choices else None, choices[-1] if choices else None, states[-1])
        return next((n for n, seam in enumerate(self.seams.seams) if seam.key == key), 0)

    def read_seam(self, by: int) -> None:
        """Read the seam ``by`` steps further, wrapping around."""
        if self.seams is not None:
            self._seam_key = self.seams.seams[(self.seam + by) % len(self.seams.seams)].key

    def start_at_seam(self) -> bool:
        """Move the walk to just after the seam being read, with its cast. ``False`` if no seam is known."""
        if self.seams is None or self.attempt is None:
            return False
        seam, cast = self.seams.seams[self.seam], self.attempt.bundle.scenario.cast
        played = seam.after.story.personas
        self.personas = {member: persona for member, persona in played.items() if persona != cast[member].persona}
        choices = seam.route.choices if seam.key.choice is None else (*seam.route.choices, seam.key.choice)
        self._play(self.attempt.bundle, seam.route.deal, choices)
        return True

    # -- keeping it ------------------------------------------------------------------

    def walk_entry(self, name: str) -> KeptWalk | None:
        """The walk as an entry of the scene's ``walks:``; ``None`` before it has reached an ending."""
        attempt = self.attempt
        if attempt is None or attempt.state.passage.ending is None:
            return None
        lead = attempt.bundle.scenario.rubrics[0]
        score = attempt.scorecard().score(lead)
        comparison = expected_range(None if score is None else percent(score))
        expect = {} if comparison is None else {lead: comparison}
        route = self.route
        return KeptWalk(
            name=name,
            choices=route.choices,
            ending=attempt.state.passage.id,
            deal=route.deal,
            personas=self.personas,
            expect=expect,
        )


def _dealt(state: State) -> dict[str, str]:
    return dict(zip(state.story.facts, state.facts, strict=True))


def _first_deal(bundle: Bundle) -> dict[str, str]:
    return {fact: values[0] for fact, values in bundle.scenario.deal.items()}


def _offered_personas(personas: Mapping[str, str], bundle: Bundle) -> dict[str, str]:
    """The personas still offered by a changed scene, except those that are a member's own."""
    scenario = bundle.scenario
    return {
        member: persona
        for member, persona in personas.items()
        if member in scenario.cast and persona in personas_offered(scenario, member, bundle.personas)[1:]
    }
