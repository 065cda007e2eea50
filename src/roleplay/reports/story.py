"""The road of a class as a story: what was heard, how the room voted, what was said, and its effect."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import TallyFact, vote_percent
from roleplay.presenting.drill.class_debrief import ClassDebrief, LineTables, RoundFact
from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.facts.coach import Coach, MoveFact
from roleplay.presenting.facts.debrief import TurnFact
from roleplay.reports.markup import Markup, element, joined
from roleplay.session import UtteranceKind

#: The names of the votes of a round in order, if there are several.
_WHEN = ("votes_before", "votes_after", "votes_again")


def story(debrief: ClassDebrief, words: Catalogue) -> Markup:
    """Every round of the road, and the ending."""
    rounds = [_round(fact, turn, words) for fact, turn in zip(debrief.rounds, debrief.debrief.turns, strict=True)]
    if not rounds:
        return Markup()
    return joined(element("h2", words("report.road")), *rounds, talk(debrief.last, words))


def talk(said: tuple[TranscriptLine, ...], words: Catalogue) -> Markup:
    """Utterances and stage directions as paragraphs."""
    return joined(*(_spoken(utterance) for utterance in said))


def moves(facts: tuple[MoveFact, ...]) -> Markup:
    """The moves of a line with their points, marked by sign and colour."""
    rows = []
    for move in facts:
        sign = element("b", "+" if move.good else "−", class_="good" if move.good else "poor")
        points = element("span", f" ({move.points})", class_="soft") if move.points else Markup()
        rows.append(element("li", sign, move.name, points))
    return element("ul", *rows, class_="moves") if rows else Markup()


def bar(share: float, look: str = "") -> Markup:
    """A share, 0 to 1, as a bar."""
    full = element("i", style=f"width:{share * 100:.1f}%")
    return element("span", full, class_=f"bar {look}".strip())


def _spoken(utterance: TranscriptLine) -> Markup:
    match utterance.kind:
        case UtteranceKind.SCENE:
            return element("p", utterance.text, class_="scene")
        case UtteranceKind.ENDING:
            return element("p", element("b", utterance.name), utterance.text, class_="ending")
        case _:
            return element("p", element("b", utterance.name), utterance.text, class_="they")


# -- a round -----------------------------------------------------------------------


def _round(fact: RoundFact, turn: TurnFact, words: Catalogue) -> Markup:
    title = words("report.round", number=fact.number)
    marks = [element("small", fact.letter, Markup("&ensp;"), fact.by_text)]
    if turn.costliest:
        marks.append(element("span", words("turn.costliest"), class_="tag warn"))
    return element(
        "section",
        element(
            "div",
            element("h3", element("span", title), *marks),
            talk(fact.talk, words),
            _votes(fact, words),
            element("p", fact.shift) if fact.shift else Markup(),
            _own(fact.own, words),
            class_="moment",
        ),
        _coach(turn, words),
        class_="round",
    )


def _own(lines: tuple[str, ...], words: Catalogue) -> Markup:
    if not lines:
        return Markup()
    title = element("p", words("report.own_lines"), class_="soft")
    return joined(title, element("ul", *(element("li", line) for line in lines), class_="own"))


def _votes(fact: RoundFact, words: Catalogue) -> Markup:
    votes = fact.votes
    heads = [element("th", words("report.line"), colspan=2)]
    for vote in votes.counted_votes:
        key = f"report.{_WHEN[vote]}" if len(votes.counted_votes) > 1 else "report.votes"
        heads.append(element("th", words(key, votes=votes.totals[vote]), class_="shares"))
    rows = [_line(line, by, fact, words) for line, by in zip(votes.lines, fact.tables, strict=True)]
    look = ("none", "single", "double", "triple")[len(votes.counted_votes)]
    head = element("thead", element("tr", *heads))
    return element("table", head, element("tbody", *rows), class_=f"votes {look}")


def _line(line: TallyFact, by: LineTables, fact: RoundFact, words: Catalogue) -> Markup:
    tags = []
    if line.leads:
        tags.append(element("span", words("report.said"), class_="tag mark"))
    if line.line.letter in fact.best and len(fact.votes.lines) > 1:
        tags.append(element("span", words("report.best"), class_="tag good"))
    if line.called:
        tags.append(element("span", words("report.called"), class_="tag"))
    text = element("span", line.line.text, class_="words")
    cells = [element("th", line.line.letter, scope="row"), element("td", text, *tags)]
    counted = fact.votes.counted_votes
    for vote in counted:
        count, total, tables = line.counts[vote], fact.votes.totals[vote], by.votes[vote]
        look = "before" if vote != counted[-1] else ""
        if count is not None and total:
            share = count / total
            label = element("span", str(count), element("i", f"{vote_percent(share)}%"), class_="count")
            names = element("small", words("play.list_separator").join(tables)) if tables else Markup()
            cells.append(element("td", bar(share, look), label, names))
    return element("tr", *cells, class_="said" if line.leads else None)


def _coach(turn: TurnFact, words: Catalogue) -> Markup:
    fact: Coach = turn.coach
    better = Markup()
    if fact.better is not None:
        better = joined(
            element("dt", turn.better_label),
            element(
                "dd", fact.better, moves(fact.better_moves), element("p", fact.gives_up) if fact.gives_up else Markup()
            ),
            *_pair(words("turn.why_best"), fact.better_why),
        )
    return element(
        "div",
        element("p", words("report.did"), " ", element("span", turn.cost_text, class_="tag"), class_="soft"),
        element("p", turn.cost_detail, class_="soft") if turn.cost_detail else Markup(),
        moves(fact.moves) if fact.moves else element("p", words("coach.nothing"), class_="soft"),
        element("dl", *_pair(words("turn.why"), fact.why), better),
        element("p", fact.crossed, class_="warn") if fact.crossed else Markup(),
        element("p", turn.no_return, class_="warn") if turn.no_return else Markup(),
        class_="coach",
    )


def _pair(name: str, text: str) -> list[Markup]:
    return [element("dt", name), element("dd", text)] if text else []
