"""Players who never read for meaning: what a test-wise learner goes by when the lines give themselves away.

A bot ranks the lines and takes the highest. Where several rank alike it has no reason to prefer any of them: it guesses
among them, as that learner would. (To take the first of the file instead would make every bot partly the bot "first",
stronger or weaker by an accident of writing.) So a bot may pass by luck, and what it passes by luck is held to the
bound of chance; see `fairness`.

The bots that go by place count in the order of the file, in which a facilitator reads lines out and a handout prints
them. The order on screen is shuffled by the seed, each order alike: there, "always the first" is playing by chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from roleplay.scene.text import Text
from roleplay.simulation import lexicon
from roleplay.simulation.lexicon import ABSOLUTES, APOLOGIES, COURTESIES, plain
from roleplay.simulation.moments import Moment, Options
from roleplay.text.cells import cell_len

#: From the lines of a decision, what they answer, and the language of both: a rank for each line.
Rank = Callable[[Sequence[str], str, str], Sequence[float]]


class Bot(NamedTuple):
    """A player who goes by the surface."""

    id: str
    name: Text
    rank: Rank
    #: whether the words matter; if not, it plays alike in every language
    reads: bool = True
    #: the words that it goes by, by language; ``None``: it needs none
    words: Mapping[str, re.Pattern[str]] | None = None
    #: whether it also goes by the answer to its last line
    hears_replies: bool = False

    def can_play(self, language: str) -> bool:
        """Whether it has the words that it goes by in this language."""
        return self.words is None or lexicon.of(self.words, language) is not None


# -- what they go by -------------------------------------------------------------


def _longest(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    return [cell_len(line) for line in lines]


def _shortest(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    return [-cell_len(line) for line in lines]


def _first(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    return [-index for index in range(len(lines))]


def _last(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    return range(len(lines))


def _middle(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    return [-abs(2 * index - (len(lines) - 1)) for index in range(len(lines))]


def _count(words: Mapping[str, re.Pattern[str]], sign: int = 1) -> Rank:
    def rank(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
        pattern = lexicon.of(words, language)
        return [sign * len(pattern.findall(plain(line))) if pattern else 0 for line in lines]

    return rank


def _echo(lines: Sequence[str], heard: str, language: str) -> Sequence[float]:
    theirs = words_of(heard, language)
    return [len(theirs & words_of(line, language)) for line in lines]


# -- words -------------------------------------------------------------------------

#: Words that stand in any sentence; to share them is no echo.
_STOP_WORDS = """
a about all am an and are as at back be been but by ca can come could did do does for from get go got had has have he
her here him his how i if in into is it its just let like me my no not now of off on one or our out over say she so some
take than that the their them then there they this to too up us very was we well were what when where which who why will
with wo would yes you your
"""
_STOP = frozenset(_STOP_WORDS.split())
_CONTRACTED = re.compile(r"n't\b|'(?:d|ll|m|re|s|ve)\b")
#: Characters that stand in any sentence; a word does not reach over one.
_STOP_CHARACTERS = (
    "的了着过得地是在有没不也都就还又再才很太真最和与跟同或但而且则于以之其所被把给让叫对向从到去来上下里中外"
    "我你您他她它们咱这那哪此每各某个些一两几多少什么谁怎样吗呢吧啊呀嘛哦嗯要会能可想说讲好请为因如若只却便"
)
_PIECE = re.compile(f"(?:(?![{_STOP_CHARACTERS}])[\u4e00-\u9fff]){{2,}}")
_LATIN = re.compile(r"[a-z0-9]+(?:[.,:][0-9]+)*", re.ASCII)
_WORD = re.compile(r"\w+")


def words_of(text: str, language: str) -> frozenset[str]:
    """The words of a text that carry something, as far as that can be told without a dictionary.

    In Chinese two neighbouring characters, neither of which is such as stand in any sentence; Latin words and numbers
    as they are. Elsewhere the words in small letters, in English without those that stand in any sentence.
    """
    text = plain(text).lower()
    match language.partition("-")[0]:
        case "zh":
            words = set(_LATIN.findall(text))
            for piece in _PIECE.findall(text):
                words.update(piece[index : index + 2] for index in range(len(piece) - 1))
            return frozenset(words)
        case "en":
            return frozenset(_LATIN.findall(_CONTRACTED.sub(" ", text))) - _STOP
        case _:
            return frozenset(_WORD.findall(text))


# -- the bots ------------------------------------------------------------------------


def _bot(name: str, en: str, zh: str, rank: Rank, *, reads: bool = True) -> Bot:
    return Bot(name, Text.of({"en": en, "zh": zh}), rank, reads)


def _counting(name: str, en: str, zh: str, words: Mapping[str, re.Pattern[str]], sign: int = 1) -> Bot:
    return Bot(name, Text.of({"en": en, "zh": zh}), _count(words, sign), True, words)


BOTS: tuple[Bot, ...] = (
    _bot("longest", "the longest line", "最长的一句", _longest),
    _bot("shortest", "the shortest line", "最短的一句", _shortest),
    _bot("first", "the first line in the file", "文件里的第一句", _first, reads=False),
    _bot("last", "the last line in the file", "文件里的最后一句", _last, reads=False),
    _bot("middle", "the middle line in the file", "文件里中间的一句", _middle, reads=False),
    _counting("polite", "the most polite line", "最客气的一句", COURTESIES),
    _counting("sorry", "the most apologetic line", "道歉最多的一句", APOLOGIES),
    _counting("no-absolutes", "a line without absolutes", "没有绝对词的一句", ABSOLUTES, -1),
    _bot("echo", "the line that echoes most words", "重复对方用词最多的一句", _echo),
)


def options(bot: Bot, language: str, names: Mapping[str, Text]) -> Options:
    """What ``bot`` would take at a moment, as the texts stand in ``language`` with the ``names`` of the cast."""
    known: dict[Moment, tuple[int, ...]] = {}

    def wanted(moment: Moment) -> tuple[int, ...]:
        top_lines = known.get(moment)
        if top_lines is None:
            lines = [moment.passage.choice(name).say.fill(language, names) for name in moment.able]
            heard = moment.says.fill(language, names) if moment.says is not None else ""
            ranks = bot.rank(lines, heard, language)
            top = max(ranks, default=0)
            top_lines = known[moment] = tuple(index for index, rank in enumerate(ranks) if rank == top)
        return top_lines

    return wanted
