"""The policy, size and style that hold for every page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest

from phone_classroom import LANGUAGES
from roleplay.drill.events import facilitator as f
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.board import LETTERS, LineFact, Tallies, TallyFact
from roleplay.presenting.drill.phone_view import PhoneView, WatchedFact
from roleplay.presenting.facts import TranscriptLine
from roleplay.session import UtteranceKind
from roleplay.web.phones import frame

from .page_reader import contrast, read, style_rules
from .test_page import CODE, whole_page

#: Bytes of the whole page in its largest state.
LARGEST = 16 * 1024


# -- policy -----------------------------------------------------------------------------


def largest() -> PhoneView:
    """A larger page than any shipped scene needs: nine long Chinese lines, three utterances, two votes, a long name."""
    line, speech = "王先生，这儿人多，说不痛快。" * 5, "我站了二十分钟，不是来走流程的！" * 8
    lines = tuple(LineFact(f"line-{n}", n + 1, LETTERS[n], line) for n in range(9))
    facts = tuple(TallyFact(line, 123, 234, False, n == 0) for n, line in enumerate(lines))
    return PhoneView(
        title="第三次返修" * 3, phase=Phase.REVEAL, veil=f.Veil.NONE, joined=True, door=True, teams=(), names=True,
        team="最后一排靠窗的同学们", name="一二三四五六七八九十一二三四五六", observes=False, round=12,
        papers=(("通话记录", "16:43 客户：我不是来走流程的！\n" * 40),),
        talk=tuple(TranscriptLine(UtteranceKind.THEY, "王先生", speech, 3) for _ in range(3)),
        lines=lines, ballot=None, own_vote="line-0",
        tallies=Tallies(facts, 999, 999), why="", standing="", words_asked=False, words="", words_most=60, watched=None,
        marking=None, marked=None, grading=False, grade=None,
    )  # fmt: skip


def observed() -> PhoneView:
    """An observer's page, with every text at its maximum length."""
    text = "让对方说完；复述关键事实和他最在意的后果；核对有没有遗漏；保证不用再说第二遍。" * 2
    return largest()._replace(
        phase=Phase.REACTION,
        observes=True,
        lines=(),
        tallies=None,
        watched=WatchedFact("倾听", text, (text,) * 4),
        marking=3,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make", [largest, lambda: largest()._replace(phase=Phase.VOTE, ballot=(12, 2), tallies=None), observed]
)
def test_the_largest_page_is_small(make: Callable[[], PhoneView], language: str) -> None:
    notice = LANGUAGES[language]("phone.notice.team-taken")
    assert len(whole_page(make(), language, notice).encode()) <= LARGEST


def test_a_page_is_self_contained() -> None:
    for html in (
        whole_page(largest()),
        whole_page(observed()),
        frame.entry_page(LANGUAGES["zh"], "x"),
        frame.refusal_page(LANGUAGES["en"], "x", CODE, 3),
    ):
        assert not re.search(r"https?:|//[a-z]|@import|url\(|<iframe|<object|<embed", html.replace("// an old", ""))
        for element in read(html).all():
            for name, value in element.attributes.items():
                assert not name.startswith("on"), (element.name, name)
                assert name != "style"
                if name in ("href", "src", "action"):
                    assert re.fullmatch(r"(/[A-Z0-9]*(/[a-z]+)?(\?lang=(zh|en))?|data:,)", value), value


def test_the_policy_allows_only_the_page_s_own_style_and_script() -> None:
    html = whole_page(largest())
    policy = dict(part.strip().split(" ", 1) for part in frame.policy().split(";"))
    assert policy["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (inline,) = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert policy[rule] == f"'sha256-{digest}'"
    assert "unsafe" not in frame.policy()
    assert {policy[rule] for rule in ("base-uri", "frame-ancestors")} == {"'none'"}


def test_texts_are_escaped_wherever_they_come_from() -> None:
    bomb = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"
    watched = WatchedFact(bomb, bomb, (bomb,) * 4)
    lines = (LineFact(bomb, 1, "A", bomb),)
    talk = (TranscriptLine(UtteranceKind.YOU, bomb, bomb, 1),)
    for phone in (
        largest()._replace(
            title=bomb, team=bomb, name=bomb, why=bomb, talk=talk, phase=Phase.COACHING, lines=(), tallies=None
        ),
        largest()._replace(phase=Phase.VOTE, ballot=(1, 1), tallies=None, lines=lines),
        largest()._replace(tallies=Tallies((TallyFact(lines[0], 1, None, True, True),), 1, None), lines=lines),
        largest()._replace(phase=Phase.OWN_WORDS, words_asked=True, words=bomb, lines=(), tallies=None),
        largest()._replace(joined=False, teams=((0, bomb, True), (1, bomb, False)), name=bomb),
        largest()._replace(phase=Phase.REACTION, observes=True, lines=(), tallies=None, watched=watched, marking=1),
        largest()._replace(phase=Phase.SHEETS, grading=True, lines=(), tallies=None, watched=watched),
    ):
        root = read(whole_page(phone, notice=bomb))
        assert len(root.all("script")) == 1
        assert not root.all("img")
        assert bomb in root.text


# -- style -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_has_enough_contrast(mode: str) -> None:
    colours = style_rules(frame.style())[mode]
    for text, grounds in {
        "text": ("page", "card", "mine"),
        "soft": ("page", "card", "mine"),
        "late": ("page", "card", "mine"),
        "act": ("page",),
        "on-act": ("act",),
    }.items():
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for edge in ("line", "act"):  # the border that shows where a button is
        assert contrast(colours[edge], colours["page"]) >= 3


def test_targets_are_large_and_motion_is_optional() -> None:
    css = frame.style()
    (height,) = re.findall(r"button, \.line, input \{[^}]*min-height: ([0-9.]+)rem", css)
    assert float(height) * 16 >= 48
    assert css.count("transition") == css.count("(prefers-reduced-motion: no-preference) { button { transition")
    assert "outline: 3px solid" in css


def test_the_script_works_on_old_phones() -> None:
    script = frame.script()
    assert not re.search(r"\?\?|\?\.[a-z(\[]|\.at\(|replaceAll|structuredClone|AbortSignal\.", script)
    assert "</script" not in script
    assert "innerHTML" not in script
