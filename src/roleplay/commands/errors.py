"""How a command ends: its exit codes, and the error that is reported in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: Exit codes: success; something was found to be wrong; wrong use, or failure.
DONE, FINDINGS, FAILED = 0, 1, 2


class CommandError(Exception):
    """Ends a command with one message of the catalogue (``cli.<key>``) and exit code 2.

    A value may be an `OSError`, which is worded in the language of the message.
    """

    #: the catalogue group of its messages
    group = "cli"

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        """The message in ``language``."""
        from roleplay.locales import catalogue
        from roleplay.reading.files import os_error_text
        from roleplay.text.plain import safe

        def in_words(name: str, value: object) -> object:
            if isinstance(value, OSError):
                return os_error_text(value, language)
            # a finding may have several lines; a line break in a name would break up the message
            return safe(str(value), newlines=False) if name != "finding" and not isinstance(value, int) else value

        return catalogue(language)(
            f"{self.group}.{self.key}", **{name: in_words(name, value) for name, value in self.values.items()}
        )


def unknown(what: str, name: str, known: Iterable[str]) -> CommandError:
    """The error for a ``what`` of an unknown name: it lists similar names, or else all that are ``known``.

    If ``known`` maps names to what they name (personas, rubrics, criteria), similar meanings count as well.
    """
    from roleplay.reading.terms import similar_names

    names = list(known)
    nearest = similar_names(name, known if isinstance(known, Mapping) else names)
    if nearest:
        return CommandError(f"unknown_{what}_near", name=name, nearest=", ".join(nearest))
    return CommandError(f"unknown_{what}", name=name, known=", ".join(names))
