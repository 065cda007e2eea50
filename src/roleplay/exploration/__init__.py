"""Every state that a story can really be in, the walks that lead there, and random play through them.

Knows no rubric: what a state is worth is `roleplay.scoring`'s.
"""

from roleplay.exploration.chance import Chances, Unsettled
from roleplay.exploration.graph import LIMIT, Graph, Route, explore

__all__ = ["LIMIT", "Chances", "Graph", "Route", "Unsettled", "explore"]
