"""The brief before a scene begins, as paragraphs, and the choices remembered from last time."""

from __future__ import annotations

from builders import bundle, scene
from roleplay.locales import catalogue
from roleplay.presenting.paragraphs import wrapped
from roleplay.presenting.preparation import OptionKind, Preparation, papers_paragraphs
from roleplay.session import Mode, Options, Setup


def test_lines_of_a_paper_have_a_hanging_indent() -> None:
    log = {"title": "Log", "text": "9:40 nobody at the door\n\n9:41 gone"}
    data = scene(brief={**scene()["brief"], "papers": [log]})
    text, _ = wrapped(papers_paragraphs(bundle(data), catalogue("en")), 16)
    assert text == "Log\n9:40 nobody at\n  the door\n\n9:41 gone\n"


def test_a_scene_without_papers_has_no_paragraphs() -> None:
    assert papers_paragraphs(bundle(scene()), catalogue("en")) == []


#: Every setting that can be remembered.
ALL = {"mode": "exam", "own-words": "on", "sure": "on", "timed": "on", "hide-meters": "on"}


def test_mode_and_options_are_restored_as_far_as_the_scene_has_them() -> None:
    preparation = Preparation(bundle(scene()), Setup(seed=3))
    preparation.restore_last_choices({**ALL, "sure": "off"}, mode_given=False)
    assert not bundle(scene()).scenario.has_silence
    assert preparation.setup == Setup(3, Mode.EXAM, options=Options(own_words=True, hide_meters=True))
    in_the_middle = Preparation(bundle(scene()), Setup(opening=("sit",)))
    in_the_middle.restore_last_choices(ALL, mode_given=False)
    assert in_the_middle.setup.mode is Mode.PRACTICE, "no exam begins in the middle"


def test_the_command_line_takes_precedence_over_the_last_choices() -> None:
    preparation = Preparation(bundle(scene()), Setup(mode=Mode.GUIDED, options=Options(own_words=True)))
    preparation.restore_last_choices({"mode": "exam", "own-words": "off", "sure": "on"}, mode_given=True)
    assert preparation.setup == Setup(mode=Mode.GUIDED, options=Options(own_words=True, ask_sure=True))


def test_only_changed_choices_become_settings() -> None:
    preparation = Preparation(bundle(scene()), Setup())
    preparation.restore_last_choices(ALL, mode_given=False)
    before = preparation.setup
    assert preparation.changed_since(before) == {}
    preparation.choose_mode(Mode.GUIDED)
    preparation.change([kind for kind, _ in preparation.kinds].index(OptionKind.ASK_SURE), 1)
    assert preparation.changed_since(before) == {"mode": "guided", "sure": "off"}


def test_the_personas_are_restored_per_scene() -> None:
    data = scene()
    name = f"persona-{data['id']}"
    own = bundle(data).scenario.cast["ann"].persona

    def cast(saved: str, setup: Setup) -> dict[str, str]:
        preparation = Preparation(bundle(data), setup)
        preparation.restore_last_choices({name: saved, "persona-other": "ann=base"}, mode_given=True)
        return dict(preparation.setup.personas)

    assert cast("ann=hot", Setup()) == {"ann": "hot"}
    assert cast("ann=nobody bob=hot", Setup()) == {}, "what this scene does not offer stays as it is"
    assert cast("no cast at all", Setup()) == {}
    assert cast("ann=hot", Setup(opening=("sit",))) == {}, "who begins in the middle begins with those who were there"
    assert cast("ann=hot", Setup(personas=(("ann", own),))) == {}, "what was asked for comes first"
    preparation = Preparation(bundle(data), Setup())
    before = preparation.setup
    index = preparation.kinds.index((OptionKind.PERSONA, "ann"))
    preparation.change(index, 1)
    (chosen,) = preparation.setup.personas
    assert preparation.changed_since(before) == {name: "=".join(chosen)}
    assert Preparation(bundle(data), Setup()).changed_since(preparation.setup) == {name: None}, "back to its own"
