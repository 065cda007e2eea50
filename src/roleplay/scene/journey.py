"""The service journey: its stages, and the touchpoints of each at which a scene may take place.

The four stages before, during, after and upgrade come from the courses, which mention 22 touchpoints without naming
them; their names are the project's own. So is the stage `backstage`: the part of a service blueprint below the line of
visibility, which customers feel but do not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Touchpoint: TypeAlias = Literal[
    "browsing", "enquiry", "needs-interview", "proposal", "commitment",
    "reception", "waiting", "service", "change", "delivery", "incident", "payment",
    "onboarding", "repair", "complaint", "refund", "follow-up", "public-voice",
    "review-meeting", "renewal", "growth", "win-back",
    "handoff", "teamwork", "coaching", "workload", "customer-data",
]  # fmt: skip

#: stage -> its touchpoints, both in the order of the journey
STAGES: Mapping[str, tuple[Touchpoint, ...]] = {
    "before": ("browsing", "enquiry", "needs-interview", "proposal", "commitment"),
    "during": ("reception", "waiting", "service", "change", "delivery", "incident", "payment"),
    "after": ("onboarding", "repair", "complaint", "refund", "follow-up", "public-voice"),
    "upgrade": ("review-meeting", "renewal", "growth", "win-back"),
    "backstage": ("handoff", "teamwork", "coaching", "workload", "customer-data"),
}


def stage_of(touchpoint: str) -> str:
    """The stage of a touchpoint. Raises `KeyError` if there is no such touchpoint."""
    for stage, touchpoints in STAGES.items():
        if touchpoint in touchpoints:
            return stage
    raise KeyError(touchpoint)
