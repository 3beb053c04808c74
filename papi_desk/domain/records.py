"""Records: values with names, which never change once made and are equal when all they hold is equal.

A ``Record`` is written and used like a frozen dataclass; docs/decisions/22-records.md tells where it differs. msgspec
makes the class in C: those that a start reads cost it 5 ms instead of 90. This module is the one place that knows how;
all others use ``Record``, ``field``, ``replace`` and the questions below.
"""

from __future__ import annotations

from typing import Any, Final, dataclass_transform

from msgspec import NODEFAULT, Struct, field
from msgspec.structs import force_setattr, replace

__all__ = ["REQUIRED", "Record", "asdict", "defaults", "field", "field_names", "force_setattr", "is_record", "replace"]
REQUIRED: Final = NODEFAULT
"""Stands for the default of a name that has none."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True):
    """A value with names: ``class Line(Record)`` and its annotated names are all there is to write."""


def field_names(record: Record | type[Record]) -> tuple[str, ...]:
    """Return the names of what a record, or every record of a class, holds; in their order."""
    return record.__struct_fields__


def defaults(record: Record | type[Record]) -> dict[str, Any]:
    """Return what each name holds when it is not given: name → default or ``REQUIRED``."""
    found, given = field_names(record), record.__struct_defaults__
    return dict(zip(found, (*(REQUIRED,) * (len(found) - len(given)), *given), strict=True))


def asdict(record: Record) -> dict[str, Any]:
    """Return name → value, records within records likewise."""
    return {name: _plain(getattr(record, name)) for name in field_names(record)}


def is_record(value: object) -> bool:
    """Tell whether a value is a record or a class of records."""
    return isinstance(value, Record) or (isinstance(value, type) and issubclass(value, Record))


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return asdict(value)
    if isinstance(value, (list, tuple)):
        return type(value)(map(_plain, value)) if type(value) in (list, tuple) else value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
