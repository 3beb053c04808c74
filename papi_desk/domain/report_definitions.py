"""Reports as data: name, title, form number and basis with how sure it is, and the columns with their heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field, field_names
from papi_desk.domain.reports import SUMMED, ReportColumn

UNSURE = "cần kiểm tra"


class Definition(Record):
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
    short: str = ""
    """What lists of reports call it."""
    lines: tuple[str, ...] = ()
    """The rows of a report whose rows are given."""
    by: tuple[str, ...] = ()
    """What its rows can be grouped by, the usual one first."""
    note: str = ""
    """A remark always printed below it."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """What each column of figures counts, where it is not called so itself."""

    @property
    def counted(self) -> dict[str, str]:
        """Return the columns that hold counts, each with what it counts."""
        names = [column.name for column in self.columns if column.kind in SUMMED]
        return {name: self.measures.get(name, name) for name in names}

    @property
    def identities(self) -> dict[str, tuple[str, ...]]:
        """Return the sums that must hold, by the column they must equal."""
        return {
            column.name: tuple(column.formula.split("="))
            for column in self.columns
            if column.formula and column.kind in SUMMED
        }

    @classmethod
    def read(cls, name: str, data: Mapping[str, Any]) -> Definition:
        """Read one report of ``resources/data/reports.toml``; raise ``Refused`` «report-definition» for a wrong one."""
        own = {"name", "columns", "by", "lines", "measures"}
        known = set(field_names(cls)) - own
        if unknown := sorted(set(data) - known - {"columns", "by", "lines"}):
            raise Refused("report-definition", name=name, why=", ".join(unknown))
        columns = data.get("columns", ())
        return cls(
            name=name,
            columns=read_columns(name, columns),
            by=tuple(data.get("by", ())),
            lines=tuple(data.get("lines", ())),
            measures={column["name"]: column["measure"] for column in columns if "measure" in column},
            **{key: value for key, value in data.items() if key in known},
        )


def read_columns(name: str, data: Sequence[Mapping[str, Any]]) -> tuple[ReportColumn, ...]:
    """Read the columns of a report; raise ``Refused`` «report-definition» for one that cannot be."""
    try:
        plain = ({key: value for key, value in column.items() if key != "measure"} for column in data)
        columns = tuple(ReportColumn(**{**column, "heads": tuple(column["heads"])}) for column in plain)
    except (TypeError, KeyError) as error:
        raise Refused("report-definition", name=name, why=str(error)) from error
    names = [column.name for column in columns]
    if not names or len(set(names)) < len(names) or not all(column.heads for column in columns):
        raise Refused("report-definition", name=name, why=", ".join(names))
    return columns
