"""A value serialised as tables of numbers and words: one table per type; a row refers only to rows written before it.

The annotations of the classes determine what a table may contain. So a value read back consists of these classes only,
each with its fields and their annotated types; anything else is a `Misfit`. The data contains no code and no nesting.
Columns keep it fast: ``map`` and ``zip`` do the work.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache, partial
from itertools import islice
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin

from roleplay.scene.frozen import FrozenDict

T = TypeVar("T")

#: The type code of columns: unsigned integers of four bytes.
COLUMN_TYPECODE = "I"


class Misfit(ValueError):
    """A value, or the data read as tables, does not fit the wanted type."""


class _Row(NamedTuple):
    """A value on its way into a table."""

    #: levels of nesting, including itself
    height: int
    #: its parts: rows, or plain values that are written verbatim
    parts: tuple[Any, ...]


#: Returns the index of a row in its table.
_RowIndex = Callable[[_Row], int]


class _Kind(ABC):
    """A type of value: how it is taken apart into rows and rebuilt from columns."""

    #: all values of this kind, if they are known in advance and so need not be written
    members: tuple[Any, ...] = ()
    #: the kinds of its parts
    parts: tuple[_Kind, ...] = ()
    number: int

    def __init__(self, wanted: Any) -> None:
        self.wanted = wanted

    @property
    def signature(self) -> str:
        """A text that changes whenever the same tables would have another meaning."""
        return f"{type(self).__name__} {[part.number for part in self.parts]}"

    def accepts(self, value: object) -> bool:
        """Whether ``value`` is of this kind; its parts are not checked."""
        return type(value) is (get_origin(self.wanted) or self.wanted)

    @abstractmethod
    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        """The parts of ``value``, each converted by ``row``."""

    @abstractmethod
    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        """The rows as columns: indices into the tables of the parts, lengths, or plain values."""

    @abstractmethod
    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        """The values rebuilt from columns. Raises `Misfit`, or whatever error an invalid index raises."""


class _Plain(_Kind):
    """Words and numbers, written verbatim."""

    def accepts(self, value: object) -> bool:
        return type(value) is self.wanted or (self.wanted is float and type(value) is int)

    @property
    def signature(self) -> str:
        return str(self.wanted.__name__)

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        return (value,)

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        return [[row.parts[0] for row in rows]]

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        (values,) = columns
        if not set(map(type, values)) <= {self.wanted, *((int,) if self.wanted is float else ())}:
            raise Misfit(self.signature)
        return list(values)


class _OneOf(_Kind):
    """``None``, a boolean, or a member of an enum."""

    def __init__(self, wanted: Any) -> None:
        super().__init__(wanted)
        self.members = (None,) if wanted is NoneType else (False, True) if wanted is bool else tuple(wanted)

    @property
    def signature(self) -> str:
        values = [(member.name, member.value) if isinstance(member, Enum) else member for member in self.members]
        return f"{self.wanted.__qualname__} {values}"

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        return (self.members.index(value),)

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        raise Misfit(self.signature)  # their table is filled in advance

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        raise Misfit(self.signature)


class _Record(_Kind):
    """A tuple of fixed length, or a named tuple."""

    def __init__(self, wanted: Any) -> None:
        super().__init__(wanted)
        self.make: Callable[[Iterable[Any]], Any] = tuple
        if get_origin(wanted) is None:
            self.make = partial(tuple.__new__, wanted)

    @property
    def signature(self) -> str:
        return f"{getattr(self.wanted, '__qualname__', '')} {getattr(self.wanted, '_fields', '')} {super().signature}"

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        return tuple(row(part, inner) for part, inner in zip(self.parts, value, strict=True))

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        return [list(map(index_of, column)) for column in zip(*(row.parts for row in rows), strict=True)]

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        values = [
            map(tables[part.number].__getitem__, column) for part, column in zip(self.parts, columns, strict=True)
        ]
        return map(self.make, zip(*values, strict=True))


def _check_lengths(lengths: Sequence[int], *columns: Sequence[Any]) -> None:
    """Raise `Misfit` unless the lengths add up to the length of every column."""
    if min(lengths, default=0) < 0 or any(sum(lengths) != len(column) for column in columns):
        raise Misfit("lengths")


class _Series(_Kind):
    """A tuple or frozen set of any number of items of one type."""

    @property
    def signature(self) -> str:
        return f"{get_origin(self.wanted).__name__} of {super().signature}"

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        return tuple(row(self.parts[0], inner) for inner in value)

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        return [[len(row.parts) for row in rows], [index_of(part) for row in rows for part in row.parts]]

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        lengths, column = columns
        _check_lengths(lengths, column)
        values = map(tables[self.parts[0].number].__getitem__, column)
        make = get_origin(self.wanted)
        return [make(islice(values, length)) for length in lengths]


class _Map(_Kind):
    """A mapping; it is rebuilt as an immutable one."""

    def accepts(self, value: object) -> bool:
        return isinstance(value, dict)

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        keys, values = self.parts
        return tuple(part for key, inner in value.items() for part in (row(keys, key), row(values, inner)))

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        keys = [index_of(key) for row in rows for key in row.parts[::2]]
        return [[len(row.parts) // 2 for row in rows], keys, [index_of(v) for row in rows for v in row.parts[1::2]]]

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        lengths, keys, values = columns
        _check_lengths(lengths, keys, values)
        pairs = zip(
            map(tables[self.parts[0].number].__getitem__, keys),
            map(tables[self.parts[1].number].__getitem__, values),
            strict=True,
        )
        return [FrozenDict(islice(pairs, length)) for length in lengths]


class _Union(_Kind):
    """One of several kinds."""

    def accepts(self, value: object) -> bool:
        return any(part.accepts(value) for part in self.parts)

    def split(self, value: Any, row: Callable[[_Kind, Any], _Row]) -> tuple[Any, ...]:
        which = next(number for number, part in enumerate(self.parts) if part.accepts(value))
        return which, row(self.parts[which], value)

    def columns(self, rows: Sequence[_Row], index_of: _RowIndex) -> list[Any]:
        return [[row.parts[0] for row in rows], [index_of(row.parts[1]) for row in rows]]

    def rebuild(self, columns: Sequence[Any], tables: Sequence[list[Any]]) -> Iterable[Any]:
        own = [tables[part.number] for part in self.parts]
        return [own[which][place] for which, place in zip(*columns, strict=True)]


#: The most common annotations.
_WORDS = {"str": str, "int": int, "float": float, "bool": bool}


@cache
def _resolved(module: str, annotation: str) -> Any:
    """The type that an annotation means in its module: like `typing.get_type_hints`, in a fifth of the time."""
    known = vars(sys.modules[module])
    return _WORDS.get(annotation) or known.get(annotation) or eval(annotation, known)


@cache
def _kind_and_parts(wanted: Any) -> tuple[type[_Kind], tuple[Any, ...]]:
    """The kind of a type, and the types of its parts. Raises `Misfit` for a type that is not supported."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if wanted in (str, int, float):
        return _Plain, ()
    if wanted in (NoneType, bool) or (isinstance(wanted, type) and issubclass(wanted, Enum)):
        return _OneOf, ()
    if isinstance(wanted, UnionType) or origin is Union:
        return _Union, arguments
    if origin is frozenset or (origin is tuple and arguments[1:] == (...,)):
        return _Series, arguments[:1]
    if origin is tuple:
        return _Record, arguments
    if origin is Mapping:
        return _Map, arguments
    if isinstance(wanted, type) and issubclass(wanted, tuple) and getattr(wanted, "_fields", None):
        fields = (getattr(hint, "__forward_arg__", hint) for hint in _annotations(wanted).values())
        module = wanted.__module__
        return _Record, tuple(_resolved(module, hint) if isinstance(hint, str) else hint for hint in fields)
    raise Misfit(str(wanted))


