"""Bots that never read for meaning: the cues a test-wise learner uses if lines give themselves away.

A bot ranks the lines and takes the highest. If several rank equally it guesses among them, as that learner would.
(Taking the first in the file instead would make every bot partly the bot "first", stronger or weaker by an accident of
writing.) So a bot may pass by luck, and passing by luck is held to the limit for chance; see `fairness`.

The bots that go by position use the order of the file, in which a facilitator reads lines out and a handout prints
them. The order on screen is shuffled by the seed, all orders equally likely, so there "always the first" is chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from roleplay.scene.model import Bundle
from roleplay.scene.text import Text
from roleplay.session.own_words import phrases_in
from roleplay.session.shared_words import content_words
from roleplay.simulation import lexicon
from roleplay.simulation.lexicon import (
    ABSOLUTES,
    APOLOGIES,
    COURTESIES,
    LIMITS,
    PARTICULARS,
    SENTENCE,
    straight_apostrophes,
)
from roleplay.simulation.moments import Moment, Options
from roleplay.text.cells import cell_len


class Knowledge(NamedTuple):
    """What a bot knows about a scene besides the lines: what can be read before the first word, in one language."""

    language: str
    #: the names of the cast
    names: tuple[str, ...]
    #: clichés of the trade
    cliches: tuple[str, ...]
    #: the sentences of the briefing's authority that state a limit
    limits: tuple[str, ...]
    #: its other sentences
    powers: tuple[str, ...]


def cliches_of(bundle: Bundle, language: str) -> tuple[str, ...]:
    """The trade's clichés in ``language``, or in its base language (``zh`` for ``zh-hant``)."""
    return bundle.cliches.get(language) or bundle.cliches.get(language.partition("-")[0], ())


def knowledge_of(bundle: Bundle, language: str) -> Knowledge:
    """What a bot can know about a scene in ``language``."""
    scenario = bundle.scenario
    names = scenario.names()
    limit = lexicon.pattern_for(LIMITS, language)
    sentences = [
        part.strip() for part in SENTENCE.split(straight_apostrophes(scenario.brief.authority.fill(language, names)))
    ]
    limits = tuple(sentence for sentence in sentences if limit is not None and limit.search(sentence))
    return Knowledge(
        language=language,
        names=tuple(name.get(language) for name in names.values()),
        cliches=cliches_of(bundle, language),
        limits=limits,
        powers=tuple(sentence for sentence in sentences if sentence and sentence not in limits),
    )


#: (lines of a decision, the text they answer, knowledge) -> a rank for each line.
Rank = Callable[[Sequence[str], str, Knowledge], Sequence[float]]


class Bot(NamedTuple):
    """A player that goes by a surface cue."""

    id: str
    name: Text
    rank: Rank
    #: how to fix the decisions that it sees through; continues a sentence that names them
    fix: Text
    #: whether the words matter; if not, it plays the same in every language
    reads: bool = True
    #: whether its cue exists, given what is known; ``None`` if it always does
    needs: Callable[[Knowledge], object] | None = None
    #: whether it also uses the reply to its previous line
    hears_replies: bool = False

    def can_play(self, knowledge: Knowledge) -> bool:
        """Whether the scene and language have the cue that it goes by."""
        return self.needs is None or bool(self.needs(knowledge))


# -- cues ------------------------------------------------------------------------


