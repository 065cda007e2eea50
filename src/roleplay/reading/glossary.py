"""Suggests what an unknown name could mean, by spelling and by the words of names and meanings.

People write what they mean, in either language, and not what a move is called here: ``apologise_vaguely``,
``no_deadline``, 认可情绪. A move of the opposite kind is never suggested, however similar its spelling: for a negated
name, such as ``no_deadline``, the suggestions are the moves that replace the move it negates, or are replaced by it.
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

#: How similar the spelling of two names must be, 0 to 1, for one to be a possible typo of the other: names of up to
#: ``_SHORT_NAME`` characters, and longer ones; from ``_TYPO`` on it is a certain one.
_SHORT_NAME, _SIMILAR_SHORT, _SIMILAR, _TYPO = 6, 0.65, 0.8, 0.88
#: The share of the written words that a term must contain to match, and to be the term that a negated name negates.
_MIN_SHARE, _MIN_NEGATED_SHARE = 0.4, 0.6
#: Suggestions scoring below this share of the best score are dropped.
_MIN_RELATIVE_SCORE = 0.7
#: The share of the longer of two words that must be a common prefix: "apologise" matches "apology".
_MIN_COMMON_PREFIX = 0.7
#: The length of the prefix by which words are looked up; shorter words are ignored in meanings.
_PREFIX_LENGTH = 4
#: The weight of a word in an id, in a name, in a meaning.
_IN_ID, _IN_NAME, _IN_MEANING = 1.0, 0.9, 0.45

_SEPARATORS = str.maketrans({"_": " ", "-": " ", ".": " ", "’": "", "'": ""})
_WORDS = re.compile(r"[a-z0-9]+")
_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP_WORDS = _word_set(
    """
    a an the of to for in on at by and or then than with from as is are be it its this that them they their one ones
    me my i you your he she his her who whom what which how when where there here so if do does did have has
    lies make makes give gives take takes get gets use uses show shows put puts offer offers
    """
)
#: Words that negate the words beside them.
_NEGATIONS = _word_set(
    """
    no not non never nothing nobody without dont doesnt didnt isnt cant wont cannot anti free lack lacks lacking missing
    fail fails omit omits skip skips drop drops ignore ignores avoid avoids forget forgets neglect neglects stop stops
    withhold withholds refuse refuses deny denies dismiss dismisses hide hides lose loses
    """
)
#: The weight of a word that no term contains.
_UNKNOWN_WEIGHT = 1.5
_NEGATING_PREFIXES = ("un", "non", "dis")
#: Words of criticism: those that only say how something is done, and below, all of them.
_MANNER = _word_set(
    """
    bad badly poor poorly wrong wrongly false falsely fake empty vague vaguely unclear hollow insincere premature
    rude rudely harsh harshly cold coldly careless closed
    """
)
_CRITICISM = _MANNER | _word_set(
    """
    leading but blame blames blaming burden threat threats threaten threatens lie lies excuse excuses pressure
    pressures punish punishes mock mocks dodge dodges jargon
    """
)
_NEGATIONS_ZH = re.compile("没有|拒绝|忽视|忽略|回避|跳过|[不没無无未勿缺]|(?<![叫让劝说人])别(?![人的])")
_CRITICISM_ZH = re.compile("空泛|含糊|敷衍|虚假|假装|推卸|逃避|乱|错|过早|过度|冷漠|但是|却")


class Term(NamedTuple):
    """Something that has a name and a meaning, each in any number of languages."""

    id: str
    names: tuple[str, ...]
    meanings: tuple[str, ...]
    #: only for a move
    kind: MoveKind | None = None
    #: for a poor move: the good moves to make instead
    instead: tuple[str, ...] = ()


class _ParsedName(NamedTuple):
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
        parsed = self._strip_prefixes(_parse(written))
        weights, spelling = self._weights_of(parsed.words), _Spelling(_normalised(written))
        scores: dict[str, float] = {}
        for term in self.terms.values():
            if _is_opposite(parsed, kind, term, self._ids[term.id], self._names[term.id]):
                continue
            score = self._fit(parsed, weights, term, spelling.similarity(self._ids[term.id].text))
            if score:
                scores[term.id] = score
        if max(scores.values(), default=0.0) < _TYPO:
            scores |= self._negated_matches(parsed, weights, kind)
        best = sorted(scores, key=lambda name: -scores[name])
        return [name for name in best if self._is_close_to_best(best[0], name, scores)][:most]

    def _is_close_to_best(self, first: str, other: str, scores: Mapping[str, float]) -> bool:
        """Whether a suggestion scores near enough to the first and is of the same kind."""
        return scores[other] >= _MIN_RELATIVE_SCORE * scores[first] and self.terms[first].kind is self.terms[other].kind

    def _fit(self, parsed: _ParsedName, weights: Mapping[str, float], term: Term, similarity: float) -> float:
        """How well a term fits; 0: not at all."""
        share = self._share(parsed.words, weights, term)
        own = self._ids[term.id]
        if (own.negated and not parsed.negated) or (own.poor and not parsed.poor):
            share /= 2  # an author who means the vague promise does not write `promise`
        score = max(similarity, share if share >= _MIN_SHARE else 0.0)
        return score and score + similarity / 4

    def _negated_matches(
        self, parsed: _ParsedName, weights: Mapping[str, float], kind: MoveKind | None
    ) -> dict[str, float]:
        """For a negated name: the moves that replace, or are replaced by, the move it negates, with scores."""
        shares = {
            term.id: share
            for term in self.terms.values()
            if parsed.negated
            and term.kind
            and (share := self._share(parsed.words, weights, term)) >= _MIN_NEGATED_SHARE
        }
        if not shares:
            return {}
        term = self.terms[max(shares, key=lambda name: shares[name])]
        if term.kind is MoveKind.POOR:
            opposites = [name for name in term.instead if name in self.terms]
        else:
            replaced = [other for other in self.terms.values() if term.id in other.instead]
            opposites = [other.id for other in sorted(replaced, key=lambda other: other.instead.index(term.id))]
        return {
            name: 1.0 - 0.1 * index for index, name in enumerate(opposites) if kind in (None, self.terms[name].kind)
        }

    def _strip_prefixes(self, parsed: _ParsedName) -> _ParsedName:
        """The same name with negating prefixes stripped and counted as negation: "unspecific" is "not specific"."""
        words, negated = list(parsed.words), parsed.negated
        for index, word in enumerate(parsed.words):
            prefix = next((prefix for prefix in _NEGATING_PREFIXES if word.startswith(prefix)), None)
            rest = word.removeprefix(prefix) if prefix else ""
            if len(rest) > _PREFIX_LENGTH and not self._forms_of(word) and self._forms_of(rest):
                words[index], negated = rest, True
        return parsed._replace(words=tuple(words), negated=negated)

    def _share(self, words: Iterable[str], weights: Mapping[str, float], term: Term) -> float:
        """The share of ``words`` that a term contains, each by its weight and by its weight in the term."""
        own = self._words[term.id]
        total = sum(weights.values())
        matched = sum(
            weights[word] * max((own.get(form, 0.0) for form in self._forms_of(word)), default=0.0) for word in words
        )
        return matched / total if total else 0.0

    def _weights_of(self, words: Iterable[str]) -> dict[str, float]:
        """The weight of each word: higher if fewer terms contain it; words of manner count half, unknown ones fixed."""
        counts = {word: sum(self._counts[form] for form in self._forms_of(word)) for word in words}
        return {
            word: math.log(1 + len(self.terms) / count) * (0.5 if word in _manner_stems() else 1.0)
            if count
            else _UNKNOWN_WEIGHT
            for word, count in counts.items()
        }

    def _forms_of(self, word: str) -> list[str]:
        """The words of all terms that are forms of the same word."""
        return [other for other in self._by_prefix[word[:_PREFIX_LENGTH]] if _is_same_word(word, other)]

    @cached_property
    def _ids(self) -> Mapping[str, _ParsedName]:
        return {name: _parse(name) for name in self.terms}

    @cached_property
    def _names(self) -> Mapping[str, _ParsedName]:
        return {term.id: _parse(" ".join((term.id, *term.names))) for term in self.terms.values()}

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, float]]:
        """For each term, its words with their weights."""
        return {term.id: _word_weights(term) for term in self.terms.values()}

    @cached_property
    def _counts(self) -> Mapping[str, float]:
        """How many terms contain each word, weighted by its weight there."""
        counts: dict[str, float] = defaultdict(float)
        for words in self._words.values():
            for word, weight in words.items():
                counts[word] += weight
        return counts

    @cached_property
    def _by_prefix(self) -> Mapping[str, list[str]]:
        by_prefix: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            by_prefix[word[:_PREFIX_LENGTH]].append(word)
        return by_prefix


def _is_opposite(parsed: _ParsedName, kind: MoveKind | None, term: Term, own: _ParsedName, named: _ParsedName) -> bool:
    """Whether a move is of the kind opposite to what was written, or to what is expected there."""
    if term.kind is None:
        return False
    if kind not in (None, term.kind) or (parsed.poor and term.kind is MoveKind.GOOD):
        return True
    if parsed.negated and term.kind is MoveKind.GOOD:
        return not own.negated
    return parsed.negated and not named.negated


class _Spelling:
    """Compares the spelling of names with that of a written one, all of them normalised."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._matcher = SequenceMatcher(None, "", written)

    def similarity(self, name: str) -> float:
        """How similar the two are, 0 to 1; 0 if one cannot be a typo of the other."""
        least = _SIMILAR_SHORT if min(len(name), len(self._written)) <= _SHORT_NAME else _SIMILAR
        if name[:1] != self._written[:1]:
            least = _TYPO
        matcher = self._matcher
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0.0
        ratio = matcher.ratio()
        return ratio if ratio >= least else 0.0


