"""The choices before a scene begins, and the brief, as plain rows and paragraphs without widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import brief_parts, lens_of, papers, pass_conditions
from roleplay.presenting.facts.must_know import whole_brief
from roleplay.presenting.index_card import index_card
from roleplay.presenting.library_rows import HARDEST, criteria_of, labelled_facts, where_left
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.presenting.scene_languages import (
    has_language_choice,
    language_name,
    language_names,
    language_note,
    shown_language,
)
from roleplay.records.model import AttemptRecord, GoalRecord
from roleplay.records.settings import OFF, ON, PERSONA, parse_cast
from roleplay.scene.model import Bundle
from roleplay.scene.reactions import personas_offered
from roleplay.session import Mode, Setup
from roleplay.text.glyphs import Glyphs

V = TypeVar("V", bound=str)


class OptionKind(StrEnum):
    """What a row decides."""

    MODE = "mode"
    OWN_WORDS = "own_words"
    ASK_SURE = "ask_sure"
    TIMED = "timed"
    HIDE_METERS = "hide_meters"
    PERSONA = "persona"
    #: the reader's setting, not part of the attempt; the shell that shows the row changes it
    LANGUAGE = "language"


#: The settings that store these options. Of the other choices only the mode is remembered across scenes.
_SETTINGS: Mapping[OptionKind, str] = {
    OptionKind.OWN_WORDS: "own-words",
    OptionKind.ASK_SURE: "sure",
    OptionKind.TIMED: "timed",
    OptionKind.HIDE_METERS: "hide-meters",
}


class OptionLine(NamedTuple):
    """One choice: its name, its current value, and what that value means."""

    kind: OptionKind
    label: str
    value: str
    about: str
    #: for a persona, the id of the cast member
    member: str = ""
    #: whether it differs from the default of the scene or the program
    changed: bool = False


class Preparation:
    """The choices made in a briefing. ``setup`` is the resulting setup of the attempt."""

    def __init__(self, bundle: Bundle, setup: Setup) -> None:
        self.bundle = bundle
        self.setup = setup
        #: the exam mode is not offered when the attempt starts in the middle
        self.modes = tuple(mode for mode in Mode if mode is not Mode.EXAM or not setup.opening)
        scenario = bundle.scenario
        self.personas = {member: personas_offered(scenario, member, bundle.personas) for member in scenario.cast}
        self.kinds = [(OptionKind.LANGUAGE, "")] if has_language_choice(scenario.languages) else []
        self.kinds += [(OptionKind.MODE, ""), (OptionKind.OWN_WORDS, ""), (OptionKind.ASK_SURE, "")]
        if scenario.has_silence:
            self.kinds.append((OptionKind.TIMED, ""))
        if scenario.shows_meters:
            self.kinds.append((OptionKind.HIDE_METERS, ""))
        self.kinds += [(OptionKind.PERSONA, member) for member, known in self.personas.items() if len(known) > 1]

    def restore_mode_of(self, record: AttemptRecord) -> None:
        """Take over the mode of an attempt that was left unfinished, so that starting again keeps it."""
        if record.mode in self.modes:
            self.choose_mode(Mode(record.mode))

    def restore_last_choices(self, settings: Mapping[str, str], *, mode_given: bool) -> None:
        """Restore mode and options as last chosen in any scene, and the personas as last chosen in this one.

        Anything this scene does not offer is left unchanged. Explicit requests take precedence over the ``settings``:
        an option that is on, a persona, and the mode if ``mode_given``. An attempt that starts in the middle keeps its
        cast.
        """
        if not mode_given and settings.get("mode") in self.modes:
            self.choose_mode(Mode(settings["mode"]))
        on = {kind.value: True for kind in self._options if settings.get(_SETTINGS[kind]) == ON}
        self.setup = self.setup._replace(options=self.setup.options._replace(**on))
        if not self.setup.opening:
            last_cast = parse_cast(settings.get(self._persona_setting, ""))
            offered = {member: name for member, name in last_cast.items() if name in self.personas.get(member, ())}
            self._cast({**offered, **dict(self.setup.personas)})

    def _cast(self, personas: Mapping[str, str]) -> None:
        """Play these cast members as the given personas, and the others as the scene has them."""
        cast = self.bundle.scenario.cast
        others = tuple((who, what) for who, what in personas.items() if what != cast[who].persona)
        self.setup = self.setup._replace(personas=others)

    @property
    def _persona_setting(self) -> str:
        return f"{PERSONA}{self.bundle.scenario.id}"

    def changed_since(self, before: Setup) -> dict[str, str | None]:
        """Mode, options and personas that differ from ``before``, as settings; ``None`` removes a setting."""
        changed: dict[str, str | None] = {} if self.setup.mode is before.mode else {"mode": self.setup.mode.value}
        for kind in self._options:
            now = getattr(self.setup.options, kind.value)
            if now is not getattr(before.options, kind.value):
                changed[_SETTINGS[kind]] = ON if now else OFF
        if dict(self.setup.personas) != dict(before.personas):
            changed[self._persona_setting] = " ".join(f"{who}={what}" for who, what in self.setup.personas) or None
        return changed

    @property
    def _options(self) -> list[OptionKind]:
        return [kind for kind, _ in self.kinds if kind in _SETTINGS]

    def persona_of(self, member: str) -> str:
        """The persona chosen for a member of the cast."""
        return dict(self.setup.personas).get(member, self.bundle.scenario.cast[member].persona)

    def lines(self, words: Catalogue) -> list[OptionLine]:
        """The choices as rows to show."""
        return [self._line(kind, member, words) for kind, member in self.kinds]

    def _line(self, kind: OptionKind, member: str, words: Catalogue) -> OptionLine:
        if kind is OptionKind.MODE:
            mode = self.setup.mode
            return OptionLine(
                kind=kind, label=words("options.mode"), value=words(f"mode.{mode}"), about=words(f"mode.{mode}_about")
            )
        if kind is OptionKind.LANGUAGE:
            shown = shown_language(self.bundle.scenario.languages, words)
            return OptionLine(
                kind=kind,
                label=words("options.language"),
                value=language_name(shown, words),
                about=words("options.language_about", languages=language_names(self.bundle.scenario.languages, words)),
                changed=True,
            )
        if kind is OptionKind.PERSONA:
            chosen = self.persona_of(member)
            persona = self.bundle.personas[chosen]
            cast = self.bundle.scenario.cast[member]
            language = words.language
            changed = chosen != cast.persona
            return OptionLine(
                kind=kind,
                label=cast.name.get(language),
                value=persona.name.get(language),
                about=persona.about.get(language),
                member=member,
                changed=changed,
            )
        on = getattr(self.setup.options, kind.value)
        about = words(f"options.{kind}_about")
        return OptionLine(
            kind=kind,
            label=words(f"options.{kind}"),
            value=words("options.on" if on else "options.off"),
            about=about,
            changed=on,
        )

    def change(self, index: int, by: int) -> None:
        """Change a row to its next (``by`` 1) or previous (-1) value. The language row is left to the shell."""
        kind, member = self.kinds[index]
        if kind is OptionKind.LANGUAGE:
            return
        if kind is OptionKind.MODE:
            self.choose_mode(_cycled(self.modes, self.setup.mode, by))
        elif kind is OptionKind.PERSONA:
            chosen = _cycled(self.personas[member], self.persona_of(member), by)
            self._cast({**dict(self.setup.personas), member: chosen})
        else:
            options = self.setup.options
            changed = {kind.value: not getattr(options, kind.value)}
            self.setup = self.setup._replace(options=options._replace(**changed))

    def choose_mode(self, mode: Mode) -> None:
        """Choose the mode, if it is offered."""
        if mode in self.modes:
            self.setup = self.setup._replace(mode=mode)


def _cycled(values: Sequence[V], now: V, by: int) -> V:
    index = list(values).index(now) if now in values else 0
    return values[(index + by) % len(values)]


def start_paragraphs(setup: Setup, words: Catalogue) -> list[Paragraph]:
    """The seed, and the turn the attempt starts at if it is not the first."""
    paragraphs = [Paragraph(words("briefing.seed", seed=setup.seed), "$foreground-muted")]
    if setup.opening:
        paragraphs.append(Paragraph(words("briefing.begins_at", turn=len(setup.opening) + 1), "$text-warning"))
    return paragraphs


# -- the brief -----------------------------------------------------------------------


def brief_paragraphs(
    bundle: Bundle,
    words: Catalogue,
    glyphs: Glyphs,
    left: AttemptRecord | None,
    goal: GoalRecord | None,
    advised: str = "",
) -> list[Paragraph]:
    """Difficulty and length, where the learner left off, which step is ``advised``, and the parts of the brief."""
    scenario = bundle.scenario
    level = glyphs.bar(scenario.difficulty, HARDEST, HARDEST)
    facts = [
        words("library.level", level=level, value=scenario.difficulty),
        words("library.minutes", minutes=scenario.minutes),
    ]
    paragraphs = [Paragraph(f" {glyphs.separator} ".join(facts), "$foreground-muted")]
    if note := language_note(scenario.languages, words):
        paragraphs.append(Paragraph(note, "italic $text-warning"))
    if left is not None:
        paragraphs.append(Paragraph(words("briefing.left_here", **where_left(left, words)), "$text-warning"))
    if advised:
        paragraphs.append(Paragraph(advised, "$text-accent"))
    for name, text in brief_parts(bundle, words, goal):
        paragraphs += [BLANK_LINE, heading(name), *_lines(text)]
    return paragraphs


def whole_brief_paragraphs(bundle: Bundle, words: Catalogue) -> list[Paragraph]:
    """The whole briefing, to be read again at any time: the brief, papers, criteria and pass conditions."""
    paragraphs: list[Paragraph] = []
    for part in whole_brief(bundle, words):
        paragraphs += [heading(part.heading), *(line for text in part.texts for line in _lines(text)), BLANK_LINE]
    return paragraphs


def papers_paragraphs(bundle: Bundle, words: Catalogue) -> list[Paragraph]:
    """The papers that the learner has, each under its title; empty if the scene has none."""
    paragraphs: list[Paragraph] = []
    for title, text in papers(bundle.scenario, words.language):
        paragraphs += [heading(title), *_lines(text), BLANK_LINE]
    return paragraphs


def _lines(text: str) -> list[Paragraph]:
    """The lines of a text as paragraphs; if there are several, each gets a hanging indent."""
    first, *others = text.split("\n")
    return [Paragraph(line, hang=2) for line in (first, *others)] if others else [Paragraph(first)]


def criteria_paragraphs(bundle: Bundle, words: Catalogue, lens: str = "") -> list[Paragraph]:
    """The rubrics and pass conditions, which are known before play, and the rubric ``lens`` used in the debrief."""
    rubrics = [bundle.rubrics[ref] for ref in bundle.scenario.rubrics]
    paragraphs = [heading(words("briefing.looked_at"))]
    for rubric in rubrics:
        paragraphs += [*criteria_of(rubric, words), BLANK_LINE]
    paragraphs.append(heading(words("briefing.to_pass")))
    conditions = pass_conditions(bundle, words)
    paragraphs += [Paragraph(gate, hang=2) for gate in conditions.gates]
    if conditions.critical:
        paragraphs += [BLANK_LINE, Paragraph(conditions.critical, "$text-warning")]
    other = lens_of(bundle, lens)
    if other is not None:
        note = words("lens.briefing", rubric=other.name.get(words.language))
        paragraphs += [BLANK_LINE, Paragraph(note, "$text-warning")]
        paragraphs += [] if lens in bundle.scenario.rubrics else criteria_of(other, words)
    origin = labelled_facts(index_card(bundle.scenario, words), words)
    return [*paragraphs, BLANK_LINE, *origin] if origin else paragraphs
