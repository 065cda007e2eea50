"""Which line shares words with what a learner typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.session.nearest import Basis, Nearest, Verdict
from roleplay.session.shared_words import SharedWords, pieces_of

EN = {
    "refund": "You get your money back today, and the repair is free.",
    "story": "You came in boiling and I spoke before you'd finished. You tell it, and I won't cut in.",
    "wait": "Please wait until Friday.",
}
LIST = {"call": "I want you to call: kettle garden ribbon copper window silver carpet basket"}
LONG = {"anyone": "换了谁都会憋着一口气，三趟路、半天假，到头来那台机器还是黑的，这口气得先让您出完。"}
ZH = {"ours": "没修好是我们的责任，发不发您来定。", "deal": "您答应不往网上发，咱们这就把手续办了。"}


@pytest.mark.parametrize(
    ("typed", "lines", "near"),
    [
        ("I'll pay your money back, and repairing it costs nothing", EN, ("refund",)),
        ("money for the repair, or wait until Friday?", EN, ("refund", "wait")),
        ("I understand how you feel, but that's our policy and you can't", EN, ()),  # you, that, and: stop words
        ("you'd have to come back before we're finished, I won't say it again", {"story": EN["story"]}, ("story",)),
        ("这不是我们部门的事，我也没办法", ZH, ()),  # 是我们的 consists of stop words
        ("责任在我们，修好为止", ZH, ("ours",)),
        ("手", ZH, ()),  # one character is not enough
        # five in a row are enough, however common each is
        ("换了谁都会急。这件事耽误您多少，您说给我听听，我一条一条都记下来", LONG, ("anyone",)),
        ("I want you to call, river mountain valley meadow", LIST, ("call",)),
        ("to call, river mountain valley meadow", LIST, ()),
        ("pay", {"pay": "Pay now"}, ("pay",)),
        ("", EN, ()),
        ("!?", ZH, ()),
    ],
)
def test_only_content_words_count(typed: str, lines: dict[str, str], near: tuple[str, ...]) -> None:
    assert set(SharedWords(lines.values()).nearest(typed, lines).choices) == set(near)


def test_shared_words_never_put_a_line_clearly_ahead() -> None:
    nearest = SharedWords(EN.values()).nearest(EN["refund"], EN, Basis.MEANWHILE)
    assert nearest == Nearest(Basis.MEANWHILE, Verdict.CLOSE, ("refund",))


def test_rare_words_weigh_more_than_common_ones() -> None:
    words = SharedWords(["laptop broken", "laptop mended", "laptop stolen"])
    assert words.similarity("stolen laptop", "laptop stolen") == pytest.approx(1)
    assert words.similarity("laptop gone", "laptop stolen") < words.similarity("stolen bag", "laptop stolen") / 2


def test_case_width_and_endings_make_no_difference() -> None:
    assert pieces_of("Ｒｅｆｕｎｄ!") == pieces_of("refund")
    assert pieces_of("apologise") & pieces_of("apologies")
    assert pieces_of("it’s that'll don't") == frozenset()


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_a_share_and_symmetric(first: str, second: str) -> None:
    words = SharedWords([first, second])
    assert 0 <= words.similarity(first, second) <= 1 + 1e-9
    assert words.similarity(first, second) == pytest.approx(words.similarity(second, first))
