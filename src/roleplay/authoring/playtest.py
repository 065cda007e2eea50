"""A scene played while its file is being written: the newest draft, the newest one that plays, and the walk through it.

No screen, no clock, no file: whoever shows it hands in the bytes whenever they change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roleplay.authoring.changes import SceneChange, passages_that_differ, replay_until_changed
from roleplay.authoring.draft import Draft, leads_to, read_draft
from roleplay.authoring.examination import Examination
from roleplay.authoring.walk_writer import KeptWalk, expectation
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
    """What an author has before them. Nothing of it goes into anybody's record."""

    def __init__(self, name: str, shared: Shared) -> None:
        """``name`` is the file's: it stands in the findings, and its stem is compared with the scene's id."""
        self.name = name
        self.shared = shared
        #: the file as it was last read, whether it plays or not
        self.draft: Draft | None = None
        #: the newest draft that plays, and the one that is on the screen
        self.good: Draft | None = None
        #: who is played as another persona than their own
        self.personas: Mapping[str, str] = {}
        #: the walk through it
        self.attempt: Attempt | None = None
        #: the first thing that the last save changed on the way that had been walked, until the walk goes on
        self.change: SceneChange | None = None
        #: every place that it changed
        self.changed_passages: tuple[str, ...] = ()
        #: what had been said after the place where the walk was stopped
        self.rest: tuple[str, ...] = ()
        self.examination: Examination | None = None
        #: the seam that is read; ``None``: the one that the walk has come by
        self._read: SeamKey | None = None
        #: what ended the slower checks of the newest draft; empty where nothing did
        self.failure = ""
        self._chart: Chart | None = None
        #: what the chart was drawn from
        self._chart_of: tuple[Draft | None, Odds | None] = (None, None)

    # -- what there is -------------------------------------------------------------

    @property
    def broken(self) -> bool:
        """Whether the file cannot be played as it stands at present."""
        return self.draft is not None and self.draft.bundle is None

    @property
    def examined(self) -> bool:
        """Whether every check of the newest draft has been made."""
        examination = self.examination
        return examination is not None and examination.draft is self.draft and examination.complete

    @property
    def looking(self) -> bool:
        """Whether the slower checks are still at the newest draft."""
        return self.draft is not None and not (self.failure or self.broken or self.examined)

    @property
    def routes_known(self) -> bool:
        """Whether the ways to all places of the newest draft are known."""
        return self.examination is not None and self.examination.draft is self.draft

    @property
    def findings(self) -> Sequence[Diagnostic]:
        """What is known to be wrong with the newest draft by now, the gravest first, each kind by place."""
        known: Sequence[Diagnostic] = () if self.draft is None else self.draft.findings
        if self.examination is not None and self.routes_known:
            known = self.examination.findings
        return tuple(sorted(known, key=lambda finding: finding.severity.rank))

    @property
    def unwritten(self) -> tuple[int, ...]:
        """The lines of places still to be written, as far as no finding is told of them: of a draft, once known."""
        if self.examination is None or not self.routes_known or self.examination.subject.scenario.released:
            return ()
        return self.examination.unwritten

    @property
    def route(self) -> Route:
        """The walk as it stands."""
        attempt = self.attempt
        if attempt is None:
            return Route({}, ())
        return Route(_dealt(attempt.states[0]), tuple(decision.choice for decision in attempt.decisions))

    @property
    def chart(self) -> Chart | None:
        """The chart of the draft that plays, with its figures once they are known; the same until either changes."""
        good, examination = self.good, self.examination
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
        """A new version of the file. One that cannot be played leaves the walk where it is."""
        self.draft = read_draft(content, self.name, self.shared)
        self.failure = ""
        bundle = self.draft.bundle
        if bundle is None:
            return
        old, attempt = self.good, self.attempt
        self.good = self.draft
        self.personas = _still_offered(self.personas, bundle)
        if old is None or old.bundle is None or attempt is None:
            self._play(bundle, _first_deal(bundle), ())
            return
        route, ahead = self.route, self.rest
        replayed = replay_until_changed(attempt.states, route.choices, compile_story(bundle, self.personas))
        choices = route.choices[: len(replayed.states) - 1]
        self._play(bundle, _dealt(replayed.states[0]), choices)
        self.change = replayed.change
        self.rest = route.choices[len(choices) :] + ahead
        self.changed_passages = passages_that_differ(old.bundle.scenario, bundle.scenario)

    def take_shared(self, shared: Shared) -> None:
        """What scenes share has changed."""
        self.shared = shared
        if self.draft is not None:
            self.take(self.draft.content)

    def take_examination(self, examination: Examination) -> bool:
        """What the slower checks found; of an older draft it is not wanted any more. Whether it was taken."""
        if examination.draft is not self.draft:
            return False
        self.examination = examination
        return True

    def take_failure(self, draft: Draft, error: Exception) -> None:
        """The slower checks of a draft have ended in an error; that of an older one is forgotten."""
        if draft is self.draft:
            self.failure = f"{type(error).__name__}: {error}"

    # -- the walk --------------------------------------------------------------------

    def say(self, choice: str) -> None:
        """Say a line. Raises `IllegalChoice`."""
        assert self.attempt is not None
        self.attempt.say(Decision(choice, self.attempt.bundle.scenario.language))
        self.rest = self.rest[1:] if self.rest[:1] == (choice,) else ()
        self.change = self._read = None

    def take_back(self) -> bool:
        """The last line was not said, at an ending too. Whether there was one."""
        route = self.route
        if not route.choices or self.attempt is None:
            return False
        ahead = (route.choices[-1], *self.rest)
        self._play(self.attempt.bundle, route.deal, route.choices[:-1])
        self.rest = ahead
        return True

    def go_on(self) -> bool:
        """Say again what was said after this place, as far as it can be said. Whether anything could."""
        attempt, rest = self.attempt, list(self.rest)
        if attempt is None:
            return False
        before = attempt.turn
        while rest and rest[0] in legal(attempt.state):
            attempt.say(Decision(rest.pop(0), attempt.bundle.scenario.language))
        self.rest = tuple(rest) if attempt.turn > before else ()
        self.change = None
        return attempt.turn > before

    def restart(self) -> None:
        """From the first word, with the same deal."""
        if self.attempt is not None:
            route = self.route
            self._play(self.attempt.bundle, route.deal, ())
            self.rest = route.choices + self.rest

    def deal_again(self) -> bool:
        """From the first word with the next deal. Whether there is another."""
        attempt = self.attempt
        if attempt is None:
            return False
        deal = dict(self.route.deal)
        for fact, values in attempt.bundle.scenario.deal.items():  # the next number, the first fact its lowest digit
            each = tuple(dict.fromkeys(values))  # one that stands there twice is dealt twice as often, and shown once
            index = each.index(deal[fact]) + 1
            deal[fact] = each[index % len(each)]
            if index < len(each):
                break
        if deal == self.route.deal:
            return False
        self._play(attempt.bundle, deal, ())
        return True

    def cast_again(self) -> bool:
        """From the first word with the same deal and the next cast that the scene offers. Whether there is another."""
        attempt = self.attempt
        if attempt is None:
            return False
        scenario, chosen = attempt.bundle.scenario, dict(attempt.story.personas)
        for member in scenario.cast:  # the next number, as for a deal
            offered = personas_offered(scenario, member, attempt.bundle.personas)
            index = offered.index(chosen[member]) + 1
            chosen[member] = offered[index % len(offered)]
            if index < len(offered):
                break
        if chosen == attempt.story.personas:
            return False
        self.personas = {who: what for who, what in chosen.items() if what != scenario.cast[who].persona}
        self._play(attempt.bundle, self.route.deal, ())
        return True

    def start_at(self, passage: str) -> bool:
        """Stand at a node or ending in a state that a real walk leads to. ``False`` where no walk is known.

        The way that has been walked comes first, then a shortest one, then any that led there before.
        """
        attempt = self.attempt
        if attempt is None:
            return False
        now, ahead = self.route, self.rest
        route = next((way for way in self._ways_to(passage) if leads_to(attempt.story, way, passage)), None)
        if route is None:
            return False
        self._play(attempt.bundle, route.deal, route.choices)
        if route.deal == now.deal and now.choices[: len(route.choices)] == route.choices:
            self.rest = now.choices[len(route.choices) :] + ahead
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
        if seed is None:  # there are too many deals to find this one
            seed, choices = 0, ()
        decisions = [Decision(choice, bundle.scenario.language) for choice in choices]
        self.attempt = Attempt(bundle, Setup(seed, Mode.GUIDED, tuple(self.personas.items())), None, decisions)
        self.rest = ()
        self.change = self._read = None

    # -- its seams -------------------------------------------------------------------

    @property
    def seams(self) -> Seams | None:
        """The seams of the draft that plays, once they are known."""
        examination = self.examination
        return examination.seams if examination is not None and examination.draft is self.good else None

    @property
    def seam(self) -> int:
        """The index of the seam that is read; while none has been chosen, of the one that the walk has come by."""
        key = self._read
        if self.seams is None or self.attempt is None:
            return 0
        if key is None:
            states, choices = self.attempt.states, self.route.choices
            key = key_of_step(states[-2] if choices else None, choices[-1] if choices else None, states[-1])
        return next((n for n, seam in enumerate(self.seams.seams) if seam.key == key), 0)

    def read_seam(self, by: int) -> None:
        """Read the seam that is so many further on; they are a ring."""
        if self.seams is not None:
            self._read = self.seams.seams[(self.seam + by) % len(self.seams.seams)].key

    def start_at_seam(self) -> bool:
        """Take the walk, with its cast, to behind the seam that is read. ``False`` where none is known."""
        if self.seams is None or self.attempt is None:
            return False
        seam, cast = self.seams.seams[self.seam], self.attempt.bundle.scenario.cast
        played = seam.after.story.personas
        self.personas = {who: what for who, what in played.items() if what != cast[who].persona}
        choices = seam.route.choices if seam.key.choice is None else (*seam.route.choices, seam.key.choice)
        self._play(self.attempt.bundle, seam.route.deal, choices)
        return True

    # -- keeping it ------------------------------------------------------------------

    def kept(self, name: str) -> KeptWalk | None:
        """The walk as one of the scene's ``walks:``; ``None`` before it has come to an ending."""
        attempt = self.attempt
        if attempt is None or attempt.state.passage.ending is None:
            return None
        lead = attempt.bundle.scenario.rubrics[0]
        score = attempt.scorecard().score(lead)
        wanted = expectation(None if score is None else percent(score))
        expect = {} if wanted is None else {lead: wanted}
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


def _still_offered(personas: Mapping[str, str], bundle: Bundle) -> dict[str, str]:
    """Those that a changed scene offers, too, and not as somebody's own."""
    scenario = bundle.scenario
    return {
        member: persona
        for member, persona in personas.items()
        if member in scenario.cast and persona in personas_offered(scenario, member, bundle.personas)[1:]
    }
