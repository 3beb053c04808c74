"""How long a case was open, and how long it was written on, in classes of doubling length.

A case is of class *n* when that took less than 2ⁿ days. Whoever looks for the cases open at a moment reads, class by
class, only those begun within 2ⁿ days before it: an index over cases that cross any moment, a month's end among them.
The database itself works the classes out, so no writer can forget them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

STILL_OPEN: Final = 99
AT_ONCE: Final = -1
"""The class of what was begun and ended in the same moment; it reaches no later one."""
LONGEST: Final = 13
"""The class of whatever took 2¹² days or longer."""


class SpanClass(FunctionElement[int]):
    """The class of the time between two moments of a row, named as columns."""

    inherit_cache = True

    def __init__(self, begun: str, ended: str) -> None:
        self.begun, self.ended = begun, ended
        super().__init__()


@compiles(SpanClass)
def _span_class(element: SpanClass, compiler: Any, **_: Any) -> str:
    return span_class_sql(element.begun, element.ended, compiler.dialect)


def span_class_sql(begun: str, ended: str, dialect: Dialect) -> str:
    """Return the expression of a class as this database itself writes it when asked."""
    days, number = f"julianday({ended}) - julianday({begun})", ""
    if dialect.name != "sqlite":
        days, number = f"extract(epoch FROM {ended} - {begun}) / 86400::numeric", "::numeric"
    classes = " ".join(f"WHEN {days} < {2**n}{number} THEN {n}" for n in range(LONGEST))
    none = f"WHEN {ended} IS NULL THEN {STILL_OPEN} WHEN {ended} <= {begun} THEN {AT_ONCE}"
    return f"CASE {none} {classes} ELSE {LONGEST} END"


def span_classes(moment: datetime) -> list[tuple[int, datetime]]:
    """Return each class with the earliest beginning from which such a case can reach the moment."""
    limited = [(n, moment - timedelta(days=2**n)) for n in range(LONGEST)]
    return [(AT_ONCE, moment), *limited, (LONGEST, datetime.min), (STILL_OPEN, datetime.min)]