def _is_same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    shorter, longer = sorted((len(word), len(other)))
    if shorter < _PREFIX_LENGTH:
        return False
    common = next((index for index in range(shorter) if word[index] != other[index]), shorter)
    is_prefix = common == shorter
    return (common >= _MIN_COMMON_PREFIX * longer and (is_prefix or common > _PREFIX_LENGTH)) or (
        is_prefix and shorter > _PREFIX_LENGTH
    )


def _word_weights(term: Term) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for texts, weight in ((term.meanings, _IN_MEANING), (term.names, _IN_NAME), ((term.id,), _IN_ID)):
        for text in texts:
            weights.update(
                dict.fromkeys(_stems(_normalised(text), _PREFIX_LENGTH if weight == _IN_MEANING else 1), weight)
            )
    return weights


def _parse(text: str) -> _ParsedName:
    normalised = _normalised(text)
    latin = _WORDS.findall(normalised)
    negated = not _NEGATIONS.isdisjoint(latin) or _NEGATIONS_ZH.search(normalised) is not None
    poor = not _CRITICISM.isdisjoint(latin) or _CRITICISM_ZH.search(normalised) is not None
    words = tuple(dict.fromkeys(_stems(normalised)))
    return _ParsedName(normalised, words or tuple(map(_stem, latin)), negated and bool(words), poor)


