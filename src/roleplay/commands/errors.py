"""How a command ends: its exit codes, and the error that is told in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: Exit codes: all is well; something was found to be wrong; wrong use, or it could not be done.
DONE, FINDINGS, FAILED = 0, 1, 2


class CommandError(Exception):
    """Ends a command with one sentence of the catalogue (``cli.<key>``) and the exit code 2.

    Among the values may be the error of a file, which is told in the language of the sentence.
    """

    #: where in the catalogue its sentences stand
    group = "cli"

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        """What is told, in ``language``."""
        from roleplay.locales import catalogue
        from roleplay.reading.files import trouble_in_words
        from roleplay.text.plain import safe

        def told(name: str, value: object) -> object:
            if isinstance(value, OSError):
                return trouble_in_words(value, language)
            # a finding has lines of its own; a name that has some would end the sentence
            return safe(str(value), newlines=False) if name != "finding" and not isinstance(value, int) else value

        return catalogue(language)(
            f"{self.group}.{self.key}", **{name: told(name, value) for name, value in self.values.items()}
        )


def unknown(what: str, name: str, known: Iterable[str]) -> CommandError:
    """The error for a name that no ``what`` has: it tells the names like it, or else all that are ``known``.

    Where these are given with what has them (personas, rubrics, criteria), their meaning is looked at as well.
    """
    from roleplay.reading.terms import near_known

    names = list(known)
    nearest = near_known(name, known if isinstance(known, Mapping) else names)
    if nearest:
        return CommandError(f"unknown_{what}_near", name=name, nearest=", ".join(nearest))
    return CommandError(f"unknown_{what}", name=name, known=", ".join(names))
