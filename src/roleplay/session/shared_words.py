"""How many words a typed line shares with a line of the scene: the comparison used without an encoder.

Only content words count. "I understand, but that's our policy" and "you tell it, and I won't cut in" share nothing but
"I" and "it"; 我们 and 办法 occur in anybody's lines.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from roleplay.scene.patterns import tokens
from roleplay.session.nearest import BY_WORDS, Basis, Nearest, rank

#: Two Latin words count as the same if this many initial letters agree: "repair" and "repairing".
_STEM_LENGTH = 4
#: Minimum number of shared characters: a single Chinese one is chance.
_MIN_CHARACTERS = 2
#: This many words, or Chinese characters, in a row are no coincidence, however common each of them is.
_RUN_LENGTH = 5

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
#: A space after a Chinese character.
_AFTER_CHINESE = re.compile("(?<=[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]) ")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Stop words. Of words with an apostrophe, the part before it is listed ("it's", "that'll").
_STOP_WORDS = _word_set(
    """
    a about after again all also am an and any anybody anyone anything are as at away back be because been before
    being both but by can cannot come could did do does doing done down each either else ever every everybody
    everyone everything few for from further get gets getting give given go goes going gone got had has have having
    he hello her here hers hi him his how however i if in into is it its itself just keep kind know let like little
    ll look made make many may maybe me might mine more most much must my need never no nobody none nor not nothing
    now of off oh ok okay on once one only or other our ours out over own perhaps please put quite rather re really
    right s said same say see shall she should since sir so some somebody someone something still such sure take
    tell than that the their theirs them then there these they thing things this those though to too two up upon us
    very want was way we well were what when where whether which while who whom whose why will with within without
    would yes yet you your yours yourself madam mr mrs ms
    """
)
#: Chinese stop words of two or more characters.
CHINESE_STOP_WORDS = _word_set(
    """
    能不能 是不是 会不会 行不行 好不好 要不要 有没有 对不对 怎么样 为什么 没办法 这会儿 我们 你们 您们
    他们 她们 它们 咱们 大家 自己 人家 这个 那个 这些 那些 这里 那里 这儿 那儿 这样 那样 这么 那么 这边
    那边 这次 那次 这事 那事 这件 那件 什么 怎么 怎样 哪个 哪里 哪儿 哪些 哪一 多少 几个 一个 一下 一点
    一些 一定 一样 一直 一起 一次 一句 两个 可以 可能 不能 不会 不是 不要 不用 不行 没有 没法 办法 还是
    就是 但是 可是 不过 而且 或者 如果 要是 因为 所以 虽然 然后 现在 已经 还有 只是 只要 只能 都是 也是
    真的 其实 觉得 知道 好的 好吧 行吗 好吗 是吗 对吗 的话 时候 东西 事情 问题 先生 女士 出来 起来 下来
    过来 过去 上来 下去 回来 看看 说说 问问
    """
)
_CHINESE_STOP_WORD = re.compile("|".join(sorted(CHINESE_STOP_WORDS, key=len, reverse=True)))
#: Chinese characters that are stop words when they stand alone.
_STOP_CHARACTERS = frozenset(
    "我你您他她它咱谁这那哪的了着过得地吗呢吧啊呀嘛哦哈唉嗯哎哟是在有没不别也都就才还又再很太更最真和跟与同给对把被让叫向从到往为以"
    "于而但却或若因所之其要会能可想该肯敢来去上下里外前后中个件句次遍些点儿一二两几多少好行请先只说话事人么咋啥如已将并且则便即各每"
    "某另"
)


class SharedWords:
    """Compares with the lines of one scene in one language; words that occur in few lines weigh more."""

    def __init__(self, lines: Iterable[str]) -> None:
        """``lines`` are all lines that can be said in the scene."""
        pieces = [pieces_of(line) for line in lines]
        self._max_log = math.log(len(pieces) + 1)
        self._lines_with = Counter(piece for line in pieces for piece in line)

    def similarity(self, typed: str, line: str) -> float:
        """The weighted Dice coefficient of the two lines, 0 to 1; a long common run is always enough to be offered."""
        typed_pieces, line_pieces = pieces_of(typed), pieces_of(line)
        common = typed_pieces & line_pieces
        least = BY_WORDS.floor if _runs(typed) & _runs(line) else 0.0
        if sum(map(len, common)) < _MIN_CHARACTERS:
            return least
        return max(least, 2 * self._weight(common) / (self._weight(typed_pieces) + self._weight(line_pieces)))

    def nearest(self, typed: str, lines: Mapping[str, str], basis: Basis = Basis.WORDS) -> Nearest:
        """What to offer from ``lines`` (choice -> text)."""
        return rank({choice: self.similarity(typed, line) for choice, line in lines.items()}, BY_WORDS, basis)

    def _weight(self, pieces: Iterable[str]) -> float:
        """The sum of weights: 1 for a piece in at most one line, down to 0 (roughly) for a piece in all of them."""
        return math.fsum(1 - math.log(max(self._lines_with[piece], 1)) / self._max_log for piece in pieces)


def pieces_of(text: str) -> frozenset[str]:
    """The units compared: prefixes of Latin words (longer matches count more), Chinese characters and their pairs.

    Stop words are left out.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    pieces: set[str] = set()
    for run in _CJK.findall(plain):
        for part in _CHINESE_STOP_WORD.sub(" ", run).split():
            full = [character not in _STOP_CHARACTERS for character in part]
            pieces.update(character for character, counts in zip(part, full, strict=True) if counts)
            pieces.update(part[at : at + 2] for at in range(len(part) - 1) if full[at] and full[at + 1])
    for word in _WORDS.findall(_CJK.sub(" ", plain)):
        before, apostrophe, after = word.partition("'")
        if before not in _STOP_WORDS and not (apostrophe and after == "t"):
            pieces.update(before[:end] for end in range(_STEM_LENGTH, max(len(before), _STEM_LENGTH) + 1))
    return frozenset(pieces)


def _runs(text: str) -> frozenset[str]:
    """Every `_RUN_LENGTH` words in a row (each Chinese character counts as a word) that are not all stop words."""
    plain = [token.text for token in tokens(text)]
    runs = (" ".join(plain[at : at + _RUN_LENGTH]) for at in range(len(plain) - _RUN_LENGTH + 1))
    return frozenset(run for run in runs if pieces_of(_AFTER_CHINESE.sub("", run)))


def content_words(text: str) -> frozenset[str]:
    """The content words of a text, each once: Latin words by their prefix, Chinese ones as pairs of characters.

    Only the first `_STEM_LENGTH` letters of a Latin word are used, so that "repair" and "repairing" are the same and a
    long word counts no more than a short one; a single character is not a word.
    """
    return frozenset(piece for piece in pieces_of(text) if 1 < len(piece) <= _STEM_LENGTH)
