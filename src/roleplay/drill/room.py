"""The state of a drill, and what is visible of it. What can happen to it is in `machine`.

No clock, socket or screen. Votes are hidden: until a round is revealed, only the number of votes is visible.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.drill.ballot import Ballot, BallotId, Tally
from roleplay.drill.events.facilitator import Veil
from roleplay.drill.people import People
from roleplay.drill.plan import Form, Plan
from roleplay.drill.sheets import Sheets
from roleplay.drill.stage import VOTING, ChosenBy, Phase, RoadStep, Stage, Tone
from roleplay.engine import State, legal, step
from roleplay.engine.view import Offer, matching_texts
from roleplay.scene.model import Bundle
from roleplay.scene.text import Text
from roleplay.session import Attempt, Mode, Setup

#: The first vote is worth a discussion if the share of votes for a best line is within these limits.
SPLIT = (0.3, 0.7)


class Room:
    """The state of a drill. Only `machine.apply` changes it."""

    def __init__(self, bundle: Bundle, plan: Plan) -> None:
        self.bundle = bundle
        self.plan = plan
        self.people = People()
        self.stage = Stage()
        self.veil = Veil.NONE
        self.ballots: dict[BallotId, Ballot] = {}
        #: round -> voter's key -> a line in their own words
        self.words: dict[int, dict[str, str]] = {}
        self.words_shown = False
        #: the same for the lines shown, as they were when shown
        self.displayed_words: dict[int, dict[str, str]] = {}
        #: the name of the group; ``None`` if not asked yet, empty if it has none
        self.group: str | None = None
        #: earlier stages, for going back
        self.past: list[Stage] = []
        #: the number of each point of the story reached so far: the same road is the same round, with its votes
        self.rounds: dict[tuple[RoadStep, ...], int] = {}
        lead = bundle.rubrics[bundle.scenario.rubrics[0]]
        self.sheets = Sheets([f"{lead.id}.{criterion.id}" for criterion in lead.criteria])
        self._begin(plan)

    def arrange(self, plan: Plan) -> None:
        """Start again with another plan, before the story begins; the attempt is kept if seed and personas stay the
        same.
        """
        if (plan.seed, plan.personas) != (self.plan.seed, self.plan.personas):
            self._begin(plan)
        self.plan = plan

    def _begin(self, plan: Plan) -> None:
        self.origin = Attempt(self.bundle, Setup(plan.seed, Mode.GUIDED, plan.personas))
        self._attempt: tuple[tuple[str, ...], Attempt] = ((), self.origin)
        self._choices: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    @property
    def phase(self) -> Phase:
        """The current phase, regardless of any veil."""
        return self.stage.phase

    # -- the story -----------------------------------------------------------------

    @property
    def attempt(self) -> Attempt:
        """The road as an attempt."""
        road = self.stage.choices
        if self._attempt[0] != road:
            self._attempt = (road, self.origin.after(road))
        return self._attempt[1]

    def attempt_with(self, choice: str) -> Attempt:
        """The road with one more line, as an attempt."""
        return self.origin.after((*self.stage.choices, choice))

    @property
    def state(self) -> State:
        """The state of the story at the end of the road."""
        return self.attempt.state

    def offers(self) -> tuple[Offer, ...]:
        """The choices as shown, unavailable ones last."""
        return self.attempt.offers()

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices that can be voted for, in screen order."""
        road = self.stage.choices
        if self._choices is None or self._choices[0] != road:
            able = set(legal(self.state))
            self._choices = (road, tuple(offer.id for offer in self.offers() if offer.id in able))
        return self._choices[1]

    @property
    def best(self) -> tuple[str, ...]:
        """The choices that no other here exceeds by the rubrics."""
        bests = self.origin.judge.best_choices(self.state)
        return tuple(choice for choice in self.choices if choice in bests)

    # -- the votes -----------------------------------------------------------------

    @property
    def open_ballot(self) -> BallotId | None:
        """The vote being taken, if any."""
        if self.phase not in VOTING:
            return None
        return BallotId(self.stage.round, self.stage.vote)

    def ballot(self, number: int, round: int | None = None) -> Ballot | None:
        """A vote of a round (default: the current one), with all that is hidden; ``None`` if it was not taken."""
        return self.ballots.get(BallotId(self.stage.round if round is None else round, number))

    def votes_taken(self, round: int | None = None) -> int:
        """How many votes of a round (default: the current one) were taken and not undone; at least 1."""
        round = self.stage.round if round is None else round
        return max((stage.vote for stage in (*self.past, self.stage) if stage.round == round), default=1) or 1

    def final_ballot(self, round: int | None = None) -> Ballot | None:
        """The vote that counts: the last one in which anybody voted."""
        later = [self.ballot(number, round) for number in range(self.votes_taken(round), 1, -1)]
        return next((ballot for ballot in later if ballot is not None and not ballot.empty), self.ballot(1, round))

    def tally(self, number: int) -> Tally | None:
        """The tally of a vote of this round; ``None`` until it is revealed."""
        ballot = self.ballot(number) if self.stage.revealed and number <= self.stage.vote else None
        return None if ballot is None else ballot.tally()

    @property
    def majority(self) -> str | None:
        """The line with most votes in the vote that counts; ``None`` if two are level or nobody voted."""
        ballot = self.final_ballot()
        return None if ballot is None else ballot.tally().majority

    @property
    def split(self) -> bool:
        """Whether the first vote of this round is worth a discussion."""
        ballot = self.ballot(1)
        share = None if ballot is None else ballot.tally().share(self.best)
        return share is not None and SPLIT[0] <= share <= SPLIT[1]

    @property
    def voter_count(self) -> int:
        """The possible number of votes: the tables, or the learners in the room; 0 if unknown."""
        return len(self.plan.teams) or len(self.people)

    # -- on stage, and the room's own lines --------------------------------------------

    def answers(self, road: Sequence[RoadStep] | None = None, picking: str | None = None) -> tuple[Text, ...]:
        """The options of the other side after the last line of the road: its answers, or its next lines."""
        road = self.stage.road if road is None else road
        option_kind = self.stage.picking if picking is None else picking
        if not road or not option_kind:
            return ()
        *before, last = (road_step.choice for road_step in road)
        earlier = self.origin.after(before).state
        after = step(earlier, last)
        if option_kind == "reply":
            return matching_texts(earlier.choice(last).reply, after)
        return matching_texts(after.passage.node.says, after) if after.passage.node is not None else ()

    @property
    def option_count(self) -> int:
        """On stage: the number of options from which the other side picks now."""
        return len(Tone) if self.stage.picking == "tone" else len(self.answers())

    def lines(self, round: int | None = None) -> tuple[str, ...]:
        """The room's own lines of a round (default: the current one), in the order of arrival."""
        return tuple(self.words.get(self.stage.round if round is None else round, {}).values())

    def shown_lines(self, round: int | None = None) -> tuple[tuple[int, str], ...]:
        """The lines of a round that were displayed, as they were then, each with its number among all lines, from 1."""
        number = self.stage.round if round is None else round
        displayed = self.displayed_words.get(number, {})
        return tuple((n, displayed[key]) for n, key in enumerate(self.words.get(number, {}), 1) if key in displayed)

    @property
    def unshown_lines(self) -> int:
        """The number of lines of this round that are not displayed in their latest form."""
        displayed = self.displayed_words.get(self.stage.round, {})
        return sum(displayed.get(key) != line for key, line in self.words.get(self.stage.round, {}).items())

    @property
    def marked_round(self) -> int | None:
        """The round of the line that observers may mark now, if any."""
        if self.plan.form is not Form.HOT_SEAT or self.phase is Phase.DEBRIEF or not self.stage.road:
            return None
        return self.stage.road[-1].round

    # -- for the machine ---------------------------------------------------------------

    def withdraw_line(self, key: str, round: int) -> None:
        """Withdraw a line that was handed in."""
        self.words.get(round, {}).pop(key, None)
        self.displayed_words.get(round, {}).pop(key, None)

    def go(self, stage: Stage) -> None:
        """Show another stage; the current one is kept for going back."""
        self.past.append(self.stage)
        self.stage = stage
        ballot = self.open_ballot
        if ballot is not None:
            self.ballots.setdefault(ballot, Ballot(self.choices))

    def stage_after(self, road: tuple[RoadStep, ...]) -> Stage:
        """The stage for the next point of the story at the end of ``road``, or for its end."""
        if self.origin.after([road_step.choice for road_step in road]).over:
            return Stage(phase=Phase.END, road=road, round=self.stage.round)
        # neither who chose a line nor how it was answered makes a new round
        key = tuple(road_step._replace(by=ChosenBy.ONLY, tone=Tone.PLAIN, own="") for road_step in road)
        return Stage(phase=Phase.PRESENT, road=road, round=self.rounds.setdefault(key, len(self.rounds) + 1))