def _annotations(wanted: type) -> Mapping[str, Any]:
    """The annotations of a named tuple, or of its base if it has none of its own."""
    return next(c.__annotations__ for c in wanted.__mro__ if getattr(c, "__annotations__", None))


@cache
def _kinds(wanted: Any) -> list[_Kind]:
    """The kinds of ``wanted`` and of all its parts, at any depth, starting with itself. Raises `Misfit`."""
    known: dict[Any, _Kind] = {}
    parts: dict[Any, tuple[Any, ...]] = {}
    pending: list[Any] = [wanted]
    for type_ in pending:  # grows during the loop
        if type_ not in known:
            make, parts[type_] = _kind_and_parts(type_)
            known[type_] = make(type_)
            known[type_].number = len(known) - 1
            pending += parts[type_]
    for type_, kind in known.items():
        kind.parts = tuple(known[part] for part in parts[type_])
    return list(known.values())


def type_signature(wanted: type) -> str:
    """A text that changes whenever a field, a type or an enum member in tables of ``wanted`` does."""
    return "\n".join(kind.signature for kind in _kinds(wanted))


class TableData(NamedTuple):
    """A value in serialised form."""

    #: the tables of words and of plain numbers: for each, the number of the kind and its values
    plain: list[Any]
    #: blocks of the other tables, in the order of rebuilding: the number of the kind, and the length of each column
    blocks: list[Any]
    #: all columns of the blocks, one after another
    columns: array[int]


