"""Reproducible zip packages: without times, users or file system order."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest time that the format supports.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def archive(files: Mapping[str, str]) -> bytes:
    """A zip of texts by file name, in this order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as zip_file:
        for name, text in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, 0o644 << 16
            zip_file.writestr(entry, text.encode())
    return buffer.getvalue()
