"""The formats of ``roleplay export``, one module each.

A new format is a module here and a line in `FORMATS`. A module is imported when its format is requested.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.workspace.workspace import Workspace


class Exported(NamedTuple):
    """The content to write, and the message once it is written."""

    #: text is written as UTF-8, unchanged; a package of bytes needs ``--output``
    content: str | bytes
    #: the message that says what was written, including the path
    message: str
    #: further remarks, for standard error
    notes: tuple[str, ...] = ()
    #: whether it contains anything personal: then only its owner can read the file
    private: bool = True


class ExportFormat(Protocol):
    """The interface of a format's module."""

    #: The arguments of `export` that it accepts besides ``format`` and ``output``, by their argparse names; ``what``
    #: are the names of attempts or of a scene. Any other argument is refused.
    TAKES: frozenset[str]

    def make(self, workspace: Workspace, args: Namespace, language: str) -> Exported:
        """Create the export. Raises `CommandError` if that is impossible."""


#: The formats: name on the command line -> module.
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
