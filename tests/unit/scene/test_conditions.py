"""What remains of a condition once the personas are known."""

from __future__ import annotations

import pytest

from roleplay.scene.conditions import AnyOf, Condition, FlagTest, MeterTest, Not, PersonaTest, resolve_personas

WANG = PersonaTest("wang", ("controlling", "anxious"))
LI = PersonaTest("li", ("colleague",))
ANGRY, TOLD = MeterTest("anger", 60, 100), FlagTest("told", True)
CAST = {"wang": "controlling", "li": "senior"}


@pytest.mark.parametrize(
    ("condition", "rest"),
    [
        ((), ()),
        ((ANGRY, TOLD), (ANGRY, TOLD)),
        ((WANG,), ()),
        ((LI,), None),
        ((WANG, ANGRY), (ANGRY,)),
        ((ANGRY, LI), None),
        ((AnyOf(((WANG, ANGRY), (LI, TOLD))),), (AnyOf(((ANGRY,),)),)),
        ((AnyOf(((WANG,), (ANGRY,))), TOLD), (TOLD,)),
        ((AnyOf(((LI,), (LI, ANGRY))),), None),
        ((Not((WANG,)),), None),
        ((Not((LI, ANGRY)), TOLD), (TOLD,)),
        ((Not((WANG, ANGRY)),), (Not((ANGRY,)),)),
        ((AnyOf(((Not((WANG,)),), (Not((LI,)), TOLD))),), (AnyOf(((TOLD,),)),)),
    ],
)
def test_only_tests_that_depend_on_the_state_remain(condition: Condition, rest: Condition | None) -> None:
    assert resolve_personas(condition, CAST) == rest
