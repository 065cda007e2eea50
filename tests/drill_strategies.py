"""Random drills: plans, and events that mostly fit the current state."""

from __future__ import annotations

from hypothesis import strategies as st

from example_counts import examples
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import Event
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase

thorough = examples(30)

VOTERS = st.sampled_from(["v0", "v1", "v2", "v3", "liar", "table-0"])
CHOICES = st.sampled_from(["good", "bad", "name", "again", "single", "shut", "nothing"])
NUMBERS = st.integers(-1, 4)
BALLOTS = st.tuples(st.integers(0, 6), st.integers(0, 3))
TYPED = st.text(max_size=80)

plans = st.builds(
    Plan,
    form=st.sampled_from(list(Form)),
    voting=st.sampled_from(list(Voting)),
    seed=st.integers(0, 3),
    own_words=st.booleans(),
    tones=st.booleans(),
    names=st.booleans(),
    teams=st.sampled_from([(), ("red", "blue"), ("a", "b", "c")]),
)
by_learners = st.one_of(
    st.builds(l.Join, VOTERS, st.none() | NUMBERS, TYPED),
    st.builds(l.Return, VOTERS),
    st.builds(l.Vote, VOTERS, BALLOTS, CHOICES),
    st.builds(l.OwnWords, VOTERS, st.integers(0, 6), TYPED),
    st.builds(l.Mark, VOTERS, st.integers(0, 6), NUMBERS),
    st.builds(l.Grade, VOTERS, NUMBERS),
)
by_the_facilitator = st.one_of(
    st.sampled_from([f.Next(), f.Back(), f.Skip(), f.Discuss(), f.End(), f.Unclick()]),
    st.builds(f.Arrange, plans),
    st.builds(f.Door, st.booleans()),
    st.builds(f.Cover, st.sampled_from(list(f.Veil))),
    st.builds(f.Hands, st.lists(NUMBERS, max_size=5).map(tuple)),
    st.builds(f.Tables, st.lists(st.none() | CHOICES, max_size=3).map(tuple)),
    st.builds(f.Call, CHOICES),
    st.builds(f.Click, CHOICES),
    st.builds(f.Lead, CHOICES),
    st.builds(f.Contrast, CHOICES),
    st.builds(f.Take, CHOICES),
    st.builds(f.Say, CHOICES),
    st.builds(f.Answer, NUMBERS),
    st.builds(f.ShowWords, st.booleans()),
    st.builds(f.DropWords, NUMBERS),
    st.builds(f.Group, TYPED),
    st.builds(f.Improvise, TYPED),
    st.builds(f.FreeTeam, NUMBERS),
    st.builds(f.Remove, NUMBERS),
    st.builds(f.Rename, NUMBERS, TYPED),
    st.just(f.Gather()),
    st.builds(f.Sheet, st.sampled_from(["main.hear", "main.act", "side.tone"]), st.tuples(*[NUMBERS] * 4)),
)
#: The kind of event (see `event_at`), who causes it, what it concerns, and an arbitrary event, which may not fit.
Drawn = tuple[int, int, int, Event]
_KINDS, _WHO, _WHAT = 16, 6, 6


def _drawn(numbers: list[int], others: list[Event]) -> list[Drawn]:
    return [
        (number // (_WHO * _WHAT), number // _WHAT % _WHO, number % _WHAT, others[index % len(others)])
        for index, number in enumerate(numbers)
    ]


#: One number per event: drawing every part separately would take most of the tests' time.
events = st.builds(
    _drawn,
    st.lists(st.integers(0, _KINDS * _WHO * _WHAT - 1), min_size=40, max_size=80),
    st.lists(by_the_facilitator | by_learners, min_size=10, max_size=25),
)


def event_at(room: Room, drawn: Drawn) -> Event:
    """An event that mostly fits the current state, since random ones hardly ever get a drill to its second line."""
    kind, who, what, anything = drawn
    voter = f"v{who}" if who < 4 else "liar"
    line = room.choices[what % len(room.choices)] if room.choices else "nothing"
    team = who % len(room.plan.teams) if room.plan.teams else None
    match kind:
        case 0 | 1 | 2 | 3 | 4:
            lost = room.stage.lead is None and room.phase in (Phase.REVEAL, Phase.PATH)
            return f.Lead(line) if lost and room.phase is Phase.REVEAL else f.Take(line) if lost else f.Next()
        case 5 | 6 | 7 | 8 if room.open_ballot is not None:
            return l.Vote(voter, tuple(room.open_ballot), line)  # type: ignore[arg-type]
        case 5 | 6 if room.phase is Phase.SEAT:
            return f.Say(line)
        case 5 | 6 if room.marked_round is not None:
            return l.Mark(voter, room.marked_round, what % 3 - 1)
        case 9 | 10:
            return l.Join(voter, team, "name")
        case 11:
            return (f.Back(), f.Skip(), f.Contrast(line), f.Take(line), f.Lead(line), f.Discuss())[who]
        case 12 if room.phase in VOTING:
            hands = tuple((who + n) % 5 for n in range(len(room.choices)))
            return (f.Hands(hands), f.Click(line), f.Call(line))[what % 3]
        case 13 if room.phase is Phase.VOTE:
            return f.Discuss()
        case 13 if room.phase in (Phase.PATH, Phase.CONTRAST):
            return f.Contrast(line)
        case 13 if room.phase is Phase.OWN_WORDS:
            return l.OwnWords(voter, room.stage.round, "well " * what)
        case _:
            return anything
