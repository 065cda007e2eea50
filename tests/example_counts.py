"""How many examples a property is tried on: the same ones with ``make test``, new ones and more with ``make fuzz``."""

from __future__ import annotations

import os
from contextlib import suppress
from unittest import mock

from hypothesis import HealthCheck, settings

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
    if not FUZZ:
        _forget_constants_of_modules()


def _forget_constants_of_modules() -> None:
    """Let nothing but the property decide what is drawn.

    Hypothesis also tries the constants that stand in modules of this project, those that happen to be loaded, so a
    property would meet other examples alone than after other tests. There is no public way to leave that out; this
    one was seen to work with 6.170.15. `test_the_same_examples.py` says so when it does not any more.
    """
    with suppress(ImportError, AttributeError):
        from hypothesis.internal.constants_ast import Constants

        mock.patch("hypothesis.internal.conjecture.providers._get_local_constants", return_value=Constants()).start()


def examples(count: int) -> settings:
    """A property tried on ``count`` examples, with ``make fuzz`` on as many as are asked for."""
    return settings(max_examples=FUZZ or count)
