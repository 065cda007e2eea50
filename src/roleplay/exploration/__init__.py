"""Every reachable state of a story, the walks that lead there, and random play through them.

Independent of rubrics: `roleplay.scoring` says what a state is worth.
"""

from roleplay.exploration.chance import Chances, NotConverged
from roleplay.exploration.graph import LIMIT, Graph, Route, explore

__all__ = ["LIMIT", "Chances", "Graph", "NotConverged", "Route", "explore"]