def _stems(normalised: str, letters: int = 1) -> Iterator[str]:
    """The significant words, stemmed; for Chinese, every two adjacent characters.

    Latin words of fewer than ``letters`` letters are left out.
    """
    for run in _CJK.findall(_NEGATIONS_ZH.sub(" ", normalised.replace("的", ""))):
        yield from (run[start : start + 2] for start in range(max(len(run) - 1, 1)))
    for word in _WORDS.findall(normalised):
        if len(word) >= letters and word not in _STOP_WORDS and word not in _NEGATIONS:
            yield _stem(word)


def _stem(word: str) -> str:
    for endings in (("s",), ("ing", "ie", "ed", "e", "ly", "y")):
        ending = next((ending for ending in endings if word.endswith(ending) and len(word) - len(ending) >= 3), "")
        word = word.removesuffix(ending)
        if ending in ("ing", "ed") and word[-1:] == word[-2:-1] and word[-1:] not in "lsz":
            word = word[:-1]  # stopping
    return word.removesuffix("e") if len(word) > 3 else word


@cache
def _manner_stems() -> frozenset[str]:
    return frozenset(map(_stem, _MANNER))


def _normalised(text: str) -> str:
    """The text as compared: in Unicode form NFKC, lower case, words separated by spaces."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SEPARATORS)
