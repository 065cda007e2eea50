"""Suggests what an unknown name could mean, by spelling and by the words of names and meanings.

People write what they mean, in either language, and not what a move is called here: ``apologise_vaguely``,
``no_deadline``, 认可情绪. A move of the opposite kind is never suggested, however similar its spelling: for a negated
name, such as ``no_deadline``, the suggestions are the moves that cure, or are cured by, the move it negates.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import NamedTuple

from roleplay.scene.model import MoveKind

#: How similar the spelling of two names must be, 0 to 1, to count as a typo: names of up to ``_SHORT`` characters, and
#: longer ones; from ``_SLIP`` on it is certainly a typo.
_SHORT, _ALIKE_SHORT, _ALIKE, _SLIP = 6, 0.65, 0.8, 0.88
#: The share of the written words that a term must contain to match, and to be the term that a negated name negates.
_SHARE, _TAKEN_BACK = 0.4, 0.6
#: Suggestions scoring below this share of the best score are dropped.
_BESIDE = 0.7
#: The share of the longer of two words that must be a common prefix: "apologise" matches "apology".
_PART = 0.7
#: The length of the prefix by which words are looked up; shorter words are ignored in meanings.
_LETTERS = 4
#: The weight of a word in an id, in a name, in a meaning.
_IN_ID, _IN_NAME, _IN_MEANING = 1.0, 0.9, 0.45

_APART = str.maketrans({"_": " ", "-": " ", ".": " ", "’": "", "'": ""})
_WORDS = re.compile(r"[a-z0-9]+")
_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EMPTY = _listed(
    """
    a an the of to for in on at by and or then than with from as is are be it its this that them they their one ones
    me my i you your he she his her who whom what which how when where there here so if do does did have has
    lies make makes give gives take takes get gets use uses show shows put puts offer offers
    """
)
#: Words that negate the words beside them.
_NOT = _listed(
    """
    no not non never nothing nobody without dont doesnt didnt isnt cant wont cannot anti free lack lacks lacking missing
    fail fails omit omits skip skips drop drops ignore ignores avoid avoids forget forgets neglect neglects stop stops
    withhold withholds refuse refuses deny denies dismiss dismisses hide hides lose loses
    """
)
#: The weight of a word that no term contains.
_OF_NONE = 1.5
_NOT_AT_THE_FRONT = ("un", "non", "dis")
#: Words of criticism: those that only say how something is done, and below, all of them.
_HOW = _listed(
    """
    bad badly poor poorly wrong wrongly false falsely fake empty vague vaguely unclear hollow insincere premature
    rude rudely harsh harshly cold coldly careless closed
    """
)
_POORLY = _HOW | _listed(
    """
    leading but blame blames blaming burden threat threats threaten threatens lie lies excuse excuses pressure
    pressures punish punishes mock mocks dodge dodges jargon
    """
)
_NOT_ZH = re.compile("没有|拒绝|忽视|忽略|回避|跳过|[不没無无未勿缺]|(?<![叫让劝说人])别(?![人的])")
_POORLY_ZH = re.compile("空泛|含糊|敷衍|虚假|假装|推卸|逃避|乱|错|过早|过度|冷漠|但是|却")


class Term(NamedTuple):
    """Something that has a name and a meaning, each in any number of languages."""

    id: str
    names: tuple[str, ...]
    meanings: tuple[str, ...]
    #: only for a move
    kind: MoveKind | None = None
    #: for a poor move: the good moves that cure it
    cures: tuple[str, ...] = ()


class _Reading(NamedTuple):
    """A name prepared for comparison: its words, and what they say about its kind."""

    text: str
    words: tuple[str, ...]
    negated: bool
    poor: bool


class Glossary:
    """Terms, to be found by names that they could have been given."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {term.id: term for term in terms}

    def close_matches(self, written: str, most: int = 3, kind: MoveKind | None = None) -> list[str]:
        """The ids that ``written`` could mean, most likely first; empty if nothing is similar.

        ``kind``: the kind of move expected there, if its location in the file determines one.
        """
        said = self._with_fronts(_read(written))
        weights, letters = self._weights(said.words), _Letters(_folded(written))
        found: dict[str, float] = {}
        for term in self.terms.values():
            if _is_opposite(said, kind, term, self._ids[term.id], self._names[term.id]):
                continue
            fits = self._fit(said, weights, term, letters.alike(self._ids[term.id].text))
            if fits:
                found[term.id] = fits
        if max(found.values(), default=0.0) < _SLIP:
            found |= self._taken_back(said, weights, kind)
        best = sorted(found, key=lambda name: -found[name])
        return [name for name in best if self._may_stand_beside(best[0], name, found)][:most]

    def _may_stand_beside(self, first: str, other: str, found: Mapping[str, float]) -> bool:
        """Whether a suggestion scores near enough to the first and is of the same kind."""
        return found[other] >= _BESIDE * found[first] and self.terms[first].kind is self.terms[other].kind

    def _fit(self, said: _Reading, weights: Mapping[str, float], term: Term, alike: float) -> float:
        """How well a term fits; 0: not at all."""
        share = self._share(said.words, weights, term)
        own = self._ids[term.id]
        if (own.negated and not said.negated) or (own.poor and not said.poor):
            share /= 2  # an author who means the vague promise does not write `promise`
        fits = max(alike, share if share >= _SHARE else 0.0)
        return fits and fits + alike / 4

    def _taken_back(self, said: _Reading, weights: Mapping[str, float], kind: MoveKind | None) -> dict[str, float]:
        """For a negated name: the moves that cure, or are cured by, the move that it negates, with their scores."""
        shares = {
            term.id: share
            for term in self.terms.values()
            if said.negated and term.kind and (share := self._share(said.words, weights, term)) >= _TAKEN_BACK
        }
        if not shares:
            return {}
        term = self.terms[max(shares, key=lambda name: shares[name])]
        if term.kind is MoveKind.POOR:
            ends = [cure for cure in term.cures if cure in self.terms]
        else:
            cured = [other for other in self.terms.values() if term.id in other.cures]
            ends = [other.id for other in sorted(cured, key=lambda other: other.cures.index(term.id))]
        return {name: 1.0 - 0.1 * index for index, name in enumerate(ends) if kind in (None, self.terms[name].kind)}

    def _with_fronts(self, said: _Reading) -> _Reading:
        """The same name with negating prefixes stripped and counted as negation: "unspecific" is "not specific"."""
        words, negated = list(said.words), said.negated
        for index, word in enumerate(said.words):
            front = next((front for front in _NOT_AT_THE_FRONT if word.startswith(front)), None)
            rest = word.removeprefix(front) if front else ""
            if len(rest) > _LETTERS and not self._like(word) and self._like(rest):
                words[index], negated = rest, True
        return said._replace(words=tuple(words), negated=negated)

    def _share(self, words: Iterable[str], weights: Mapping[str, float], term: Term) -> float:
        """The share of ``words`` that a term contains, each by its weight and by its weight in the term."""
        own = self._words[term.id]
        whole = sum(weights.values())
        has = sum(weights[word] * max((own.get(like, 0.0) for like in self._like(word)), default=0.0) for word in words)
        return has / whole if whole else 0.0

    def _weights(self, words: Iterable[str]) -> dict[str, float]:
        """The weight of each word: higher if fewer terms contain it; words of manner count half, unknown ones fixed."""
        counts = {word: sum(self._counts[like] for like in self._like(word)) for word in words}
        return {
            word: math.log(1 + len(self.terms) / count) * (0.5 if word in _how() else 1.0) if count else _OF_NONE
            for word, count in counts.items()
        }

    def _like(self, word: str) -> list[str]:
        """The words of all terms that are forms of the same word."""
        return [other for other in self._by_front[word[:_LETTERS]] if _is_same_word(word, other)]

    @cached_property
    def _ids(self) -> Mapping[str, _Reading]:
        return {name: _read(name) for name in self.terms}

    @cached_property
    def _names(self) -> Mapping[str, _Reading]:
        return {term.id: _read(" ".join((term.id, *term.names))) for term in self.terms.values()}

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, float]]:
        """For each term, its words with their weights."""
        return {term.id: _weighed(term) for term in self.terms.values()}

    @cached_property
    def _counts(self) -> Mapping[str, float]:
        """How many terms contain each word, weighted by its weight there."""
        counts: dict[str, float] = defaultdict(float)
        for words in self._words.values():
            for word, weight in words.items():
                counts[word] += weight
        return counts

    @cached_property
    def _by_front(self) -> Mapping[str, list[str]]:
        fronts: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            fronts[word[:_LETTERS]].append(word)
        return fronts


