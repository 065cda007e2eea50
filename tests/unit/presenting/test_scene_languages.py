"""A scene language that the interface lacks: reading in Korean with a Chinese or English interface, in every shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import bundle
from command_runs import run
from desk_scene import DESK_FILES, desk_home
from korean_desk import korean, korean_desk
from phone_classroom import LANGUAGES as PHONES
from phone_classroom import now
from roleplay.commands.arguments import InvalidValue, parse_language
from roleplay.drill.plan import Plan
from roleplay.locales import catalogue
from roleplay.presenting.drill.plan_settings import PlanSetting, setting_rows, settings_of
from roleplay.presenting.facts import choices, transcript_lines
from roleplay.presenting.facts.coach import coach_turn
from roleplay.presenting.preparation import OptionKind, Preparation, brief_paragraphs
from roleplay.presenting.scene_languages import has_language_choice, language_note, next_language, shown_language
from roleplay.reading.diagnostics import START, Diagnostic
from roleplay.reading.library import Library
from roleplay.reports import sheets
from roleplay.reports.classroom import as_html
from roleplay.scene.text import Text
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.review import debrief
from roleplay.text.glyphs import glyphs
from roleplay.text.languages import ReadingLanguage, interface_of, native_name, reading_language, with_interface
from roleplay.web.phones import frame
from roleplay.web.phones.visitor import PhoneLanguages
from roleplay.workspace.drills import begin

EN, ZH = catalogue("en"), catalogue("zh")
DESK = bundle(korean_desk(), DESK_FILES)
ALL = ("zh", "en", "ko")


def attempt(*line_texts: str) -> Attempt:
    return Attempt(DESK, Setup(), None, [Decision(line, "ko") for line in line_texts])


# -- reading languages ----------------------------------------------------------------------------------


def test_a_text_without_the_reading_language_is_read_in_that_of_the_interface() -> None:
    text = Text.of({"en": "a", "zh": "b", "ko": "c"})
    assert [text.get(reading_language(code, "ko")) for code in ("zh", "en")] == ["c", "c"]
    lacking = Text.of({"en": "a", "zh": "b"})
    assert [lacking.get(reading_language(code, "ko")) for code in ("zh", "en")] == ["b", "a"]
    assert Text.of({"de": "d"}).get(reading_language("zh", "ko")) == "d"


def test_a_reading_language_is_a_code_and_knows_its_interface() -> None:
    language = reading_language("zh", "ko")
    assert (language, interface_of(language), interface_of("en")) == ("ko", "zh", "en")
    assert reading_language("zh", "zh") == "zh"
    assert not isinstance(reading_language("zh", "zh"), ReadingLanguage)
    other = with_interface(language, "en")
    assert (other, interface_of(other)) == ("ko", "en")
    assert not isinstance(with_interface("en", "zh"), ReadingLanguage)
    assert (native_name("ko"), native_name("tlh")) == ("한국어", "tlh")


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_interface_texts_and_findings_stay_in_the_interface_language(words: object) -> None:
    words = EN if words is EN else ZH
    reader = words.with_scene_language("ko")
    assert (reader.language, reader.interface) == ("ko", words.interface)
    assert reader("app.language_zh") == words("app.language_zh")
    finding = Diagnostic("RP001", "x.yaml", START, {"problem": "a", "problem_zh": "b"})
    assert finding.message(reader.language) == finding.message(words.language)
    assert catalogue(reader.language).interface == words.interface


# -- texts of the scene -----------------------------------------------------------------------------


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_the_talk_is_in_the_scene_language_and_texts_of_the_library_are_not(words: object) -> None:
    interface = EN if words is EN else ZH
    played, reader = attempt("sit"), interface.with_scene_language("ko")
    line_texts = [line.text for line in transcript_lines(played, reader)]
    assert line_texts[1].startswith(korean("The third time, "))
    assert line_texts[2:] == [korean("Please sit, and go on."), "Good." if words is EN else "好。", korean("And now?")]
    assert {fact.text for fact in choices(played, reader)} == {korean("You get it today."), korean("We shall see.")}
    plain, read = (coach_turn(played, debrief(played, None).turns[0], each) for each in (interface, reader))
    assert read.moves == plain.moves
    assert read.points == plain.points
    assert read.said == korean("Please sit, and go on.")


def test_a_scene_falls_back_to_its_own_language_and_says_so() -> None:
    only = bundle(korean_desk("zh", "en"), DESK_FILES)
    played = Attempt(only, Setup(), None, [])
    assert transcript_lines(played, ZH)[-1].text.startswith(korean("The third time"))
    briefed = [paragraph.text for paragraph in brief_paragraphs(only, EN, glyphs(), None, None)]
    assert briefed[1] == "This scene is not in English; it is in 한국어."
    assert language_note(("en",), ZH.with_scene_language("ko")) == "这个场景没有한국어，只有英文。"
    assert language_note(ALL, ZH.with_scene_language("ko")) == ""


# -- choosing a language ---------------------------------------------------------------------------


def test_the_briefing_offers_the_languages_of_the_scene() -> None:
    preparation = Preparation(DESK, Setup())
    assert preparation.kinds[0] == (OptionKind.LANGUAGE, "")
    (line, *_) = preparation.lines(EN)
    assert (line.label, line.value) == ("Scene language", "English")
    assert "한국어" in line.about
    assert preparation.lines(ZH.with_scene_language("ko"))[0].value == "한국어"
    both = bundle(korean_desk("ko") | {"language": "zh"}, DESK_FILES)
    assert OptionKind.LANGUAGE not in dict(Preparation(both, Setup()).kinds)


def test_languages_are_cycled_in_both_directions() -> None:
    assert [has_language_choice(languages) for languages in (("zh", "en"), ALL, ("ko",), ("ko", "de"))] == [
        False,
        True,
        False,
        True,
    ]
    assert (shown_language(("ko", "en"), ZH), shown_language(ALL, ZH.with_scene_language("de"))) == ("ko", "zh")
    language = next_language(ALL, ZH, -1)
    assert (language, interface_of(language)) == ("ko", "zh")
    assert next_language(ALL, ZH.with_scene_language("ko")) == "zh"
    assert interface_of(next_language(ALL, ZH)) == "en", "a language that the interface has is used for it too"


def test_the_lobby_of_a_drill_offers_the_languages_of_the_scene() -> None:
    assert PlanSetting.LANGUAGE not in settings_of(Plan(), ("zh", "en"))
    row = setting_rows(Plan(), ZH.with_scene_language("ko"), languages=ALL)[-1]
    assert (row.key, row.name, row.value) == ("l", "场景语言", "한국어")


@pytest.mark.parametrize(
    ("typed", "language", "interface"),
    [("zh", "zh", "zh"), ("en", "en", "en"), ("ko", "ko", "en"), ("ko,zh", "ko", "zh")],
)
def test_a_language_is_requested_by_its_code(
    monkeypatch: pytest.MonkeyPatch, typed: str, language: str, interface: str
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    given = parse_language(typed)
    assert (given, interface_of(given)) == (language, interface)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("cn", "no language has the code 'cn'; did you mean zh?"),
        ("Korean", "'Korean' is not a language code; use one such as zh, en or ko"),
        ("ZH", "no language has the code 'ZH'; did you mean zh?"),
        ("en,zh", "'en,zh' is not a language code; use one such as zh, en or ko"),
        ("ko,de", "the interface is available in zh and en, not 'de'"),
    ],
)
def test_an_invalid_language_is_reported(typed: str, message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_language(typed)
    assert caught.value.sentence("en") == message


# -- shells ----------------------------------------------------------------------------------------


def test_the_scene_language_is_requested_and_changed_in_plain_mode(tmp_path: Path) -> None:
    home = desk_home(tmp_path, korean_desk())
    ran = run(
        home, "play", "desk", "--seed", "0", "--lang", "ko,zh", typed=("l en", "l xx", "l 한국어", "sit", "today")
    )
    assert (ran.code, ran.err) == (0, "")
    ran.says("场景语言：한국어", "打 l 加代码", korean("Brief role."), "The third time, ", "The scene has no “xx”")
    ran.says(korean("He nods."), "you: 한글 You get it today.")


def test_a_scene_is_read_as_text_and_side_by_side(tmp_path: Path) -> None:
    home = desk_home(tmp_path, korean_desk())
    assert korean("And now?") in run(home, "read", "desk", "--lang", "ko").out
    page = tmp_path / "desk.html"
    assert run(home, "read", "desk", "--lang", "ko,zh", "--html", str(page)).code == 0
    html = page.read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in html
    assert '<th lang="ko">한국어</th>' in html
    assert f'lang="ko"><b>{korean("Mr Wang")}' in html.replace("\n", "")


def test_a_phone_uses_the_language_of_the_room_or_its_own() -> None:
    room = [EN]
    spoken = PhoneLanguages(PHONES, ALL, lambda: room[0])
    words_by_request = {
        (named, accepted): spoken.words_for(named, accepted) for named in ("", "zh", "ko") for accepted in ("zh", "fr")
    }
    read = {key: (words.language, words.interface) for key, words in words_by_request.items()}
    assert read["", "zh"] == read["zh", "fr"] == ("zh", "zh")
    assert read["", "fr"] == ("en", "en")
    assert (read["ko", "zh"], read["ko", "fr"]) == (("ko", "zh"), ("ko", "en"))
    room[0] = EN.with_scene_language("ko")
    words = spoken.words_for("", "zh")
    assert (words.language, words.interface) == ("ko", "zh")
    assert spoken.words_for("zh", "zh").language == "zh"
    html = frame.room_page(words, "ABC", "t", "", "s", fresh=True, languages=ALL)
    assert '<html lang="zh-CN">' in html
    assert 'href="/ABC?lang=en" lang="en" hreflang="en">English</a>' in html
    assert "lang=ko" not in html


def test_reports_speak_the_interface_and_show_the_scene_in_its_language(tmp_path: Path) -> None:
    home = desk_home(tmp_path, korean_desk())
    drill = begin(Library([home / "library"]), tmp_path / "drills", "desk", Plan(), "ko", now)
    words = ZH.with_scene_language(drill.language)
    for html in (as_html(drill, words), sheets.as_html(DESK, words)):
        assert '<html lang="zh-CN">' in html
        assert korean("The counter") in html
    drill.close()
