"""How many examples test a property: the same ones with ``make test``, more and new ones with ``make fuzz``."""

from __future__ import annotations

import os
from contextlib import suppress
from unittest import mock

from hypothesis import HealthCheck, settings

#: The number of examples of every property with ``make fuzz``, else 0.
FUZZ = int(os.environ.get("ROLEPLAY_FUZZ", 0))

#: The user property in which a test records its slowest file: seconds and path.
SLOWEST = "slowest"


def load_profile() -> None:
    """Configure how examples are drawn; call it before any property is defined.

    The test alone determines its examples: no randomness, no database of earlier failures. Only ``make fuzz`` draws
    them at random.
    """
    patient = settings(deadline=None, suppress_health_check=list(HealthCheck))
    settings.register_profile("same", patient, derandomize=True, database=None)
    settings.register_profile("fuzz", patient, max_examples=FUZZ or 1, print_blob=True)
    settings.load_profile("fuzz" if FUZZ else "same")
    if not FUZZ:
        _forget_constants_of_modules()


def _forget_constants_of_modules() -> None:
    """Let the property alone determine its examples.

    Hypothesis also tries constants from those modules of this project that happen to be loaded, so a property would
    get different examples alone and after other tests. There is no public way to disable that; this one works with
    6.170.15, and `test_the_same_examples.py` fails when it stops working.
    """
    with suppress(ImportError, AttributeError):
        from hypothesis.internal.constants_ast import Constants

        mock.patch("hypothesis.internal.conjecture.providers._get_local_constants", return_value=Constants()).start()


def examples(count: int) -> settings:
    """Settings for ``count`` examples; with ``make fuzz`` for the number given there."""
    return settings(max_examples=FUZZ or count)