def _is_opposite(said: _Reading, kind: MoveKind | None, term: Term, own: _Reading, named: _Reading) -> bool:
    """Whether a move is of the kind opposite to what was written, or to what is expected there."""
    if term.kind is None:
        return False
    if kind not in (None, term.kind) or (said.poor and term.kind is MoveKind.GOOD):
        return True
    if said.negated and term.kind is MoveKind.GOOD:
        return not own.negated
    return said.negated and not named.negated


class _Letters:
    """Compares the spelling of names with that of a written one; all of them folded."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._matcher = SequenceMatcher(None, "", written)

    def alike(self, name: str) -> float:
        """How similar the two are, 0 to 1; 0 if one cannot be a typo of the other."""
        least = _ALIKE_SHORT if min(len(name), len(self._written)) <= _SHORT else _ALIKE
        if name[:1] != self._written[:1]:
            least = _SLIP
        matcher = self._matcher
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0.0
        alike = matcher.ratio()
        return alike if alike >= least else 0.0


def _is_same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _LETTERS:
        return False
    alike = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    begins = alike == shorter
    return (alike >= _PART * longer and (begins or alike > _LETTERS)) or (begins and shorter > _LETTERS)


def _weighed(term: Term) -> Mapping[str, float]:
    weighed: dict[str, float] = {}
    for texts, weight in ((term.meanings, _IN_MEANING), (term.names, _IN_NAME), ((term.id,), _IN_ID)):
        for text in texts:
            weighed.update(dict.fromkeys(_pieces(_folded(text), _LETTERS if weight == _IN_MEANING else 1), weight))
    return weighed


def _read(text: str) -> _Reading:
    folded = _folded(text)
    latin = _WORDS.findall(folded)
    negated = not _NOT.isdisjoint(latin) or _NOT_ZH.search(folded) is not None
    poor = not _POORLY.isdisjoint(latin) or _POORLY_ZH.search(folded) is not None
    words = tuple(dict.fromkeys(_pieces(folded)))
    return _Reading(folded, words or tuple(map(_stem, latin)), negated and bool(words), poor)


def _pieces(folded: str, letters: int = 1) -> Iterator[str]:
    """The significant words, stemmed; for Chinese, every two adjacent characters.

    Latin words of fewer than ``letters`` letters are left out.
    """
    for run in _CJK.findall(_NOT_ZH.sub(" ", folded.replace("的", ""))):
        yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
    for word in _WORDS.findall(folded):
        if len(word) >= letters and word not in _EMPTY and word not in _NOT:
            yield _stem(word)


def _stem(word: str) -> str:
    for endings in (("s",), ("ing", "ie", "ed", "e", "ly", "y")):
        ending = next((ending for ending in endings if word.endswith(ending) and len(word) - len(ending) >= 3), "")
        word = word.removesuffix(ending)
        if ending in ("ing", "ed") and word[-1:] == word[-2:-1] and word[-1:] not in "lsz":
            word = word[:-1]  # stopping
    return word.removesuffix("e") if len(word) > 3 else word


@cache
def _how() -> frozenset[str]:
    return frozenset(map(_stem, _HOW))


def _folded(text: str) -> str:
    """The text as compared: normalised, lower case, words separated by blanks."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_APART)
