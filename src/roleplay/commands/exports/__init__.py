"""The formats of ``roleplay export``, one module each.

A new format is a module here and a line in `FORMATS`. A module is imported when its format is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.workspace.workspace import Workspace


class Exported(NamedTuple):
    """What is to be written, and what is said once it is."""

    #: text is written in UTF-8 as it is; a page or a package of bytes needs ``--output``
    content: str | bytes
    #: the sentence that says what went into the file, with its path in it
    told: str
    #: what else is to be known of it, said on standard error
    notes: tuple[str, ...] = ()
    #: whether it tells anything of a person: then its owner alone can read the file
    private: bool = True


class ExportFormat(Protocol):
    """What the module of a format has."""

    #: The arguments of `export` that it understands, beside ``format`` and ``output``, by the names that argparse gives
    #: them; ``what`` are the names of attempts or of a scene. Any other is told to be none of this format.
    TAKES: frozenset[str]

    def make(self, workspace: Workspace, args: Namespace, language: str) -> Exported:
        """Make it. Raises `CommandError` where it cannot be made."""


#: The formats by their names on the command line, with the module of each.
FORMATS: Mapping[str, str] = {
    "jsonl": "journal",
    "csv": "table",
    "xapi": "xapi",
    "page": "page",
    "cmi5": "cmi5",
    "scorm": "scorm",
}


def load_format(name: str) -> ExportFormat:
    """The module of a format."""
    return cast(ExportFormat, import_module(f"{__name__}.{FORMATS[name]}"))