class _Writer:
    """Takes a value apart into rows."""

    def __init__(self) -> None:
        self._known: dict[Any, _Row] = {}
        #: (height, number of the kind) -> its rows
        self.levels: dict[tuple[int, int], list[_Row]] = {}
        #: id of a row -> its index in its table
        self.indices: dict[int, int] = {}

    def row(self, kind: _Kind, value: Any) -> _Row:
        """Add ``value``, after its parts, and return its row. Raises `Misfit`."""
        key: Any = (kind.number, id(value)) if hasattr(value, "_fields") else None
        if key in self._known:
            return self._known[key]
        if not kind.accepts(value):
            raise Misfit(f"{type(value).__name__} for {kind.wanted}")
        parts = kind.split(value, self.row)
        key = key or (kind.number, *(id(part) if isinstance(part, _Row) else (type(part), part) for part in parts))
        known = self._known.get(key)
        if known is None:
            height = 1 + max((part.height for part in parts if isinstance(part, _Row)), default=0)
            known = self._known[key] = _Row(height, parts)
            if kind.members:
                self.indices[id(known)] = parts[0]
            else:
                self.levels.setdefault((height, kind.number), []).append(known)
        return known

    def index_of(self, row: _Row) -> int:
        """The index of a row in its table; the row must have been placed."""
        return self.indices[id(row)]


def to_tables(value: object, wanted: type) -> TableData:
    """``value`` as tables. Raises `Misfit`.

    The identity of named tuples is preserved: equal but distinct ones stay distinct. Other equal values are written
    only once.
    """
    kinds = _kinds(wanted)
    writer = _Writer()
    writer.row(kinds[0], value)
    lengths = [0] * len(kinds)
    tables = TableData([], [], array(COLUMN_TYPECODE))
    for (_, number), rows in sorted(writer.levels.items(), key=lambda level: level[0]):
        writer.indices |= {id(row): index for index, row in enumerate(rows, lengths[number])}
        lengths[number] += len(rows)
        columns = kinds[number].columns(rows, writer.index_of)
        if isinstance(kinds[number], _Plain):
            tables.plain.append([number, columns[0]])
        else:
            tables.blocks.append([number, *map(len, columns)])
            for column in columns:
                tables.columns.extend(column)
    return tables


def from_tables(tables: TableData, wanted: type[T]) -> T:
    """The value that `to_tables` wrote. Raises `Misfit`, or whatever error an invalid number causes."""
    kinds = _kinds(cast(Any, wanted))
    values_by_kind: list[list[Any]] = [list(kind.members) for kind in kinds]
    for number, values in tables.plain:
        values_by_kind[number] += kinds[number].rebuild([values], values_by_kind)
    start = 0
    for number, *lengths in tables.blocks:
        columns = []
        for length in lengths:
            columns.append(tables.columns[start : start + length])
            start += length
        values_by_kind[number] += kinds[number].rebuild(columns, values_by_kind)
    value: T = values_by_kind[0][-1]
    return value
