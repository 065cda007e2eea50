"""Finding a seed that deals given facts."""

from __future__ import annotations

from itertools import product

import pytest

from builders import bundle, scene
from roleplay.engine import compile_story, start
from roleplay.session import deal
from roleplay.session.deal import seed_that_deals


def test_every_deal_has_a_seed() -> None:
    facts = {"cause": ["x", "y", "z"], "mood": ["up", "down"]}
    story = compile_story(bundle(scene(deal=facts)))
    for values in product(*facts.values()):
        dealt = dict(zip(facts, values, strict=True))
        seed = seed_that_deals(story, dealt, 7)
        assert seed is not None
        assert seed >= 7
        assert start(story, seed).facts == values
        assert all(start(story, earlier).facts != values for earlier in range(7, seed))


def test_without_facts_any_seed_will_do() -> None:
    story = compile_story(bundle(scene()))
    assert seed_that_deals(story, {}, 12) == 12


def test_the_search_gives_up_after_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deal, "TRIES", 0)
    story = compile_story(bundle(scene(deal={"cause": ["x", "y"]})))
    assert seed_that_deals(story, {"cause": "x"}) is None
