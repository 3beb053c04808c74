"""The catalogue of procedures that comes with the program, or that an office brings as a CSV file.

The file has our column names or those of the national extract (``national_columns``), with or without a
byte order mark, separated by comma or semicolon. Named variants of limits come from a TOML file beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from papi_desk.domain.catalogue_documents import read_documents
from papi_desk.domain.catalogue_limits import read_limit, read_stages
from papi_desk.domain.csv_table import Row, read_table
from papi_desk.domain.errors import Refused
from papi_desk.domain.limits import NO_LIMIT, UNKNOWN_LIMIT
from papi_desk.domain.national_columns import is_national, translated
from papi_desk.domain.procedure_codes import is_official_code, plain_code
from papi_desk.domain.procedures import (
    CONFIDENCES,
    PORTAL_VARIANT,
    ProcedureVersion,
    RequiredDocument,
    Variant,
    changed_fields,
    choosable_variants,
    in_force,
    limit_of,
    offered_by_default,
    with_internal_ids,
)
from papi_desk.domain.records import field_names

__all__ = [
    "CONFIDENCES",
    "NO_LIMIT",
    "PORTAL_VARIANT",
    "UNKNOWN_LIMIT",
    "ProcedureVersion",
    "RequiredDocument",
    "Variant",
    "changed_fields",
    "choosable_variants",
    "in_force",
    "is_official_code",
    "limit_of",
    "offered_by_default",
    "plain_code",
    "read_catalogue",
    "read_variants",
    "with_internal_ids",
]

_NEEDED: Final = frozenset({"name", "field"})
_INTERNAL_ID: Final = re.compile(r"PD-\d{3,}")
_PLAIN_TEXTS: Final = (
    "limit_note",
    "documents_source",
    "fee_unit",
    "fee_note",
    "fee_exemptions",
    "online_level",
    "result_document",
    "legal_basis",
    "interagency_with",
    "not_offered_because",
    "valid_note",
    "source_url",
    "confidence_detail",
)


def read_catalogue(csv_text: str, variants: Mapping[str, object]) -> list[ProcedureVersion]:
    """Read all procedures of a catalogue file, each with the variants that name its code.

    Raises ``Refused`` with line and column for the first thing that cannot be read: the kinds of
    ``csv_table``, and «catalogue-columns-missing», «catalogue-bad-code», «catalogue-bad-id»,
    «catalogue-repeated», «catalogue-bad-limit», «catalogue-bad-unit», «catalogue-bad-stages»,
    «catalogue-bad-cutoff», «catalogue-bad-document», «catalogue-dates-reversed», «catalogue-bad-variant».
    """
    header, rows = read_table(csv_text)
    if is_national(header):
        rows = [translated(row) for row in rows]
    elif missing := sorted(_NEEDED.difference(header)):
        raise Refused("catalogue-columns-missing", missing[0], columns=", ".join(missing))
    if not rows:
        raise Refused("table-empty")
    named = read_variants(variants)
    versions = [_version(row, named) for row in rows]
    _check_unique(rows, versions)
    return versions


def _version(row: Row, named: Mapping[str, Sequence[Variant]]) -> ProcedureVersion:
    """Read one procedure."""
    limit, doubts = read_limit(row)
    code, unverified = _code(row, "code"), _code(row, "code_unverified")
    version = ProcedureVersion(
        internal_id=_internal_id(row),
        code=code,
        code_unverified=unverified,
        name=row.needed("name"),
        field=row.needed("field"),
        limit=limit,
        variants=tuple(named.get(code or unverified, ())),
        documents=read_documents(row),
        fee_vnd=row.whole("fee_vnd"),
        interagency=row.yes("interagency"),
        delta_default="delta" not in row.cells or row.yes("delta"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        confidence=_confidence(row),
        checks=(*_remarks(row), *doubts),
        **{name: row.text(name) for name in _PLAIN_TEXTS},
    )
    if version.valid_from and version.valid_to and version.valid_to < version.valid_from:
        raise row.refused("catalogue-dates-reversed", "valid_to")
    return version


def _remarks(row: Row) -> list[str]:
    return [remark.strip() for remark in row.text("checks").split(";;") if remark.strip()]


def _code(row: Row, column: str) -> str:
    """Return a national code without suffix; empty is allowed."""
    code = plain_code(row.text(column))
    if code and not is_official_code(code):
        raise row.refused("catalogue-bad-code", column)
    return code


def _internal_id(row: Row) -> str:
    number = row.text("internal_id").upper()
    if number and not _INTERNAL_ID.fullmatch(number):
        raise row.refused("catalogue-bad-id", "internal_id")
    return number


def _confidence(row: Row) -> str:
    confidence = row.text("confidence") or "office"
    if confidence not in CONFIDENCES:
        raise row.refused("table-bad-choice", "confidence", choices=", ".join(CONFIDENCES))
    return confidence


def _check_unique(rows: Iterable[Row], versions: Iterable[ProcedureVersion]) -> None:
    """Refuse a file in which a code or an internal number stands twice."""
    seen: dict[str, int] = {}
    for row, version in zip(rows, versions, strict=True):
        keys = {"code": version.code or version.code_unverified, "internal_id": version.internal_id}
        for column, key in keys.items():
            if key in seen:
                raise row.refused("catalogue-repeated", column, code=key, first=seen[key])
            if key:
                seen[key] = row.line


def read_variants(data: Mapping[str, object]) -> dict[str, list[Variant]]:
    """Read the parsed TOML of variants into lists by procedure code; raises «catalogue-bad-variant»."""
    named: dict[str, list[Variant]] = {}
    entries = data.get("variant", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        try:
            variant, codes = _variant(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise Refused("catalogue-bad-variant", "variant", number=number, what=str(error)) from None
        for code in codes:
            listed = named.setdefault(plain_code(code), [])
            if any(other.name == variant.name for other in listed):
                what = f"{code}: {variant.name}"
                raise Refused("catalogue-bad-variant", "variant", number=number, what=what)
            listed.append(variant)
    return named


def _variant(entry: Mapping[str, object]) -> tuple[Variant, list[str]]:
    """Read one variant and the codes it belongs to; raises KeyError, TypeError or ValueError."""
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    codes = entry["procedures"]
    if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
        raise ValueError("procedures")
    variant = Variant(
        name=texts["name"],
        label=texts["label"],
        limit=read_stages(texts["limit"]),
        basis=texts["basis"],
        unsure=texts.get("unsure", ""),
        how=texts.get("how", "replaces"),
    )
    if variant.how not in {"replaces", "adds"}:
        raise ValueError("how")
    if unknown := set(entry) - {"procedures", *field_names(Variant)}:
        raise ValueError(", ".join(sorted(unknown)))
    return variant, codes
