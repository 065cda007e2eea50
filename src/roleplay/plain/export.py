"""Exporting an attempt to a file, asked line by line: in which format, and where."""

from __future__ import annotations

from pathlib import Path

from roleplay.plain.console import Console, normalised
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace.exporter import ExportFailed, FileFormat, resolve_path, suggested_path
from roleplay.workspace.history import History


def write_down(attempt_id: str | None, out: Console) -> None:
    """Ask for format and path, and write the attempt; only says so if it is not in the record or export is missing."""
    words, exporter = out.words, out.exporter
    attempts = [each for each in History(out.workspace).past(out.language) if each.id == attempt_id]
    if exporter is None or not attempts:
        out.line(words("export.cannot"))
        return
    for number, format in enumerate(exporter.formats, 1):
        out.line(f"{number}. {words(f'export.form.{format.name}')}", indent="   ")
    typed = normalised(out.ask(words("export.which")) or "")
    chosen = parse_bounded_int(typed, 1, len(exporter.formats))
    if chosen is None:
        return
    format = exporter.formats[chosen - 1]
    offered = suggested_path(attempts, format, out.workspace.today)
    out.line(words("export.own"))
    typed_path = out.ask(words("export.where_plain", path=offered))
    if typed_path is None:
        return
    path = resolve_path(typed_path.strip() or str(offered), offered)
    _write([attempts[0].id], format, path, out)


def _write(ids: list[str], format: FileFormat, path: Path, out: Console) -> None:
    """Write the file; replace an existing one only after asking."""
    assert out.exporter is not None
    try:
        out.line(out.exporter.write(out.workspace, ids, format, path, out.language, overwrite=False))
    except FileExistsError:
        sure = normalised(out.ask(out.words("export.taken_plain", path=path)) or "").lower()
        if sure in ("y", "yes", "是"):
            try:
                out.line(out.exporter.write(out.workspace, ids, format, path, out.language, overwrite=True))
            except ExportFailed as error:
                out.line(error.sentence)
    except ExportFailed as error:
        out.line(error.sentence)