def _longest(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return [cell_len(line) for line in lines]


def _shortest(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return [-cell_len(line) for line in lines]


def _first(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return [-index for index in range(len(lines))]


def _last(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return range(len(lines))


def _middle(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return [-abs(2 * index - (len(lines) - 1)) for index in range(len(lines))]


def _count(words: Mapping[str, re.Pattern[str]], sign: int = 1) -> Rank:
    def rank(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
        pattern = lexicon.pattern_for(words, knowledge.language)
        return [sign * len(pattern.findall(straight_apostrophes(line))) if pattern else 0 for line in lines]

    return rank


def _specific(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    exact = _count(PARTICULARS)(lines, heard, knowledge)
    return [count + sum(map(line.count, knowledge.names)) for count, line in zip(exact, lines, strict=True)]


def _no_cliches(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    return [-len(phrases_in(line, knowledge.cliches)) for line in lines]


def _echo(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    heard_words = content_words(heard)
    return [len(heard_words & content_words(line)) for line in lines]


def _within_limits(lines: Sequence[str], heard: str, knowledge: Knowledge) -> Sequence[float]:
    forbidden = _forbidden(knowledge)
    return [-len(forbidden & content_words(line)) for line in lines]


@cache
def _forbidden(knowledge: Knowledge) -> frozenset[str]:
    """The words of the limits that occur neither in the permissions nor in a name."""
    allowed = frozenset[str]().union(*map(content_words, (*knowledge.powers, *knowledge.names)))
    return frozenset[str]().union(*map(content_words, knowledge.limits)) - allowed


def _words_for(words: Mapping[str, re.Pattern[str]]) -> Callable[[Knowledge], object]:
    return lambda knowledge: lexicon.pattern_for(words, knowledge.language)


# -- the bots ------------------------------------------------------------------------

#: The fix for cues of position.
_ORDER = (
    "put the lines in another order there; their words need not change",
    "把这几处的选项换换先后就行，一个字都不用改",
)


def _bot(
    name: str,
    names: tuple[str, str],
    rank: Rank,
    fix: tuple[str, str],
    *,
    reads: bool = True,
    needs: Callable[[Knowledge], object] | None = None,
    hears_replies: bool = False,
) -> Bot:
    """Make a bot with its name and fix given as (English, Chinese)."""
    name_text, fix_text = (Text.of({"en": en, "zh": zh}) for en, zh in (names, fix))
    return Bot(id=name, name=name_text, rank=rank, fix=fix_text, reads=reads, needs=needs, hears_replies=hears_replies)


BOTS: tuple[Bot, ...] = (
    _bot(
        "longest",
        ("the longest line", "最长的一句"),
        _longest,
        (
            "shorten the best line, or let a poor one say as much",
            "把那里最好的一句改短些，或让欠妥的也说得一样多",
        ),
    ),
    _bot(
        "shortest",
        ("the shortest line", "最短的一句"),
        _shortest,
        ("shorten a poor line, or let the best one say more", "把那里欠妥的改短一句，或让最好的多说半句"),
    ),
    _bot("first", ("the first line in the file", "文件里的第一句"), _first, _ORDER, reads=False),
    _bot("last", ("the last line in the file", "文件里的最后一句"), _last, _ORDER, reads=False),
    _bot("middle", ("the middle line in the file", "文件里中间的一句"), _middle, _ORDER, reads=False),
    _bot(
        "polite",
        ("the most polite line", "最客气的一句"),
        _count(COURTESIES),
        ("spread please, thanks and the like evenly over the lines", "把“请”“您”“谢谢”这些客气话匀到各句里"),
        needs=_words_for(COURTESIES),
    ),
    _bot(
        "sorry",
        ("the most apologetic line", "道歉最多的一句"),
        _count(APOLOGIES),
        ("let poor lines say sorry as well, or a best one do without", "让欠妥的也道个歉，或让最好的那句不靠“对不起”"),
        needs=_words_for(APOLOGIES),
    ),
    _bot(
        "no-absolutes",
        ("a line without absolutes", "没有绝对词的一句"),
        _count(ABSOLUTES, -1),
        ("remove always, never and the like from the poor lines", "把“绝对”“一定”“从来”这类词从欠妥的话里拿掉"),
        needs=_words_for(ABSOLUTES),
    ),
    _bot(
        "no-cliches",
        ("a line without clichés", "没有套话的一句"),
        _no_cliches,
        ("say in fresh words what the poor lines say in clichés", "把欠妥的话里的套话换成平常人的说法"),
        needs=lambda knowledge: knowledge.cliches,
    ),
    _bot(
        "specific",
        ("the most specific line", "最具体的一句"),
        _specific,
        (
            "give poor lines numbers, times and names as well, or let the best one do without",
            "让欠妥的话也有数字、时间、人名，或让最好的那句不靠这些",
        ),
        needs=_words_for(PARTICULARS),
    ),
    _bot(
        "echo",
        ("the line that echoes most words", "重复对方用词最多的一句"),
        _echo,
        (
            "let poor lines repeat what was just said as well, or give the best one words of its own",
            "让欠妥的话也接一接对方刚说的词，或让最好的那句换自己的说法",
        ),
        hears_replies=True,
    ),
    _bot(
        "within-limits",
        ("a line that keeps to the briefing", "不越权的一句"),
        _within_limits,
        (
            "let poor lines keep to it as well, or let a best one mention what it limits (who decides, and when)",
            "让欠妥的话也不越权，或让最好的那句提到受限的事（归谁定、什么时候定）",
        ),
        needs=lambda knowledge: knowledge.limits,
    ),
)


def bot_options(bot: Bot, bundle: Bundle, language: str) -> Options:
    """Return what ``bot`` would choose at each moment, reading the scene in ``language``."""
    names = bundle.scenario.names()
    knowledge = knowledge_of(bundle, language)
    cached: dict[Moment, tuple[int, ...]] = {}

    def wanted(moment: Moment) -> tuple[int, ...]:
        top_lines = cached.get(moment)
        if top_lines is None:
            lines = [moment.passage.choice(name).say.fill(language, names) for name in moment.available]
            heard = " ".join(text.fill(language, names) for text in (moment.reply, moment.says) if text is not None)
            ranks = bot.rank(lines, heard, knowledge)
            top = max(ranks, default=0)
            top_lines = cached[moment] = tuple(index for index, rank in enumerate(ranks) if rank == top)
        return top_lines

    return wanted
