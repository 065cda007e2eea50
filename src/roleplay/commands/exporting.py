"""How the full screen and the plain mode export attempts: with the code of ``report`` and ``export``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.errors import CommandError
from roleplay.workspace.exporter import ExportFailed, FileFormat

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

#: The reports, then the formats of ``export`` for attempts, each with its file name extension.
_REPORTS = (FileFormat("html", "html"), FileFormat("md", "md"))
_EXPORTS = (FileFormat("jsonl", "jsonl"), FileFormat("csv", "csv"), FileFormat("xapi", "json"))


class CommandExporter:
    """Writes attempts as the commands do without ``--own-words``."""

    @property
    def formats(self) -> Sequence[FileFormat]:
        """The available formats."""
        from roleplay.commands.exports import FORMATS

        return (*_REPORTS, *(format for format in _EXPORTS if format.name in FORMATS))

    def write(
        self,
        workspace: Workspace,
        ids: Sequence[str],
        format: FileFormat,
        path: Path,
        language: str,
        *,
        overwrite: bool,
    ) -> str:
        """See `workspace.exporter.Exporter`."""
        from roleplay.reading.files import os_error_text
        from roleplay.records.atomic_write import atomic_write

        try:
            make = _report if format in _REPORTS else _export
            content, messages = make(workspace, ids, format, path, language)
            # writing to a pipe blocks until it is read, and would block the screen
            atomic_write(
                path, content.encode() if isinstance(content, str) else content, overwrite=overwrite, devices=False
            )
        except FileExistsError:
            raise
        except CommandError as error:
            raise ExportFailed(error.sentence(language)) from None
        except OSError as error:
            words = workspace.words(language)
            raise ExportFailed(words("cli.not_written", path=path, problem=os_error_text(error, language))) from None
        return messages


def _report(
    workspace: Workspace, ids: Sequence[str], format: FileFormat, path: Path, language: str
) -> tuple[str | bytes, str]:
    from roleplay.commands.attempt_argument import chosen_attempts
    from roleplay.commands.report import render_report
    from roleplay.presenting.journal import withheld_note
    from roleplay.workspace.attempt_reports import Reporter

    words, reporter = workspace.words(language), Reporter(workspace, language)
    exportable = reporter.exportable(chosen_attempts(workspace, ids, ""))  # another window may have deleted some
    if not exportable:
        raise CommandError("all_private")
    messages = [words("export.done", path=path), *withheld_note(len(ids) - len(exportable), words, anonymous=False)]
    return render_report(reporter.report(exportable), format.name, words), " ".join(messages)


def _export(
    workspace: Workspace, ids: Sequence[str], format: FileFormat, path: Path, language: str
) -> tuple[str | bytes, str]:
    from roleplay.commands import export
    from roleplay.commands.exports import load_format

    parser = ArgumentParser()
    export.add_arguments(parser)
    args = parser.parse_args([f"--format={format.name}", f"--output={path}", *ids])
    exported = load_format(format.name).make(workspace, args, language)
    return exported.content, " ".join((exported.message, *exported.notes))
