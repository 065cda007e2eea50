"""The files of a library: finding them, opening them safely, and describing why one cannot be opened."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from roleplay.reading.diagnostics import START, Diagnostic
from roleplay.text.languages import interface_of

#: The maximum size in bytes of a file written by an author.
MAX_BYTES = 1 << 20

#: Names of what is not a regular file, in English and in Chinese.
_NON_FILES = (
    (stat.S_ISDIR, "it is a folder", "这是文件夹"),
    (stat.S_ISFIFO, "it is a pipe, not a file", "这是管道，不是普通文件"),
    (stat.S_ISSOCK, "it is a socket, not a file", "这是套接字，不是普通文件"),
)
_DEVICE = ("it is a device, not a file", "这是设备，不是普通文件")
#: The most common system errors about a file, in Chinese.
_IN_CHINESE = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ELOOP: "符号链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘出错",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "已经有这个文件",
    errno.EFBIG: "文件太大",
    errno.EBUSY: "正被别的程序占用",
}


class NotAFile(OSError):
    """The path is a pipe, a device, a socket or a folder, not a regular file."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(errno.EINVAL, english)
        self.chinese = chinese


class TooLarge(OSError):
    """The file is larger than the limit for reading it."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))
        self.size = size
        self.limit = limit


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file; its type and size are checked before it is read.

    Raises OSError: `NotAFile`, `TooLarge` if it has more than ``limit`` bytes, or the error of the system.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLarge(size, limit)
        content = file.read(limit + 1)
    if len(content) > limit:  # it grew while being read
        raise TooLarge(len(content), limit)
    return content


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading. Anything else is not even opened: opening it may block or have side effects.

    Raises OSError: `NotAFile`, or the error of the system.
    """
    _require_regular(os.stat(path))
    # the file may have been replaced since the check: opening a pipe must not block
    extra_flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | extra_flags))  # noqa: SIM115
    try:
        _require_regular(os.fstat(file.fileno()))
    except BaseException:
        file.close()
        raise
    return file


def require_regular(path: Path) -> None:
    """Raise OSError unless ``path`` is a regular file: `NotAFile`, or the error of the system."""
    _require_regular(os.stat(path))


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(*next((words for is_kind, *words in _NON_FILES if is_kind(status.st_mode)), _DEVICE))


def is_regular(path: Path) -> bool:
    """Whether ``path`` is a regular file; False on any system error."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def size_of(path: Path) -> int:
    """The size in bytes of a regular file of at most `MAX_BYTES`; 0 for anything else."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES else 0


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder; False on any system error."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def true_path(path: Path) -> Path:
    """The path with links and ``..`` resolved; merely made absolute if it cannot be resolved (a link to itself)."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def is_decodable(name: str) -> bool:
    """Whether a file name could be decoded (names in an archive from a Chinese Windows may be in another encoding)."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def digest(content: bytes) -> str:
    """The SHA-256 of a file's content, in hex: identifies it in caches and records."""
    return hashlib.sha256(content).hexdigest()


def digest_of_text(text: str) -> str:
    """The same for a text that may contain paths, which need not be valid UTF-8."""
    return digest(text.encode("utf-8", "surrogatepass"))


def unique_folders(folders: Sequence[Path]) -> list[Path]:
    """Each folder once, at its last position: a later library shadows the earlier ones."""
    resolved = [true_path(folder) for folder in folders]
    return [folder for index, folder in enumerate(folders) if resolved[index] not in resolved[index + 1 :]]


def scenario_files(library: Path) -> list[Path]:
    """The scenes of a library, by name."""
    return _yaml_files(library / "scenarios")


def shared_files(library: Path) -> list[Path]:
    """The files that the scenes of a library share: moves, rubrics and the KPI profile, then personas; each by name."""
    return [*_yaml_files(library / "rubrics"), *_yaml_files(library / "rubrics" / "personas")]


def form_files(library: Path) -> list[Path]:
    """The forms and exams of a library, by name."""
    return _yaml_files(library / "forms")


def _yaml_files(folder: Path) -> list[Path]:
    try:
        files = [file for file in folder.iterdir() if file.suffix in (".yaml", ".yml")]
    except OSError:
        return []
    return sorted(file for file in files if not file.name.startswith("."))


def os_error_text(error: OSError, language: str) -> str:
    """A description of ``error`` as part of a sentence; the system's own message if there is nothing better."""
    if interface_of(language) == "zh":
        if isinstance(error, NotAFile):
            return error.chinese
        if error.errno in _IN_CHINESE:
            return _IN_CHINESE[error.errno]
    return error.strerror or type(error).__name__


def unreadable_finding(path: Path, error: OSError) -> Diagnostic:
    """The finding for a file that cannot be opened or read."""
    if isinstance(error, TooLarge):
        sizes = {"size": str(error.size), "limit": str(error.limit)}
        return Diagnostic(code="RP003", file=str(path), span=START, details=sizes)
    details = {"problem": os_error_text(error, "en"), "problem_zh": os_error_text(error, "zh")}
    return Diagnostic(code="RP018", file=str(path), span=START, details=details)
