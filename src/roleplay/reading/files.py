"""The files of a library: which there are, how they are opened, and what to say of one that cannot be."""

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

#: Bytes read of one file that somebody wrote, at most.
MAX_BYTES = 1 << 20

#: What the kinds of files are called that are none, in English and in Chinese.
_NO_FILES = (
    (stat.S_ISDIR, "it is a folder", "这是文件夹"),
    (stat.S_ISFIFO, "it is a pipe, not a file", "这是管道，不是普通文件"),
    (stat.S_ISSOCK, "it is a socket, not a file", "这是套接字，不是普通文件"),
)
_DEVICE = ("it is a device, not a file", "这是设备，不是普通文件")
#: What the system most often says of a file, for readers of Chinese.
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
    """A pipe, a device, a socket or a folder stands where a file is wanted."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(errno.EINVAL, english)
        self.chinese = chinese


class TooLarge(OSError):
    """A file has more bytes than are ever read."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))
        self.size = size
        self.limit = limit


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a file, of which it is known before it is read that it is one, and how large it is.

    Raises OSError: `NotAFile`, `TooLarge` where there are more than ``limit`` bytes, or what the system says.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLarge(size, limit)
        content = file.read(limit + 1)
    if len(content) > limit:  # it is being written
        raise TooLarge(len(content), limit)
    return content


def open_regular(path: Path) -> BinaryIO:
    """A file, opened for reading; anything else is not even opened, for that may wait or act.

    Raises OSError: `NotAFile`, or what the system says.
    """
    _look_at(os.stat(path))
    # what stood there may have been exchanged since: a pipe must not keep us waiting
    more = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | more))  # noqa: SIM115
    try:
        _look_at(os.fstat(file.fileno()))
    except BaseException:
        file.close()
        raise
    return file


def refuse_no_file(path: Path) -> None:
    """Raises OSError where something stands there that is no file: `NotAFile`, or what the system says."""
    _look_at(os.stat(path))


def _look_at(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(*next((words for is_kind, *words in _NO_FILES if is_kind(status.st_mode)), _DEVICE))


def is_regular(path: Path) -> bool:
    """Whether a file stands there that can be opened; whatever the system says against it is no."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def size_of(path: Path) -> int:
    """Bytes of a file that can be read; 0 of anything else."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES else 0


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; whatever the system says against it is no."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def true_path(path: Path) -> Path:
    """The path without links and ``..``, as far as they lead anywhere: a link to itself stays what it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def is_text(name: str) -> bool:
    """Whether a file's name is text, and not bytes of another encoding (an archive from a Chinese Windows has such)."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def digest(content: bytes) -> str:
    """The sha256 of a file's content, in hex: what it is known by in caches and records."""
    return hashlib.sha256(content).hexdigest()


def digest_of_text(text: str) -> str:
    """The same of a text, in which there may be paths: they need not be UTF-8."""
    return digest(text.encode("utf-8", "surrogatepass"))


def each_once(folders: Sequence[Path]) -> list[Path]:
    """Each folder once, where it is named last: a later library shadows the earlier ones."""
    resolved = [true_path(folder) for folder in folders]
    return [folder for index, folder in enumerate(folders) if resolved[index] not in resolved[index + 1 :]]


def scenario_files(library: Path) -> list[Path]:
    """The scenes of a library, by name."""
    return _yaml_files(library / "scenarios")


def shared_files(library: Path) -> list[Path]:
    """What the scenes of a library share: moves, rubrics, the KPI profile, then personas, by name."""
    return [*_yaml_files(library / "rubrics"), *_yaml_files(library / "rubrics" / "personas")]


def form_files(library: Path) -> list[Path]:
    """Its forms and exams, by name."""
    return _yaml_files(library / "forms")


def _yaml_files(folder: Path) -> list[Path]:
    try:
        files = [file for file in folder.iterdir() if file.suffix in (".yaml", ".yml")]
    except OSError:
        return []
    return sorted(file for file in files if not file.name.startswith("."))


def trouble_in_words(error: OSError, language: str) -> str:
    """What is wrong with a file, as a part of a sentence; what the system says where nothing better is known."""
    if interface_of(language) == "zh":
        if isinstance(error, NotAFile):
            return error.chinese
        if error.errno in _IN_CHINESE:
            return _IN_CHINESE[error.errno]
    return error.strerror or type(error).__name__


def unreadable(path: Path, error: OSError) -> Diagnostic:
    """A file that cannot even be opened."""
    if isinstance(error, TooLarge):
        sizes = {"size": str(error.size), "limit": str(error.limit)}
        return Diagnostic(code="RP003", file=str(path), span=START, details=sizes)
    details = {"problem": trouble_in_words(error, "en"), "problem_zh": trouble_in_words(error, "zh")}
    return Diagnostic(code="RP018", file=str(path), span=START, details=details)
