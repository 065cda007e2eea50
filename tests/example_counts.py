"""How many examples a property is tried on: the same ones with ``make test``, new ones and more with ``make fuzz``."""

from __future__ import annotations

import os
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis.internal.constants_ast import Constants

#: With ``make fuzz`` the number of examples of every property, else 0.
FUZZ = int(os.environ.get("ROLEPLAY_FUZZ", 0))

#: Under this name a test keeps seconds and the path of the file that took it longest.
SLOWEST = "slowest"


def load_profile() -> None:
    """Before any property is defined: say how examples are drawn.

    Nothing but the test decides which: no chance, no database of what failed here before. Only ``make fuzz`` draws
    them by chance.
    """
    patient = settings(deadline=None, suppress_health_check=list(HealthCheck))
    settings.register_profile("same", patient, derandomize=True, database=None)
    settings.register_profile("fuzz", patient, max_examples=FUZZ or 1, print_blob=True)
    settings.load_profile("fuzz" if FUZZ else "same")
    if (
        not FUZZ
    ):  # it also tries constants out of the modules that are loaded: which, depends on the tests that ran before
        mock.patch("hypothesis.internal.conjecture.providers._get_local_constants", return_value=Constants()).start()


def examples(count: int) -> settings:
    """A property tried on ``count`` examples, with ``make fuzz`` on as many as are asked for."""
    return settings(max_examples=FUZZ or count)
