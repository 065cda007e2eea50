"""The votes of a class as a CSV table: one row for every available line of every round."""

from __future__ import annotations

import csv
import io
from itertools import chain

from roleplay.drill.ballot import Ballot
from roleplay.drill.road import road
from roleplay.drill.room import Room
from roleplay.locales import Catalogue
from roleplay.presenting.drill.class_debrief import ClassDebrief
from roleplay.scoring.judge import Judge, Measure
from roleplay.text.spreadsheet import escape_formula

_COLUMNS = (
    "round", "node", "choice", "letter", "text", "votes1", "hands1", "clicks1", "votes2", "hands2", "clicks2",
    "votes3", "hands3", "clicks3", "tables", "best", "said", "by",
)  # fmt: skip
#: The columns for a third vote.
_THIRD = ("votes3", "hands3", "clicks3")


def as_rows(room: Room, debrief: ClassDebrief, words: Catalogue) -> str:
    """The table as text, with a header row.

    The columns: the number of the round, the node, the choice, letter and text of the line; for the votes before and
    after the discussion (and a third one, if any was taken) the total and how many of them were raised hands and
    keypad presses, empty if that vote was not counted; if tables vote, which of them voted for the line in the vote
    that counts; whether it is a best line, whether it was said, and who chose it; then the points of each criterion
    of every rubric, empty if it was not at stake. With several rubrics, their names precede those of their criteria.
    Lines that were handed in, if requested, are below those of their round; they have a text, and the column of who
    chose the line says that they were handed in.
    """
    judge = room.origin.judge
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [_criterion(measure, judge, words) for measure in judge.measures]
    teams = bool(room.plan.teams)
    rounds = road(room)
    votes = max((len(round_.ballots) for round_ in rounds if round_.third is not None), default=2)
    unused = (() if teams else ("tables",)) + (() if votes > 2 else _THIRD)
    keys = [key for key in _COLUMNS if key not in unused]
    writer.writerow(escape_formula(column) for column in (*(words(f"report.column.{key}") for key in keys), *names))
    yes, listed = words("report.yes"), words("play.list_separator")
    for round_, fact in zip(rounds, debrief.rounds, strict=True):
        judged = judge.judge(round_.state)
        for line, tables in zip(fact.votes.lines, fact.tables, strict=True):
            points = {evidence.criterion: evidence.points for evidence in judged[line.line.id].evidence}
            writer.writerow(
                escape_formula(cell)
                for cell in (
                    fact.number,
                    fact.node,
                    line.line.id,
                    line.line.letter,
                    line.line.text,
                    *chain.from_iterable(_counts(ballot, line.line.id) for ballot in round_.ballots[:votes]),
                    *((listed.join(tables.final),) if teams else ()),
                    yes if line.line.letter in fact.best else "",
                    yes if line.leads else "",
                    fact.by_text if line.leads else "",
                    *(points.get(number, "") for number in range(len(judge.measures))),
                )
            )
        for text in fact.own:
            cells: dict[str, str | int] = {"round": fact.number, "node": fact.node, "text": text}
            cells["by"] = words("report.handed_in")
            writer.writerow(
                escape_formula(cell) for cell in (*(cells.get(key, "") for key in keys), *("" for _ in names))
            )
    return out.getvalue()


def _criterion(measure: Measure, judge: Judge, words: Catalogue) -> str:
    name = measure.criterion.name.get(words.language)
    rubric = measure.rubric.name.get(words.language)
    return name if len(judge.rubrics) == 1 else f"{rubric}{words('library.colon')}{name}"


def vote_counts(ballot: Ballot, choice: str) -> tuple[int, int, int]:
    """The number of votes for a line, and how many of them were raised hands and keypad presses."""
    return ballot.tally().count(choice), ballot.hands[ballot.choices.index(choice)], ballot.clicks.count(choice)


def _counts(ballot: Ballot | None, choice: str) -> tuple[int, int, int] | tuple[str, str, str]:
    return ("", "", "") if ballot is None or not ballot.total else vote_counts(ballot, choice)
