"""Reports as data: name, title, form number and basis with how sure it is, and the columns with their heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import ReportColumn

UNSURE = "cần kiểm tra"


@dataclass(frozen=True)
class Definition:
    """What a report is called, which form it follows, how sure that is, and its columns."""

    name: str
    title: str
    columns: tuple[ReportColumn, ...]
    number: str = ""
    basis: str = ""
    sure: str = UNSURE
    unit: str = ""
    to: bool = False
    """Whether it is reported to somebody: «Đơn vị báo cáo», «Đơn vị nhận báo cáo» stand at its head."""
    by: tuple[str, ...] = ()
    """What its rows can be grouped by, the usual one first."""
    note: str = ""
    """A remark always printed below it."""

    @classmethod
    def read(cls, name: str, data: Mapping[str, Any]) -> Definition:
        """Read one report of ``resources/data/reports.toml``; raise ``Refused`` «report-definition» for a wrong one."""
        known = {item.name for item in fields(cls)} - {"name", "columns", "by"}
        if unknown := sorted(set(data) - known - {"columns", "by"}):
            raise Refused("report-definition", name=name, why=", ".join(unknown))
        return cls(
            name=name,
            columns=read_columns(name, data.get("columns", ())),
            by=tuple(data.get("by", ())),
            **{key: value for key, value in data.items() if key in known},
        )


def read_columns(name: str, data: Sequence[Mapping[str, Any]]) -> tuple[ReportColumn, ...]:
    """Read the columns of a report; raise ``Refused`` «report-definition» for one that cannot be."""
    try:
        columns = tuple(ReportColumn(**{**column, "heads": tuple(column["heads"])}) for column in data)
    except (TypeError, KeyError) as error:
        raise Refused("report-definition", name=name, why=str(error)) from error
    names = [column.name for column in columns]
    if not names or len(set(names)) < len(names) or not all(column.heads for column in columns):
        raise Refused("report-definition", name=name, why=", ".join(names))
    return columns
